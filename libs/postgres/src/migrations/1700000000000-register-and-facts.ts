import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Register versions with their documents, facts with their outbox. */
export class RegisterAndFacts1700000000000 implements MigrationInterface {
  readonly name = 'RegisterAndFacts1700000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  `CREATE TABLE register_document (
     hash char(64) PRIMARY KEY,
     path text NOT NULL,
     content text NOT NULL
   )`,
  `CREATE TABLE register_version (
     version integer PRIMARY KEY CHECK (version > 0),
     content_hash char(64) NOT NULL,
     activated_at timestamptz NOT NULL
   )`,
  `CREATE TABLE register_version_document (
     version integer NOT NULL REFERENCES register_version (version),
     hash char(64) NOT NULL REFERENCES register_document (hash),
     PRIMARY KEY (version, hash)
   )`,
  `CREATE INDEX register_version_document_hash ON register_version_document (hash)`,
  `CREATE TABLE fact (
     id text PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('restriction', 'objection', 'consent', 'caseload', 'do-not-contact', 'alias')),
     token text NOT NULL,
     was text CHECK ((kind = 'alias') = (was IS NOT NULL)),
     participant text NOT NULL,
     purposes text[],
     from_day char(10) NOT NULL CHECK (from_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
     until_day char(10) CHECK (until_day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
     ground text,
     recorded_at timestamptz NOT NULL,
     withdrawn_at timestamptz
   )`,
  `CREATE INDEX fact_recorded ON fact (recorded_at, id)`,
  `CREATE TABLE fact_message (
     number integer PRIMARY KEY CHECK (number > 0),
     fact_id text NOT NULL REFERENCES fact (id),
     kind text NOT NULL CHECK (kind IN ('fact', 'withdrawal')),
     recorded_at timestamptz NOT NULL
   )`,
  `CREATE INDEX fact_message_fact ON fact_message (fact_id, number)`,
  // One row: whoever numbers messages locks it, so that numbers are given in the order of the commits, without gaps.
  `CREATE TABLE fact_counter (
     single boolean PRIMARY KEY DEFAULT true CHECK (single),
     last integer NOT NULL
   )`,
  `INSERT INTO fact_counter (last) VALUES (0)`,
];

const down = [
  'DROP TABLE fact_counter',
  'DROP TABLE fact_message',
  'DROP TABLE fact',
  'DROP TABLE register_version_document',
  'DROP TABLE register_version',
  'DROP TABLE register_document',
];
