import { ApiProperty } from '@nestjs/swagger';
import type { PersonCaseRecord } from '#postgres';

export const caseStates = ['proposed', 'in-force', 'in-force-until-review', 'ended'] as const;
export type CaseState = (typeof caseStates)[number];

export class CaseId {
  @ApiProperty()
  id!: string;
}

/** A case as it is listed: what it allows and who answers for it, not whom it is about. */
export class ListedCaseDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: caseStates })
  state!: CaseState;

  @ApiProperty()
  kind!: string;

  @ApiProperty()
  provider!: string;

  @ApiProperty()
  recipient!: string;

  @ApiProperty({ type: [String] })
  categories!: string[];

  @ApiProperty({ type: [String] })
  fields!: string[];

  @ApiProperty({ format: 'date' })
  until!: string;

  @ApiProperty()
  ground!: string;

  @ApiProperty()
  proposedBy!: string;

  @ApiProperty({ format: 'date-time' })
  proposedAt!: string;

  @ApiProperty({ nullable: true, type: String })
  approvedBy!: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  approvedAt!: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  reviewBefore!: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  endedAt!: string | null;

  @ApiProperty({ nullable: true, type: String, description: 'by-officer, past-its-end, not-reviewed' })
  endCause!: string | null;
}

export function listed(each: PersonCaseRecord): ListedCaseDto {
  return {
    id: each.id,
    state: stateOf(each),
    kind: each.kind,
    provider: each.provider,
    recipient: each.recipient,
    categories: [...each.categories],
    fields: [...each.fields],
    until: each.untilDay,
    ground: each.ground,
    proposedBy: each.proposedBy,
    proposedAt: each.proposedAt.toISOString(),
    approvedBy: each.approvedBy,
    approvedAt: each.approvedAt?.toISOString() ?? null,
    reviewBefore: each.reviewBefore?.toISOString() ?? null,
    endedAt: each.endedAt?.toISOString() ?? null,
    endCause: each.endCause,
  };
}

function stateOf({ endedAt, approvedBy, reviewBefore }: PersonCaseRecord): CaseState {
  if (endedAt !== null) return 'ended';
  if (approvedBy !== null) return 'in-force';
  return reviewBefore === null ? 'proposed' : 'in-force-until-review';
}
