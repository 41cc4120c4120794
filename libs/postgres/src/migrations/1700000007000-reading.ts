import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What officers' pages read often, kept so that a page costs the same whatever the ledger's size. */
export class Reading1700000007000 implements MigrationInterface {
  readonly name = 'Reading1700000007000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  // Decisions of an hour by who asked; an empty system is one that the record does not name. It tells of nobody.
  `CREATE TABLE ledger_hour (
     hour timestamptz NOT NULL,
     system text NOT NULL COLLATE "C",
     effect text NOT NULL COLLATE "C",
     count bigint NOT NULL,
     PRIMARY KEY (hour, system, effect)
   )`,
  `INSERT INTO ledger_hour (hour, system, effect, count)
   SELECT date_trunc('hour', d.decided_at), c.system, c.effect, count(*)
   FROM ledger_detail d JOIN ledger_class c ON c.id = d.class WHERE c.kind = 'decision' GROUP BY 1, 2, 3`,
  `ALTER TABLE ledger_state ADD COLUMN moved_at timestamptz`,
  // The recorder says every few seconds that it is there, and how late what it writes is.
  `CREATE TABLE recorder_beat (
     single boolean PRIMARY KEY DEFAULT true CHECK (single),
     at timestamptz NOT NULL,
     delay_ms bigint NOT NULL
   )`,
  // Cases are paged by their last denial, whatever they are filtered by.
  `CREATE INDEX ledger_case_status ON ledger_case (status, last_at, id)`,
  `CREATE INDEX ledger_case_system ON ledger_case (system, last_at, id)`,
  `CREATE INDEX ledger_case_recipient ON ledger_case (recipient, last_at, id)`,
  `CREATE INDEX ledger_case_reason ON ledger_case (reason, last_at, id)`,
  `CREATE INDEX ledger_case_assignee ON ledger_case (assignee, last_at, id) WHERE assignee IS NOT NULL`,
  `CREATE INDEX ledger_case_waiting ON ledger_case (status, system, first_at) WHERE status IN ('open', 'in-review')`,
];

const down = [
  'DROP INDEX ledger_case_waiting',
  'DROP INDEX ledger_case_assignee',
  'DROP INDEX ledger_case_reason',
  'DROP INDEX ledger_case_recipient',
  'DROP INDEX ledger_case_system',
  'DROP INDEX ledger_case_status',
  'DROP TABLE recorder_beat',
  'ALTER TABLE ledger_state DROP COLUMN moved_at',
  'DROP TABLE ledger_hour',
];
