import { generateKeyPairSync } from 'node:crypto';
import { DataSource } from 'typeorm';
import { decodeEntry, detailsMatch, noteSigner } from '#ledger';
import {
  createDataSource,
  databaseOptions,
  erasePerson,
  LedgerAudit,
  LedgerCases,
  LedgerJournal,
  LedgerQuestions,
  LedgerReader,
  LedgerRetention,
  migrate,
} from '#postgres';
import { proofOf } from '../../apps/control/src/ledger/proof';
import { prepare, readDecision, readNote, type Prepared } from '../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../apps/recorder/src/ledger/recording';
import { startPostgres, type Database } from '../support/cluster';

/**
 * A ledger of before entries had classes is brought up to date, and answers as one that never knew another schema. Both hold the same
 * entries, salts and all.
 */
let postgres: Database;
const open: DataSource[] = [];
const signer = noteSigner('sluis.test/old', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
const dayMs = 86_400_000;
const now = new Date('2026-06-15T12:00:00Z');
const decisions = 3_000;

beforeAll(async () => {
  postgres = await startPostgres();
}, 120_000);

afterAll(async () => {
  await Promise.all(open.map((source) => source.destroy()));
  await postgres?.stop();
});

async function connected(source: DataSource): Promise<DataSource> {
  await source.initialize();
  open.push(source);
  return source;
}

/** Only the migrations up to this one. */
function before(url: string, name: string): DataSource {
  const options = databaseOptions(url);
  const migrations = (options.migrations as unknown as readonly (new () => object)[]).filter(
    (migration) => migration.name.slice(-13) < name,
  );
  return new DataSource({ ...options, migrations: [...migrations] } as typeof options);
}

const systems = ['dossier', 'huur', 'beheer'];
const reasons = ['field-not-permitted', 'no-permission', 'expired', 'outside-territory'];

/** Of several systems, providers, instruments, reasons and months; some about two persons, some about none, some before a system was known. */
function record(n: number): Prepared {
  const isDenied = n % 3 === 0;
  const system = systems[n % systems.length]!;
  const basis = [`inst-${n % 5}`, ...(n % 4 === 0 ? ['inst-z'] : [])].map((instrument) => ({ instrument, fields: [] }));
  const value = {
    decisionId: `decision-${n}`,
    effect: isDenied ? 'deny' : 'permit',
    request: { topic: `sluis.in.${system}`, partition: 0, offset: Math.floor(n / systems.length) },
    reasons: isDenied
      ? [reasons[n % reasons.length]!, ...(n % 6 === 0 ? ['expired'] : [])].map((code) => ({
          code,
          fields: [`veld-${n % 50}`],
        }))
      : [],
    ...(n % 7 !== 0 && { system, recipient: n % 2 === 0 ? 'vmsw' : 'leiedal', purpose: `doel-${n % 4}` }),
    ...(n % 5 !== 0 && { provider: n % 2 === 0 ? 'woondienst-izegem' : 'ocmw-izegem' }),
    basis: isDenied ? [] : basis,
    nearest: isDenied ? 'inst-1' : undefined,
    persons: n % 9 === 0 ? [] : [`p-${n % 40}`, ...(n % 8 === 0 ? ['p-q'] : [])],
    hashes: { value: `v${n}` },
    clock: { at: now.getTime() - Math.floor((decisions - n) / 30) * dayMs + n },
  };
  return prepare(readDecision(Buffer.from(JSON.stringify(value)))!);
}

async function append(recording: Recording, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 500) {
    const batch = Array.from({ length: Math.min(500, to - at) }, (_, index) => at + index);
    await recording.record({
      topic: 'sluis.decisions',
      partition: 0,
      from: at === 0 ? undefined : at,
      next: at + batch.length,
      decisions: batch.map((n) => ({ offset: n, prepared: records[n]! })),
    });
  }
}

const records = Array.from({ length: decisions + 500 }, (_, n) => record(n));

