import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The cases of an entry lie beside it, no longer in its class: a case names fields, which a hundred thousand cases can do in as many
 * ways, and a question looked at each class. What is left of a class are names of the register and codes; whose data it was
 * about joins them, so that nobody needs to read bodies for it. And what a case is searched by is written down once.
 */
export class CaseEntries1700000012000 implements MigrationInterface {
  readonly name = 'CaseEntries1700000012000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const columns = 'kind, effect, system, provider, recipient, purpose, instruments, reasons';
const older = 'kind, effect, system, recipient, purpose, instruments, reasons, cases';

/** Each month that `from` has a part for, `to` gets one too. */
const monthsLike = (from: string, to: string): string => `DO $$ DECLARE part record; BEGIN
  FOR part IN SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bounds FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = '${from}'::regclass
  LOOP EXECUTE format('CREATE TABLE %I PARTITION OF ${to} %s', replace(part.relname, '${from}', '${to}'), part.bounds); END LOOP;
END $$`;

const up = [
  // A large ledger takes its time.
  `SET LOCAL statement_timeout = 0`,
  `CREATE TABLE ledger_case_entry (
     case_id bigint NOT NULL,
     decided_at timestamptz NOT NULL,
     idx bigint NOT NULL,
     PRIMARY KEY (case_id, decided_at, idx)
   ) PARTITION BY RANGE (decided_at)`,
  // What retention removes is found by when it was.
  `CREATE INDEX ledger_case_entry_moment ON ledger_case_entry (decided_at, idx)`,
  monthsLike('ledger_detail', 'ledger_case_entry'),
  `INSERT INTO ledger_case_entry (case_id, decided_at, idx)
   SELECT DISTINCT k, d.decided_at, d.idx FROM ledger_detail d JOIN ledger_class c ON c.id = d.class CROSS JOIN LATERAL unnest(c.cases) k`,
  // A body that somebody altered must not stop the schema: that it was, `verify` tells.
  `CREATE OR REPLACE FUNCTION pg_temp.provider_of(body text) RETURNS text LANGUAGE plpgsql AS $$
   BEGIN RETURN coalesce(body::json ->> 'provider', ''); EXCEPTION WHEN others THEN RETURN ''; END $$`,
  `CREATE TEMPORARY TABLE told ON COMMIT DROP AS
   SELECT d.decided_at, d.idx, d.class AS was, pg_temp.provider_of(d.body) COLLATE "C" AS provider FROM ledger_detail d`,
  `ANALYZE told`,
  // A class that is found anew keeps the number of the largest one that it comes from: few rows have to be touched.
  `CREATE TEMPORARY TABLE regrouped ON COMMIT DROP AS
   SELECT k.was, k.provider, count(*) AS rows, dense_rank() OVER (ORDER BY c.kind, c.effect, c.system, k.provider, c.recipient, c.purpose,
     c.instruments, c.reasons) AS found
   FROM told k JOIN ledger_class c ON c.id = k.was
   GROUP BY k.was, k.provider, c.kind, c.effect, c.system, c.recipient, c.purpose, c.instruments, c.reasons`,
  `CREATE TEMPORARY TABLE kept ON COMMIT DROP AS
   SELECT DISTINCT ON (found) found, was AS id FROM (SELECT DISTINCT ON (was) * FROM regrouped ORDER BY was, rows DESC, found) largest
   ORDER BY found, rows DESC, was`,
  `ALTER TABLE ledger_class ADD COLUMN provider text NOT NULL DEFAULT '' COLLATE "C"`,
  // Those whose number a larger one keeps get a new one. Their cases, which go in a moment, only have to differ.
  `CREATE TEMPORARY TABLE numbered ON COMMIT DROP AS
   SELECT r.found, coalesce(k.id, nextval(pg_get_serial_sequence('ledger_class', 'id'))::integer) AS id, min(r.was) AS was,
     min(r.provider) AS provider, k.id IS NULL AS fresh
   FROM regrouped r LEFT JOIN kept k USING (found) GROUP BY r.found, k.id`,
  `INSERT INTO ledger_class (id, ${older}, provider) OVERRIDING SYSTEM VALUE
   SELECT n.id, c.kind, c.effect, c.system, c.recipient, c.purpose, c.instruments, c.reasons, ARRAY[-n.id], n.provider
   FROM numbered n JOIN ledger_class c ON c.id = n.was WHERE n.fresh`,
  `UPDATE ledger_class c SET provider = n.provider FROM numbered n WHERE n.id = c.id`,
  // By the row alone: of several columns together PostgreSQL thinks that they find next to nothing, and would go through all for each.
  `CREATE TEMPORARY TABLE renumbered ON COMMIT DROP AS
   SELECT r.was, r.provider, n.id FROM regrouped r JOIN numbered n USING (found) WHERE n.id <> r.was`,
  `ANALYZE renumbered`,
  `CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
   SELECT k.decided_at, k.idx, m.id FROM told k JOIN renumbered m ON m.was = k.was WHERE m.provider = k.provider`,
  `ANALYZE moved`,
  `UPDATE ledger_detail d SET class = m.id FROM moved m WHERE d.decided_at = m.decided_at AND d.idx = m.idx`,
  `ANALYZE numbered`,
  `DELETE FROM ledger_class c WHERE NOT EXISTS (SELECT FROM numbered n WHERE n.id = c.id)`,
  `ALTER TABLE ledger_class DROP COLUMN cases, ALTER COLUMN provider DROP DEFAULT, ADD CONSTRAINT ledger_class_once UNIQUE (${columns})`,
  // Lists become one text the same way for everybody, whatever the session's settings: that is what PostgreSQL can't know.
  `CREATE FUNCTION ledger_case_words(names text[], fields text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
   RETURN lower(array_to_string(names || fields, ' '))`,
  `ALTER TABLE ledger_case ADD COLUMN words text COLLATE "C" NOT NULL
     GENERATED ALWAYS AS (ledger_case_words(ARRAY[system, recipient, purpose, reason, instrument, assignee], fields)) STORED`,
];

const down = [
  `SET LOCAL statement_timeout = 0`,
  `ALTER TABLE ledger_case DROP COLUMN words`,
  `DROP FUNCTION ledger_case_words`,
  `ALTER TABLE ledger_class DROP CONSTRAINT ledger_class_once, ADD COLUMN cases bigint[] NOT NULL DEFAULT '{}'`,
  `CREATE TEMPORARY TABLE told ON COMMIT DROP AS
   SELECT d.decided_at, d.idx, c.kind, c.effect, c.system, c.recipient, c.purpose, c.instruments, c.reasons, coalesce(k.cases, '{}') AS cases
   FROM ledger_detail d JOIN ledger_class c ON c.id = d.class LEFT JOIN (
     SELECT decided_at, idx, array_agg(case_id ORDER BY case_id::text) AS cases FROM ledger_case_entry GROUP BY decided_at, idx
   ) k ON k.decided_at = d.decided_at AND k.idx = d.idx`,
  `ANALYZE told`,
  // All numbers are given anew; the old ones go.
  `CREATE TEMPORARY TABLE had ON COMMIT DROP AS SELECT id FROM ledger_class`,
  `INSERT INTO ledger_class (${older}, provider) SELECT DISTINCT ${older}, '-' FROM told`,
  `ANALYZE ledger_class`,
  `CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
   SELECT k.decided_at, k.idx, c.id FROM told k JOIN ledger_class c USING (${older}) WHERE c.provider = '-'`,
  `ANALYZE moved`,
  `UPDATE ledger_detail d SET class = m.id FROM moved m WHERE d.decided_at = m.decided_at AND d.idx = m.idx`,
  `DELETE FROM ledger_class c USING had WHERE had.id = c.id`,
  `ALTER TABLE ledger_class DROP COLUMN provider, ALTER COLUMN cases DROP DEFAULT, ADD UNIQUE (${older})`,
  `DROP TABLE ledger_case_entry`,
];
