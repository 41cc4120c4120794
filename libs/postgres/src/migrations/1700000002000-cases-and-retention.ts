import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases of like denials, and how long the details of entries are kept. */
export class CasesAndRetention1700000002000 implements MigrationInterface {
  readonly name = 'CasesAndRetention1700000002000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  `CREATE TABLE ledger_case (
     id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
     key char(64) NOT NULL UNIQUE,
     system text NOT NULL,
     recipient text,
     purpose text,
     reason text NOT NULL,
     fields text[] NOT NULL,
     instrument text,
     count bigint NOT NULL,
     first_at timestamptz NOT NULL,
     last_at timestamptz NOT NULL,
     status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'in-review', 'resolved', 'accepted')),
     assignee text
   )`,
  `CREATE INDEX ledger_case_last ON ledger_case (last_at, id)`,
  `CREATE TABLE ledger_case_day (
     case_id bigint NOT NULL REFERENCES ledger_case (id),
     day date NOT NULL,
     count bigint NOT NULL,
     PRIMARY KEY (case_id, day)
   )`,
  `CREATE TABLE ledger_case_event (
     id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
     case_id bigint NOT NULL REFERENCES ledger_case (id),
     at timestamptz NOT NULL,
     by_whom text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('status', 'assignee', 'note', 'reopened')),
     content text NOT NULL
   )`,
  `CREATE INDEX ledger_case_event_case ON ledger_case_event (case_id, id)`,
  // An empty instrument is every instrument that has no rule of its own.
  `CREATE TABLE ledger_retention (
     kind text NOT NULL,
     instrument text NOT NULL DEFAULT '',
     days integer NOT NULL CHECK (days > 0),
     PRIMARY KEY (kind, instrument)
   )`,
];

const down = [
  'DROP TABLE ledger_retention',
  'DROP TABLE ledger_case_event',
  'DROP TABLE ledger_case_day',
  'DROP TABLE ledger_case',
];