/** A ledger as it is today, with journal, an erased person and what retention removed. */
async function today(): Promise<DataSource> {
  const source = await connected(createDataSource(await postgres.database('today'), 'test'));
  await migrate(source);
  const recording = new Recording(source, signer);
  await recording.open();
  await append(recording, 0, decisions);
  const note = (id: string, kind: 'access' | 'erasure' | 'retention') =>
    ({ id, kind, atMs: now.getTime(), body: '{}', persons: kind === 'access' ? ['p-3'] : [] }) as const;
  await source.transaction((entities) => LedgerJournal.note(entities, note('looked', 'access')));
  await erasePerson(source, ['p-1'], () => note('erased', 'erasure'), now);
  const retention = new LedgerRetention(source);
  await retention.set('decision', 'inst-2', 60, 'operator', now);
  expect(await retention.run(now, () => note('removed', 'retention'))).toMatchObject([{ instrument: 'inst-2' }]);
  await source.query('DELETE FROM ledger_retention');
  const notes = await new LedgerJournal(source).waiting(10);
  await recording.recordOwn(notes.map(readNote), (entities) =>
    LedgerJournal.take(
      entities,
      notes.map(({ number }) => number),
    ),
  );
  return source;
}

/** The same ledger as it was kept before entries had classes. */
async function asOfOld(from: DataSource): Promise<string> {
  const url = await postgres.database('old');
  const old = await connected(before(url, '1700000005000'));
  await old.runMigrations({ transaction: 'all' });
  const months: { month: string }[] = await from.query(
    `SELECT DISTINCT to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM ledger_entry ORDER BY 1`,
  );
  for (const { month } of months) {
    for (const table of ['ledger_detail', 'ledger_mark', 'ledger_person']) {
      await old.query(
        `CREATE TABLE ${table}_${month.replace('-', '_')} PARTITION OF ${table}
         FOR VALUES FROM ('${month}-01Z') TO ('${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)))).toISOString()}')`,
      );
    }
  }
  const rows: Record<string, readonly object[]> = {
    ledger_source: await from.query('SELECT * FROM ledger_source'),
    ledger_consumed: await from.query('SELECT * FROM ledger_consumed'),
    ledger_tile: await from.query('SELECT * FROM ledger_tile'),
    ledger_entry: await from.query('SELECT * FROM ledger_entry'),
    ledger_person: await from.query('SELECT * FROM ledger_person'),
    ledger_case: await from.query(
      'SELECT id, key, system, recipient, purpose, reason, fields, instrument, count, first_at, last_at, status, assignee FROM ledger_case',
    ),
    ledger_case_day: await from.query('SELECT * FROM ledger_case_day'),
    ledger_detail: await from.query(
      `SELECT d.idx, d.decided_at, c.kind, c.effect, nullif(c.system, '') AS system, nullif(c.recipient, '') AS recipient,
         nullif(c.purpose, '') AS purpose, d.body, d.body_salt, d.evidence, d.evidence_salt, d.evidence_commitment
       FROM ledger_detail d JOIN ledger_class c ON c.id = d.class`,
    ),
    ledger_mark: await from.query(
      `SELECT 'i:' || unnest(c.instruments) AS word, d.decided_at, d.idx FROM ledger_detail d JOIN ledger_class c ON c.id = d.class
       UNION ALL SELECT 'r:' || unnest(c.reasons), d.decided_at, d.idx FROM ledger_detail d JOIN ledger_class c ON c.id = d.class
       UNION ALL SELECT 'c:' || case_id, decided_at, idx FROM ledger_case_entry`,
    ),
  };
  for (const [table, all] of Object.entries(rows)) {
    const columns = Object.keys(all[0]!);
    for (let at = 0; at < all.length; at += 1_000) {
      const values: unknown[] = [];
      const tuples = all.slice(at, at + 1_000).map(
        (row) =>
          `(${Object.values(row)
            .map((value) => `$${values.push(value)}`)
            .join(', ')})`,
      );
      await old.query(
        `INSERT INTO ${table} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE VALUES ${tuples.join(', ')}`,
        values,
      );
    }
  }
  const [state]: Record<string, unknown>[] = await from.query(
    'SELECT size, checkpoint, verifier_key FROM ledger_state',
  );
  await old.query('UPDATE ledger_state SET size = $1, checkpoint = $2, verifier_key = $3', [
    state!['size'],
    state!['checkpoint'],
    state!['verifier_key'],
  ]);
  for (const table of ['ledger_source', 'ledger_case'])
    await old.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`);
  return url;
}

/** Everything that anybody can ask, of every kind. */
async function answers(source: DataSource): Promise<object> {
  const [questions, cases, reader] = [new LedgerQuestions(source), new LedgerCases(source), new LedgerReader(source)];
  const found: Record<string, unknown> = {};
  const reach = { participants: ['ocmw-izegem'], systems: ['huur'], relays: ['dossier'] };
  const filters = {
    all: {},
    access: { kind: 'access' },
    denied: { kind: 'decision', effect: 'deny' },
    system: { system: 'huur' },
    recipient: { recipient: 'vmsw', purpose: 'doel-2' },
    instrument: { instrument: 'inst-z' },
    reason: { reason: 'expired' },
    time: { from: new Date(now.getTime() - 50 * dayMs), to: new Date(now.getTime() - 20 * dayMs) },
    case: { caseId: '7' },
    otherCase: { caseId: '7', effect: 'permit' },
    reach: { reach },
    reachOfCase: { caseId: '3', reach },
    nothing: { system: 'nobody' },
  };
  for (const [name, filter] of Object.entries(filters)) {
    const first = await questions.decisions(filter, 700);
    found[name] = [first, await questions.decisions(filter, 700, first.at(-1)?.cursor)];
  }
  found['about'] = [
    await questions.about(['p-3', 'p-q'], 500),
    await questions.about(['p-3'], 500, undefined, reach),
    await questions.about(['p-1'], 5),
  ];
  found['instruments'] = [
    await questions.permittedBy('inst-z', new Date(0), now),
    await questions.permittedBy('inst-z', new Date(0), now, reach),
  ];
  found['cases'] = await cases.list({}, 1_000);
  found['searched'] = await cases.list({ search: { text: 'Veld-17', ids: ['leiedal'] } }, 1_000);
  found['sendAgain'] = [await cases.decisionIds('7', 1_000), await cases.decisionIds('12', 1_000)];
  found['gaps'] = await reader.gaps();
  found['edge'] = await reader.edge();
  found['audit'] = await new LedgerAudit(source).details(0, 5_000);
  found['removed'] = await new LedgerAudit(source).strays(10);
  for (const id of ['decision-0', 'decision-1', 'decision-1500', 'erased', `decision-${decisions - 1}`])
    found[id] = [await proofOf(reader, id), await questions.details(id)];
  return found;
}

describe('a ledger of before entries had classes', () => {
  it('answers, proves and grows after its migration as one that never knew another schema', async () => {
    const wanted = await today();
    const url = await asOfOld(wanted);
    const old = await connected(createDataSource(url, 'test'));
    // Somebody else holds the table for longer than any question may take.
    const holding = old.transaction(async (entities) => {
      await entities.query('LOCK TABLE ledger_detail IN ACCESS EXCLUSIVE MODE');
      await new Promise((next) => setTimeout(next, 12_000));
      await entities.query('SELECT 1');
      await new Promise((next) => setTimeout(next, 5_000));
    });
    await new Promise((next) => setTimeout(next, 500));
    await migrate(old);
    await holding;
    const expected = await answers(wanted);
    expect((expected as { denied: object[][] }).denied[0]).toHaveLength(700);
    expect(await answers(old)).toEqual(expected);
    // What is appended from here on is found as what was there before.
    for (const source of [wanted, old]) await append(new Recording(source, signer), decisions, decisions + 500);
    const grown = await answers(wanted);
    expect(grown).not.toEqual(expected);
    expect(await answers(old)).toEqual(grown);
    for (const { decisionId, parts } of await new LedgerAudit(old).details(0, 5_000)) {
      const { entry } = (await proofOf(new LedgerReader(old), decisionId))!;
      if (parts !== undefined) expect(detailsMatch(decodeEntry(Buffer.from(entry))!, parts)).toBe(true);
    }
    // And back, and there again.
    const undone = (options: DataSource['options']): number =>
      (options.migrations as unknown as readonly object[]).length - 5;
    for (let count = undone(old.options); count > 0; count--) await old.undoLastMigration({ transaction: 'all' });
    expect(await old.query(`SELECT to_regclass('ledger_mark') IS NULL AS gone`)).toEqual([{ gone: false }]);
    await migrate(old);
    expect(await answers(old)).toEqual(grown);
  }, 300_000);
});
