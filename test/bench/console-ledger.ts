import type { Client } from 'pg';

/**
 * Fills the tables of a running installation as the recorder would: cases of many systems and recipients, for each a class
 * of denials, and permits of a few classes; spread over this month, so that they lie where decisions lie.
 */
export async function fillLedger(database: Client, cases: number, decisions: number): Promise<void> {
  const run = (text: string, values: readonly unknown[] = []) => database.query(text, [...values]);
  const denials = 2 * cases;
  await run(
    `INSERT INTO ledger_case (key, system, recipient, purpose, reason, fields, instrument, count, first_at, last_at, status)
     SELECT encode(sha256(('case' || n)::bytea), 'hex'), ${systemOf}, ${recipientOf}, 'toewijzing-vlabinvest',
       (ARRAY['field-not-permitted', 'no-permission', 'outside-territory'])[1 + n % 3], ARRAY['persoon.veld' || n], 'rr-2013-48',
       2, ${timeOf('n', cases)}, ${timeOf('n', cases)} + interval '1 second',
       (ARRAY['open', 'open', 'in-review', 'resolved'])[1 + n % 4]
     FROM generate_series(0, $1::int - 1) n`,
    [cases],
  );
  await run(
    `INSERT INTO ledger_case_day (case_id, day, count) SELECT id, last_at::date, count FROM ledger_case
     ON CONFLICT DO NOTHING`,
  );
  await run(
    `INSERT INTO ledger_class (kind, effect, system, recipient, purpose, instruments, reasons, cases)
     SELECT 'decision', 'deny', system, recipient, purpose, ARRAY['rr-2013-48'], ARRAY[reason], ARRAY[id] FROM ledger_case
     WHERE fields[1] LIKE 'persoon.veld%'`,
  );
  await run(
    `INSERT INTO ledger_class (kind, effect, system, recipient, purpose, instruments, reasons, cases)
     SELECT 'decision', 'permit', ${systemOf}, ${recipientOf}, 'bench-' || n, ARRAY['rr-2013-48'], '{}', '{}'
     FROM generate_series(0, 49) n`,
  );
  await run(`CREATE TEMP TABLE bench_class AS
    SELECT id, effect, row_number() OVER (PARTITION BY effect ORDER BY id) - 1 AS n FROM ledger_class
    WHERE purpose LIKE 'bench-%' OR cases <> '{}' AND purpose = 'toewijzing-vlabinvest'`);
  await run('CREATE INDEX ON bench_class (effect, n)');
  const body = await bodyOf(database);
  await run(
    `INSERT INTO ledger_detail (idx, decided_at, body, body_salt, evidence_commitment, class)
     SELECT ${farIndex} + g.n, ${timeOf('g.n', decisions)}, $2, '\\x00', '\\x00', c.id
     FROM generate_series(0, $1::int - 1) g (n)
     JOIN bench_class c ON c.effect = CASE WHEN g.n < $3::int THEN 'deny' ELSE 'permit' END
       AND c.n = CASE WHEN g.n < $3::int THEN g.n / 2 ELSE g.n % 50 END`,
    [decisions, body, denials],
  );
  await run(
    `INSERT INTO ledger_entry (idx, decided_at, request_offset, source, decision_id)
     SELECT ${farIndex} + n, ${timeOf('n', decisions)}, ${farIndex} + n, (SELECT min(id) FROM ledger_source), 'bench' || n
     FROM generate_series(0, $1::int - 1) n`,
    [decisions],
  );
  await run('ANALYZE');
}

/** Far behind whatever the recorder appends meanwhile. */
const farIndex = '1000000000';
const systemOf = `'system-' || (n % 40)`;
const recipientOf = `(ARRAY['vlabinvest', 'vmsw', 'leiedal', 'ocmw-izegem'])[1 + n % 4]`;

/** Evenly from the beginning of the month to now. */
function timeOf(n: string, of: number): string {
  return `date_trunc('month', now()) + (now() - date_trunc('month', now())) * (${n}::float8 / ${of})`;
}

/** What a real denial recorded. */
async function bodyOf(database: Client): Promise<string> {
  const { rows } = await database.query<{ body: string }>(
    `SELECT d.body FROM ledger_detail d JOIN ledger_class c ON c.id = d.class WHERE c.effect = 'deny' LIMIT 1`,
  );
  return rows[0]!.body;
}
