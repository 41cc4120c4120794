import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { factKinds, type FactKind } from '#contract';

export class FactId {
  @ApiProperty()
  id!: string;
}

/** A fact as it is listed: what it says, not whom it is about. */
export class ListedFactDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ enum: factKinds })
  kind!: FactKind;

  @ApiProperty()
  participant!: string;

  @ApiPropertyOptional({ type: [String] })
  purposes?: string[];

  @ApiProperty({ format: 'date' })
  from!: string;

  @ApiProperty({ format: 'date', nullable: true, type: String })
  until!: string | null;

  @ApiProperty({ nullable: true, type: String })
  ground!: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  withdrawnAt!: string | null;
}
