import { Column, Entity, JoinTable, ManyToMany, PrimaryColumn } from 'typeorm';

/**
 * What PostgreSQL keeps for control. Migrations own the schema; these classes only describe it. No column ever holds a
 * national number, an address or a telephone number: people are tokens here.
 */

/** One source file of the register in one state, by the hash of its JSON text. Shared between versions. */
@Entity({ name: 'register_document' })
export class RegisterDocumentRow {
  /** SHA-256 of `content`, hex. */
  @PrimaryColumn({ type: 'char', length: 64 })
  hash!: string;

  @Column({ type: 'text' })
  path!: string;

  /** The JSON text as published: `{ "path", "document" }`. Text, because the hash is over its bytes. */
  @Column({ type: 'text' })
  content!: string;
}

/** One published state of the register. Its number only rises; a rollback is a new number. */
@Entity({ name: 'register_version' })
export class RegisterVersionRow {
  @PrimaryColumn({ type: 'integer' })
  version!: number;

  /** SHA-256 over the sorted document hashes: equal content, equal hash. */
  @Column({ name: 'content_hash', type: 'char', length: 64 })
  contentHash!: string;

  @Column({ name: 'activated_at', type: 'timestamptz' })
  activatedAt!: Date;

  @ManyToMany(() => RegisterDocumentRow)
  @JoinTable({
    name: 'register_version_document',
    joinColumn: { name: 'version', referencedColumnName: 'version' },
    inverseJoinColumn: { name: 'hash', referencedColumnName: 'hash' },
  })
  documents!: RegisterDocumentRow[];
}

/** A fact about a person or a contact, as tokens. */
@Entity({ name: 'fact' })
export class FactRow {
  /** Keyed hash of the fact's content: recording the same fact twice is recording it once. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  token!: string;

  /** The same under every token key of that day, newest first; null where there was one. */
  @Column({ type: 'text', array: true, nullable: true })
  tokens!: string[] | null;

  @Column({ type: 'text', nullable: true })
  was!: string | null;

  @Column({ name: 'was_tokens', type: 'text', array: true, nullable: true })
  wasTokens!: string[] | null;

  @Column({ type: 'text' })
  participant!: string;

  @Column({ type: 'text', array: true, nullable: true })
  purposes!: string[] | null;

  /** Brussels calendar dates, as text: no time zone may move them. */
  @Column({ name: 'from_day', type: 'char', length: 10 })
  fromDay!: string;

  @Column({ name: 'until_day', type: 'char', length: 10, nullable: true })
  untilDay!: string | null;

  @Column({ type: 'text', nullable: true })
  ground!: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt!: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;
}

/** The outbox: every message for `sluis.facts`, numbered from 1 without gaps, kept so that an empty topic can be filled. */
@Entity({ name: 'fact_message' })
export class FactMessageRow {
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Column({ name: 'fact_id', type: 'text' })
  factId!: string;

  @Column({ type: 'text' })
  kind!: 'fact' | 'withdrawal';

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt!: Date;
}
