import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger: its tiles for good, and the details of its entries apart, by month, so that they can be erased. */
export class Ledger1700000001000 implements MigrationInterface {
  readonly name = 'Ledger1700000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  // One row: whoever appends moves its size, so that of two who append at once one sees that it came too late.
  `CREATE TABLE ledger_state (
     single boolean PRIMARY KEY DEFAULT true CHECK (single),
     size bigint NOT NULL CHECK (size >= 0),
     checkpoint text NOT NULL,
     verifier_key text NOT NULL
   )`,
  `INSERT INTO ledger_state (size, checkpoint, verifier_key) VALUES (0, '', '')`,
  `CREATE TABLE ledger_consumed (
     topic text NOT NULL,
     partition integer NOT NULL,
     next_offset bigint NOT NULL CHECK (next_offset >= 0),
     PRIMARY KEY (topic, partition)
   )`,
  // Level -1 is the bundles of entries. Hashes don't compress, and trying costs more than it saves.
  `CREATE TABLE ledger_tile (
     level smallint NOT NULL CHECK (level >= -1),
     number bigint NOT NULL,
     width smallint NOT NULL CHECK (width BETWEEN 1 AND 256),
     data bytea NOT NULL,
     PRIMARY KEY (level, number)
   )`,
  `ALTER TABLE ledger_tile ALTER COLUMN data SET STORAGE EXTERNAL`,
  // Where requests stand: an ingress partition, or control's journal.
  `CREATE TABLE ledger_source (
     id smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
     topic text NOT NULL,
     partition integer NOT NULL,
     next_offset bigint NOT NULL,
     UNIQUE (topic, partition)
   )`,
  `CREATE TABLE ledger_entry (
     idx bigint PRIMARY KEY,
     decided_at timestamptz NOT NULL,
     request_offset bigint NOT NULL,
     source smallint NOT NULL REFERENCES ledger_source (id),
     decision_id text NOT NULL COLLATE "C"
   )`,
  // INVARIANT(one-entry-a-request): whatever is replayed, the database takes no second one.
  `CREATE UNIQUE INDEX ledger_entry_position ON ledger_entry (source, request_offset)`,
  `CREATE INDEX ledger_entry_decision ON ledger_entry (decision_id)`,
  // Positions that were passed over, until an entry fills them.
  `CREATE TABLE ledger_gap (
     source smallint NOT NULL REFERENCES ledger_source (id),
     from_offset bigint NOT NULL,
     to_offset bigint NOT NULL CHECK (to_offset > from_offset),
     found_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (source, from_offset)
   )`,
  `CREATE TABLE ledger_detail (
     idx bigint NOT NULL,
     decided_at timestamptz NOT NULL,
     kind text NOT NULL COLLATE "C",
     effect text NOT NULL COLLATE "C",
     system text COLLATE "C",
     recipient text COLLATE "C",
     purpose text COLLATE "C",
     body text NOT NULL,
     body_salt bytea NOT NULL,
     evidence text,
     evidence_salt bytea,
     evidence_commitment bytea,
     PRIMARY KEY (decided_at, idx),
     CHECK ((evidence IS NULL) = (evidence_commitment IS NOT NULL))
   ) PARTITION BY RANGE (decided_at)`,
  `CREATE INDEX ledger_detail_system ON ledger_detail (system, decided_at, idx)`,
  `CREATE INDEX ledger_detail_recipient ON ledger_detail (recipient, purpose, decided_at, idx)`,
  `CREATE INDEX ledger_detail_purpose ON ledger_detail (purpose, decided_at, idx)`,
  // Words that a decision is found by: instruments (i:…), reasons (r:…), its case (c:…).
  `CREATE TABLE ledger_mark (
     word text NOT NULL COLLATE "C",
     decided_at timestamptz NOT NULL,
     idx bigint NOT NULL,
     PRIMARY KEY (word, decided_at, idx)
   ) PARTITION BY RANGE (decided_at)`,
  // Who a decision was about. An erased person leaves the commitment, so that the rest can be held against the entry.
  `CREATE TABLE ledger_person (
     idx bigint NOT NULL,
     position smallint NOT NULL,
     decided_at timestamptz NOT NULL,
     token text COLLATE "C",
     salt bytea,
     commitment bytea,
     PRIMARY KEY (decided_at, idx, position),
     CHECK ((token IS NULL) = (commitment IS NOT NULL))
   ) PARTITION BY RANGE (decided_at)`,
  `CREATE INDEX ledger_person_token ON ledger_person (token, decided_at, idx) WHERE token IS NOT NULL`,
  // What control did with persons' details, numbered without gaps; it waits here for its entry.
  `CREATE TABLE ledger_journal (
     number bigint PRIMARY KEY CHECK (number >= 0),
     id text NOT NULL,
     kind text NOT NULL,
     at timestamptz NOT NULL,
     body text NOT NULL,
     persons text[] NOT NULL
   )`,
  `CREATE TABLE ledger_journal_counter (
     single boolean PRIMARY KEY DEFAULT true CHECK (single),
     next bigint NOT NULL
   )`,
  `INSERT INTO ledger_journal_counter (next) VALUES (0)`,
];

const down = [
  'DROP TABLE ledger_journal_counter',
  'DROP TABLE ledger_journal',
  'DROP TABLE ledger_person',
  'DROP TABLE ledger_mark',
  'DROP TABLE ledger_detail',
  'DROP TABLE ledger_gap',
  'DROP TABLE ledger_entry',
  'DROP TABLE ledger_source',
  'DROP TABLE ledger_tile',
  'DROP TABLE ledger_consumed',
  'DROP TABLE ledger_state',
];
