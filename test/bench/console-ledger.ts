import type { Client } from 'pg';

/**
 * Fills the tables of a running installation as the recorder would: cases of many systems, recipients,
 * purposes and reasons, two denials of each, and permits of a few classes; spread over this month, so that they lie where decisions lie.
 */
export async function fillLedger(database: Client, cases: number, decisions: number): Promise<void> {
  const run = (text: string, values: readonly unknown[] = []) => database.query(text, [...values]);
  const denials = 2 * cases;
  // One moment for all of it: rows of several tables belong together by their times.
  await run('BEGIN');
  await run(
    `INSERT INTO ledger_case (key, system, recipient, purpose, reason, fields, instrument, count, first_at, last_at, status)
     SELECT encode(sha256(('case' || n)::bytea), 'hex'), ${systemOf}, ${recipientOf}, ${purposeOf},
       ${reasonOf}, ARRAY['persoon.veld' || n], 'rr-2013-48',
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
    `INSERT INTO ledger_class (kind, effect, system, provider, recipient, purpose, instruments, reasons)
     SELECT DISTINCT 'decision', 'deny', system, system, recipient, purpose, ARRAY[instrument], ARRAY[reason] FROM ledger_case
     WHERE fields[1] LIKE 'persoon.veld%'`,
  );
  await run(
    `INSERT INTO ledger_class (kind, effect, system, provider, recipient, purpose, instruments, reasons)
     SELECT 'decision', 'permit', ${systemOf}, ${systemOf}, ${recipientOf}, 'bench-' || n, ARRAY['rr-2013-48'], '{}'
     FROM generate_series(0, 49) n`,
  );
  await run(`CREATE TEMP TABLE bench_denied AS
    SELECT k.id AS case_id, c.id AS class, row_number() OVER (ORDER BY k.id) - 1 AS n FROM ledger_case k
    JOIN ledger_class c ON c.effect = 'deny' AND c.system = k.system AND c.recipient = k.recipient AND c.purpose = k.purpose
      AND c.instruments = ARRAY[k.instrument] AND c.reasons = ARRAY[k.reason]
    WHERE k.fields[1] LIKE 'persoon.veld%'`);
  await run(`CREATE TEMP TABLE bench_permitted AS
    SELECT id AS class, row_number() OVER (ORDER BY id) - 1 AS n FROM ledger_class WHERE purpose LIKE 'bench-%' AND effect = 'permit'`);
  await run('ANALYZE bench_denied, bench_permitted');
  const body = await bodyOf(database);
  await run(
    `INSERT INTO ledger_detail (idx, decided_at, body, body_salt, evidence_commitment, class)
     SELECT ${farIndex} + g.n, ${timeOf('g.n', decisions)}, $2, '\\x00', '\\x00', coalesce(d.class, p.class)
     FROM generate_series(0, $1::int - 1) g (n)
     LEFT JOIN bench_denied d ON g.n < $3::int AND d.n = g.n / 2
     LEFT JOIN bench_permitted p ON g.n >= $3::int AND p.n = g.n % 50`,
    [decisions, body, denials],
  );
  await run(
    `INSERT INTO ledger_case_entry (case_id, decided_at, idx)
     SELECT d.case_id, ${timeOf('g.n', decisions)}, ${farIndex} + g.n FROM generate_series(0, $1::int - 1) g (n)
     JOIN bench_denied d ON d.n = g.n / 2`,
    [denials],
  );
  await run(
    `INSERT INTO ledger_entry (idx, decided_at, request_offset, source, decision_id)
     SELECT ${farIndex} + n, ${timeOf('n', decisions)}, ${farIndex} + n, (SELECT min(id) FROM ledger_source), 'bench' || n
     FROM generate_series(0, $1::int - 1) n`,
    [decisions],
  );
  await run('COMMIT');
  await run('ANALYZE');
}

/** Far behind whatever the recorder appends meanwhile. */
const farIndex = '1000000000';
const systemOf = `'system-' || (n % 40)`;
const recipientOf = `(ARRAY['vlabinvest', 'vmsw', 'leiedal', 'ocmw-izegem'])[1 + n % 4]`;

// With the two above 3,840 classes of denials, each as often as another: more than the register of one region makes.
const purposeOf = `(ARRAY['toewijzing-vlabinvest', 'lokaal-woonbeleid', 'coordinatie-sociale-huur'])[1 + n / 40 % 3]`;
const reasonOf = `(ARRAY['field-not-permitted', 'no-permission', 'outside-territory'])[1 + n / 120 % 3] || CASE WHEN n / 360 % 11 > 0
  THEN '-' || n / 360 % 11 ELSE '' END`;

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
