import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An instrument about one person: never in Git, and the person only as tokens. */
@Entity({ name: 'person_case' })
export class PersonCaseRow {
  /** `dossier-` and random characters: it tells nothing. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  provider!: string;

  @Column({ type: 'text' })
  recipient!: string;

  @Column({ type: 'text', array: true })
  categories!: string[];

  @Column({ type: 'text', array: true })
  fields!: string[];

  /** Tokens of the one person, one a token key. */
  @Column({ type: 'text', array: true })
  person!: string[];

  /** Tokens of others who may stand beside that person. */
  @Column({ type: 'text', array: true })
  others!: string[];

  /** First Brussels day on which it does not hold any more. */
  @Column({ name: 'until_day', type: 'char', length: 10 })
  untilDay!: string;

  /** Legal ground; stays here and is not published. */
  @Column({ type: 'text' })
  ground!: string;

  @Column({ name: 'proposed_by', type: 'text' })
  proposedBy!: string;

  @Column({ name: 'proposed_at', type: 'timestamptz' })
  proposedAt!: Date;

  @Column({ name: 'approved_by', type: 'text', nullable: true })
  approvedBy!: string | null;

  @Column({ name: 'approved_at', type: 'timestamptz', nullable: true })
  approvedAt!: Date | null;

  /** Vital interest only: it holds from its proposal, and ends then unless somebody else approved it. */
  @Column({ name: 'review_before', type: 'timestamptz', nullable: true })
  reviewBefore!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ name: 'ended_by', type: 'text', nullable: true })
  endedBy!: string | null;

  @Column({ name: 'end_cause', type: 'text', nullable: true })
  endCause!: 'by-officer' | 'past-its-end' | 'not-reviewed' | null;
}
