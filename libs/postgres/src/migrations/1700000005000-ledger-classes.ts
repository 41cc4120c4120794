import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What entries are found by becomes a number for each class of like entries: one narrow index where there were three, and no
 * rows for words. Lookups by random keys, a decision's id and a person's token, go by their hash.
 */
export class LedgerClasses1700000005000 implements MigrationInterface {
  readonly name = 'LedgerClasses1700000005000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const classColumns = 'kind, effect, system, recipient, purpose, instruments, reasons, cases';

const up = [
  // A large ledger takes its time.
  `SET LOCAL statement_timeout = 0`,
  // Nothing is empty, never null: so that two alike are one.
  `CREATE TABLE ledger_class (
     id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
     kind text NOT NULL COLLATE "C",
     effect text NOT NULL COLLATE "C",
     system text NOT NULL COLLATE "C",
     recipient text NOT NULL COLLATE "C",
     purpose text NOT NULL COLLATE "C",
     instruments text[] NOT NULL,
     reasons text[] NOT NULL,
     cases bigint[] NOT NULL,
     UNIQUE (${classColumns})
   )`,
  `CREATE TEMPORARY TABLE classified ON COMMIT DROP AS
   SELECT d.decided_at, d.idx, d.kind, d.effect, coalesce(d.system, '') AS system, coalesce(d.recipient, '') AS recipient,
     coalesce(d.purpose, '') AS purpose, coalesce(m.instruments, '{}') AS instruments, coalesce(m.reasons, '{}') AS reasons,
     coalesce(m.cases, '{}') AS cases
   FROM ledger_detail d LEFT JOIN (
     SELECT decided_at, idx,
       array_agg(substr(word, 3) ORDER BY word) FILTER (WHERE word LIKE 'i:%') AS instruments,
       array_agg(substr(word, 3) ORDER BY word) FILTER (WHERE word LIKE 'r:%') AS reasons,
       array_agg(substr(word, 3)::bigint ORDER BY word) FILTER (WHERE word LIKE 'c:%') AS cases
     FROM ledger_mark GROUP BY decided_at, idx
   ) m ON m.decided_at = d.decided_at AND m.idx = d.idx`,
  `INSERT INTO ledger_class (${classColumns}) SELECT DISTINCT ${classColumns} FROM classified`,
  `ALTER TABLE ledger_detail ADD COLUMN class integer`,
  // Found first and joined by the row alone: of eight columns together PostgreSQL thinks that they find next to nothing.
  `ANALYZE classified`,
  `ANALYZE ledger_class`,
  `CREATE TEMPORARY TABLE classed ON COMMIT DROP AS
   SELECT k.decided_at, k.idx, c.id FROM classified k JOIN ledger_class c USING (${classColumns})`,
  `ANALYZE classed`,
  `UPDATE ledger_detail d SET class = c.id FROM classed c WHERE d.decided_at = c.decided_at AND d.idx = c.idx`,
  `ALTER TABLE ledger_detail ALTER COLUMN class SET NOT NULL, DROP COLUMN kind, DROP COLUMN effect, DROP COLUMN system,
     DROP COLUMN recipient, DROP COLUMN purpose`,
  `CREATE INDEX ledger_detail_class ON ledger_detail (class, decided_at, idx)`,
  // Two thirds of a body are names that come again and again. Where PostgreSQL was built without lz4 it stays as it is.
  `DO $$ BEGIN
     EXECUTE 'ALTER TABLE ledger_detail ALTER body SET COMPRESSION lz4, ALTER body SET STORAGE MAIN';
   EXCEPTION WHEN feature_not_supported THEN NULL;
   END $$`,
  `DROP TABLE ledger_mark`,
  `DROP INDEX ledger_person_token`,
  `CREATE INDEX ledger_person_token ON ledger_person USING hash (token) WHERE token IS NOT NULL`,
  `DROP INDEX ledger_entry_decision`,
  `CREATE INDEX ledger_entry_decision ON ledger_entry USING hash (decision_id)`,
  // Whoever appends took the number from that table a moment before: asking for each entry costs more than the entry.
  `ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_source_fkey`,
];

const down = [
  `SET LOCAL statement_timeout = 0`,
  `ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_source_fkey FOREIGN KEY (source) REFERENCES ledger_source (id)`,
  `DROP INDEX ledger_entry_decision`,
  `CREATE INDEX ledger_entry_decision ON ledger_entry (decision_id)`,
  `DROP INDEX ledger_person_token`,
  `CREATE INDEX ledger_person_token ON ledger_person (token, decided_at, idx) WHERE token IS NOT NULL`,
  `CREATE TABLE ledger_mark (
     word text NOT NULL COLLATE "C",
     decided_at timestamptz NOT NULL,
     idx bigint NOT NULL,
     PRIMARY KEY (word, decided_at, idx)
   ) PARTITION BY RANGE (decided_at)`,
  `CREATE TABLE ledger_mark_all PARTITION OF ledger_mark DEFAULT`,
  `INSERT INTO ledger_mark SELECT w, d.decided_at, d.idx FROM ledger_detail d JOIN ledger_class c ON c.id = d.class
   CROSS JOIN LATERAL unnest(
     ARRAY(SELECT 'i:' || i FROM unnest(c.instruments) i) || ARRAY(SELECT 'r:' || r FROM unnest(c.reasons) r)
       || ARRAY(SELECT 'c:' || k FROM unnest(c.cases) k)) AS w`,
  `DROP INDEX ledger_detail_class`,
  `ALTER TABLE ledger_detail ADD COLUMN kind text COLLATE "C", ADD COLUMN effect text COLLATE "C", ADD COLUMN system text COLLATE "C",
     ADD COLUMN recipient text COLLATE "C", ADD COLUMN purpose text COLLATE "C"`,
  `UPDATE ledger_detail d SET kind = c.kind, effect = c.effect, system = nullif(c.system, ''), recipient = nullif(c.recipient, ''),
     purpose = nullif(c.purpose, '') FROM ledger_class c WHERE c.id = d.class`,
  `ALTER TABLE ledger_detail DROP COLUMN class, ALTER COLUMN kind SET NOT NULL, ALTER COLUMN effect SET NOT NULL`,
  `CREATE INDEX ledger_detail_system ON ledger_detail (system, decided_at, idx)`,
  `CREATE INDEX ledger_detail_recipient ON ledger_detail (recipient, purpose, decided_at, idx)`,
  `CREATE INDEX ledger_detail_purpose ON ledger_detail (purpose, decided_at, idx)`,
  `DROP TABLE ledger_class`,
];
