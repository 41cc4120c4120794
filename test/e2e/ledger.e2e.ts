import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { decodeBundle, decodeEntry, noteSigner, type Entry } from '#ledger';
import { openTokenKeys } from '#keys';
import { createDataSource } from '#postgres';
import { readDecision } from '../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../apps/recorder/src/ledger/recording';
import { startInstallation, type LocalInstallation } from '../support/local-installation';
import { coordinationRequest, syntheticInsz } from '../support/requests';
import { TopicLog } from '../support/traffic';
import { verifyWithGo } from './ledger-go';

/** The ledger of a whole installation, as those meet it who trust nothing of it. */
const permitted = 300;
const denied = 40;

let installation: LocalInstallation;
let scratch: string;
let decisions: TopicLog;
let database: Client;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'sluis-ledger-'));
  installation = await startInstallation();
  database = new Client({ connectionString: installation.databaseUrl });
  await database.connect();
  decisions = await TopicLog.open(installation.client('auditor'), 'sluis.decisions', { group: 'auditor' });
  await send(0, permitted);
  await sendDenied(denied);
  await recorded(permitted + denied);
}, 400_000);

afterAll(async () => {
  await decisions?.close();
  await database?.end();
  await installation?.stop();
  rmSync(scratch, { recursive: true, force: true });
}, 120_000);

async function send(from: number, count: number): Promise<void> {
  const producer = installation.client('dossier').producer();
  await producer.connect();
  const messages = Array.from({ length: count }, (_, at) => coordinationRequest(from + at).message);
  await producer.send({ topic: 'sluis.in.dossier', messages });
  await producer.disconnect();
}

/** One cause, over and over: a field that no instrument permits Vlabinvest. */
async function sendDenied(count: number): Promise<void> {
  const producer = installation.client('dossier').producer();
  await producer.connect();
  const messages = Array.from({ length: count }, (_, at) => ({
    value: JSON.stringify({ persoon: { insz: syntheticInsz(5_000 + at), naam: 'Proef', nationaliteit: 'BE' } }),
    headers: {
      ce_specversion: '1.0',
      ce_id: `denied-${Date.now()}-${at}`,
      ce_source: '/test',
      ce_type: 'be.sluis.exchange.requested.v1',
      ce_recipient: 'vlabinvest',
      ce_purpose: 'toewijzing-vlabinvest',
      ce_category: 'kandidaat-huurder',
      ce_territory: '23088',
    },
  }));
  await producer.send({ topic: 'sluis.in.dossier', messages });
  await producer.disconnect();
}

const note = async (): Promise<string> => (await installation.call('GET', '/ledger/checkpoint', undefined, '')).text;
const sizeOf = (checkpoint: string): number => Number(checkpoint.split('\n')[1]);
const vkey = (): string => readFileSync(join(installation.home, 'ledger.vkey'), 'utf8').trim();

async function recorded(size: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (sizeOf(await note()) >= size) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`the ledger did not reach ${size} entries: ${await note()}`);
}

/** All entries of an export. */
function entriesIn(dir: string): Entry[] {
  const folder = join(dir, 'tile/entries');
  const size = sizeOf(readFileSync(join(dir, 'checkpoint'), 'utf8'));
  const names = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => /^\d{3}(?:\.p\/\d+)?$/.test(name))
    .sort();
  const found = new Map<number, Entry>();
  for (const name of names) {
    for (const [at, bytes] of (decodeBundle(readFileSync(join(folder, name))) ?? []).entries()) {
      found.set(Number(name.slice(0, 3)) * 256 + at, decodeEntry(bytes)!);
    }
  }
  return Array.from({ length: size }, (_, at) => found.get(at)!);
}

async function exported(name: string): Promise<string> {
  const dir = join(scratch, name);
  const { code, stderr } = await installation.sluis('ledger', 'export', dir);
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  return dir;
}

describe('the ledger', () => {
  it('holds one entry for every decision of the topic, and nothing about a person', async () => {
    await decisions.until(permitted + denied);
    const entries = entriesIn(await exported('first'));
    const wanted = decisions.records.map(({ value }) => {
      const { decisionId, effect, request } = JSON.parse(value!.toString()) as Entry;
      return { decisionId, effect, request };
    });
    const held = entries
      .map(({ commitment: _commitment, ...rest }) => rest)
      .filter(({ request }) => request.topic !== 'control');
    expect(held).toEqual(wanted);
    const everything = JSON.stringify(entries);
    for (const word of ['persoon', 'vmsw', 'vlabinvest', 'field-not-permitted', syntheticInsz(1)])
      expect(everything).not.toContain(word);
    for (const { value } of decisions.records.slice(0, 50)) {
      for (const token of (JSON.parse(value!.toString()) as { persons: string[] }).persons)
        expect(everything).not.toContain(token);
    }
  });

  it('verifies with the public tlog libraries of Go, from the server and from an export, back to an older checkpoint', async () => {
    const older = join(scratch, 'older.checkpoint');
    writeFileSync(older, await note());
    const before = sizeOf(await note());
    await send(permitted, 30);
    await recorded(before + 30);
    const dir = await exported('go');
    const size = sizeOf(readFileSync(join(dir, 'checkpoint'), 'utf8'));
    const found = { size, entries: size, inclusionProofs: 4, consistentFrom: before };
    expect(await verifyWithGo(`${installation.control}/ledger`, vkey(), older)).toMatchObject({
      ...found,
      size: expect.any(Number),
      entries: expect.any(Number),
    });
    expect(await verifyWithGo(dir, vkey(), older)).toMatchObject(found);
    // The Go program is no rubber stamp.
    writeFileSync(older, readFileSync(older, 'utf8').replace(/\n\d+\n/, `\n${before - 1}\n`));
    await expect(verifyWithGo(dir, vkey(), older)).rejects.toThrow();
  });

  it('verifies with our command, proves an entry, and says that nothing is missing', async () => {
    const dir = await exported('own');
    const [first] = entriesIn(dir);
    const whole = await installation.sluis(
      'ledger',
      'verify',
      dir,
      '--entry',
      first!.decisionId,
      '--from-checkpoint',
      join(scratch, 'first/checkpoint'),
      '--json',
    );
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({
      verified: true,
      faults: [],
      entry: { index: 0, decisionId: first!.decisionId },
    });
    expect((await installation.sluis('ledger', 'verify', dir, '--entry', 'nobody')).code).toBe(1);
    const complete = await installation.sluis('ledger', 'complete', '--json');
    expect([complete.code, complete.code === 0 ? '' : complete.stdout]).toEqual([0, '']);
    expect(JSON.parse(complete.stdout)).toMatchObject({ complete: true, waiting: 0 });
    expect((JSON.parse(complete.stdout) as { requests: number }).requests).toBeGreaterThanOrEqual(permitted + denied);
  });

  it('does not verify where a file of an export, the checkpoint or the key was touched', async () => {
    const dir = await exported('sound');
    const touched = async (
      path: string,
      change: (bytes: Buffer) => Buffer,
    ): Promise<{ code: number; stdout: string; stderr: string }> => {
      const copy = join(scratch, 'touched');
      rmSync(copy, { recursive: true, force: true });
      cpSync(dir, copy, { recursive: true });
      writeFileSync(join(copy, path), change(readFileSync(join(copy, path))));
      return installation.sluis('ledger', 'verify', copy, '--json');
    };
    const flip = (bytes: Buffer): Buffer => {
      bytes[100] = bytes[100]! ^ 1;
      return bytes;
    };
    const entry = await touched('tile/entries/000', flip);
    expect(entry.code).toBe(1);
    expect(JSON.parse(entry.stdout)).toMatchObject({
      verified: false,
      faults: [{ kind: 'entry-altered', from: 0, to: 1, path: 'tile/entries/000' }],
    });
    expect((await touched('tile/0/000', flip)).code).toBe(1);
    const forged = await touched('checkpoint', (bytes) => Buffer.from(bytes.toString().replace(/\n\d+\n/, '\n7\n')));
    expect([forged.code, forged.stderr]).toEqual([1, expect.stringContaining('is not signed')]);
    const forked = await installation.sluis('ledger', 'verify', dir, '--vkey', 'nobody+00000000+AAAA');
    expect(forked.code).toBe(2);
  });
});

describe('details in the database', () => {
  const verified = async (): Promise<{
    code: number;
    answer: { verified: boolean; faults: object[]; details: object };
  }> => {
    const { code, stdout } = await installation.sluis('ledger', 'verify', '--details', '--json');
    return { code, answer: JSON.parse(stdout) };
  };
  /** Does it, looks, and undoes it. */
  const whereDone = async (done: string, undone: string): Promise<object[]> => {
    await database.query(done);
    const { code, answer } = await verified();
    await database.query(undone);
    expect([code, answer.verified]).toEqual([1, false]);
    return answer.faults;
  };
  const path = 'the database';

  it('are held against every entry, and what was altered, moved or lost is named', async () => {
    const sound = await verified();
    expect(sound).toMatchObject({
      code: 0,
      answer: { verified: true, faults: [], details: { missing: 0, removed: 0 } },
    });
    const body = (from: string, to: string): string =>
      `UPDATE ledger_detail SET body = replace(body, '${from}', '${to}') WHERE idx IN (3, 4, 9)`;
    expect(await whereDone(body('"permit"', '"permiT"'), body('"permiT"', '"permit"'))).toEqual([
      { kind: 'details-altered', path, from: 3, to: 5 },
      { kind: 'details-altered', path, from: 9, to: 10 },
    ]);
    const evidence = (by: number): string =>
      `UPDATE ledger_detail SET evidence = overlay(evidence placing chr(ascii(substr(evidence, 12, 1)) + ${by}) from 12) WHERE idx = 5`;
    expect(await whereDone(evidence(1), evidence(-1))).toEqual([{ kind: 'details-altered', path, from: 5, to: 6 }]);
    const person = (token: string): string =>
      `UPDATE ledger_person SET token = ${token} WHERE idx = 6 AND position = 0`;
    expect(await whereDone(person(`token || 'x'`), person(`left(token, -1)`))).toEqual([
      { kind: 'details-altered', path, from: 6, to: 7 },
    ]);
    const later = (sign: string): string =>
      `UPDATE ledger_detail SET decided_at = decided_at ${sign} interval '1 second' WHERE idx = 8`;
    expect(await whereDone(later('+'), later('-'))).toEqual([
      { kind: 'details-stray', path, from: 8, to: 9 },
      { kind: 'details-missing', path, from: 0, to: expect.any(Number) },
    ]);
    const named = (from: string, to: string): string =>
      `UPDATE ledger_entry SET decision_id = '${to}' || substr(decision_id, ${from.length + 1}) WHERE idx = 10`;
    expect(await whereDone(named('', 'x'), named('x', ''))).toEqual([
      { kind: 'entry-unknown', path, from: 10, to: 11 },
    ]);
    expect((await verified()).code).toBe(0);
  }, 120_000);
});

describe('questions', () => {
  it('are answered by system, recipient, purpose, instrument, reason and effect, a page at a time, and only with the token', async () => {
    expect((await installation.call('GET', '/ledger/decisions', undefined, '')).status).toBe(401);
    const count = async (query: string): Promise<number> => {
      let found = 0;
      const ids = new Set<string>();
      for (let next: string | null = ''; next !== null;) {
        const { json, status } = await installation.call(
          'GET',
          `/ledger/decisions?kind=decision&limit=37&${query}&after=${next}`,
        );
        expect(status).toBe(200);
        found += json.decisions.length;
        for (const { decisionId } of json.decisions) ids.add(decisionId);
        next = json.next;
      }
      expect(ids.size).toBe(found);
      return found;
    };
    const permits = await count('effect=permit');
    expect(permits).toBeGreaterThanOrEqual(permitted);
    expect(await count('recipient=vmsw')).toBe(permits);
    expect(await count('instrument=bvcw-2021-6-79')).toBe(permits);
    expect(await count('reason=field-not-permitted')).toBe(denied);
    expect(await count('purpose=toewijzing-vlabinvest&system=dossier')).toBe(denied);
    expect(await count('reason=expired')).toBe(0);
    expect(await count(`to=2020-01-01`)).toBe(0);
    const { json } = await installation.call('GET', '/ledger/instruments/bvcw-2021-6-79');
    expect(json.permitted).toEqual([
      expect.objectContaining({ recipient: 'vmsw', system: 'dossier', decisions: permits }),
    ]);
  });

  it('about a person name who asked and why, in the ledger itself', async () => {
    const before = sizeOf(await note());
    const body = { insz: syntheticInsz(7), why: 'inzage, AVG art. 15' };
    expect((await installation.call('POST', '/ledger/persons', { ...body, why: '' })).status).toBe(400);
    const first = await installation.call('POST', '/ledger/persons', body);
    expect(first.json.decisions.filter((one: { entry: string }) => one.entry === 'decision')).toEqual([
      expect.objectContaining({
        recipient: 'vmsw',
        effect: 'permit',
        basis: [expect.objectContaining({ instrument: 'bvcw-2021-6-79' })],
      }),
    ]);
    await recorded(before + 1);
    const { json } = await installation.call('POST', '/ledger/persons', body);
    expect(json.decisions).toContainEqual(
      expect.objectContaining({ entry: 'access', access: { by: 'register-admin', why: body.why } }),
    );
    expect((await installation.call('GET', `/ledger/decisions/${first.json.lookup}`)).json.details.match).toBe(true);
  });
});

describe('cases', () => {
  it('group like denials into one, keep their history, and reopen when denied again', async () => {
    const { json } = await installation.call('GET', '/ledger/cases?system=dossier');
    expect(json.cases).toEqual([
      expect.objectContaining({
        reason: 'field-not-permitted',
        fields: ['persoon.nationaliteit'],
        instrument: 'rr-2013-48',
        count: denied,
        status: 'open',
      }),
    ]);
    const { id } = json.cases[0];
    const change = { status: 'resolved', assignee: 'jurist', note: 'veld weggelaten' };
    const changed = await installation.call('PATCH', `/ledger/cases/${id}`, change);
    expect(changed.json).toMatchObject({ status: 'resolved', assignee: 'jurist' });
    const again = await installation.call('GET', `/ledger/cases/${id}/decisions`);
    expect(again.json.decisionIds).toHaveLength(denied);
    const before = sizeOf(await note());
    await sendDenied(3);
    await recorded(before + 3);
    const reopened = await installation.call('GET', `/ledger/cases/${id}`);
    expect(reopened.json).toMatchObject({ status: 'open', count: denied + 3, trend: { last7Days: denied + 3 } });
    expect(reopened.json.history.map(({ kind }: { kind: string }) => kind)).toEqual([
      'status',
      'assignee',
      'note',
      'reopened',
    ]);
  });
});

describe('deciding a past request again', () => {
  it('gives the answer that was given, and says so where details were altered or removed', async () => {
    const newest = async (effect: string): Promise<string> =>
      (await installation.call('GET', `/ledger/decisions?kind=decision&limit=1&effect=${effect}`)).json.decisions[0]
        .decisionId as string;
    const again = async (id: string): Promise<{ readonly code: number; readonly answer: object }> => {
      const { code, stdout } = await installation.sluis('ledger', 'redecide', id, '--json');
      return { code, answer: JSON.parse(stdout) as object };
    };
    const [permit, deny] = [await newest('permit'), await newest('deny')];
    expect((await installation.call('POST', `/ledger/decisions/${permit}/redecide`, undefined, '')).status).toBe(401);
    expect((await installation.call('POST', '/ledger/decisions/nobody/redecide')).status).toBe(404);
    const basis = [expect.objectContaining({ instrument: 'bvcw-2021-6-79' })];
    const permitted = { effect: 'permit', basis, codes: [] };
    expect(await again(permit)).toMatchObject({
      code: 0,
      answer: { outcome: 'same', registerVersion: expect.any(Number), recorded: permitted, again: permitted },
    });
    expect(await again(deny)).toMatchObject({
      code: 0,
      answer: { outcome: 'same', again: { effect: 'deny', basis: [], codes: ['field-not-permitted'] } },
    });
    const index = (await installation.call('GET', `/ledger/decisions/${deny}`)).json.index as number;
    const { rows } = await database.query<{ body: string }>('SELECT body FROM ledger_detail WHERE idx = $1', [index]);
    const { body } = rows[0]!;
    const write = (text: string): Promise<unknown> =>
      database.query('UPDATE ledger_detail SET body = $2 WHERE idx = $1', [index, text]);
    await write(body.replace('field-not-permitted', 'no-permission'));
    expect(await again(deny)).toMatchObject({ code: 1, answer: { outcome: 'undecided', why: 'details-altered' } });
    await write(body);
    expect((await again(deny)).code).toBe(0);
    // As retention removes them.
    for (const table of ['ledger_person', 'ledger_detail']) {
      await database.query(`DELETE FROM ${table} WHERE idx = $1`, [index]);
    }
    expect(await again(deny)).toMatchObject({ code: 2, answer: { outcome: 'undecided', why: 'details-removed' } });
    const told = await installation.sluis('ledger', 'redecide', deny);
    expect(told.stdout).toContain('its details were erased or have reached the end of their retention');
  });
});

describe('a decision that the register of then does not give', () => {
  it('is told as another answer, though its entry and details are in order', async () => {
    const source = createDataSource(installation.databaseUrl, 'test');
    await source.initialize();
    try {
      const { json } = await installation.call('GET', '/ledger/decisions?kind=decision&limit=1&effect=permit');
      const { index: _index, decidedAt: _decidedAt, entry: _entry, ...record } = json.decisions[0];
      // As a gateway would write it that lets more pass than it may: one field more, under the same instrument.
      const fields = [...(record.fields as string[]), 'persoon.nationaliteit'];
      const [basis] = record.basis as { instrument: string; fields: string[] }[];
      const planted = {
        ...record,
        decisionId: 'planted',
        request: { topic: 'sluis.in.planted', partition: 0, offset: 0 },
        fields,
        basis: [{ ...basis, fields: [...basis!.fields, 'persoon.nationaliteit'] }],
        persons: [],
        hashes: {},
      };
      const jwk = JSON.parse(readFileSync(join(installation.home, 'ledger/ledger.private.jwk'), 'utf8')) as object;
      const recording = new Recording(source, noteSigner(vkey().split('+')[0]!, jwk));
      await recording.recordOwn([readDecision(Buffer.from(JSON.stringify(planted)))!], () => Promise.resolve());
    } finally {
      await source.destroy();
    }
    expect((await installation.call('GET', '/ledger/decisions/planted')).json.details.match).toBe(true);
    const { code, stdout } = await installation.sluis('ledger', 'redecide', 'planted', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({
        outcome: 'different',
        recorded: expect.objectContaining({ effect: 'permit' }),
        again: expect.objectContaining({ effect: 'deny', codes: ['field-not-permitted'] }),
      }),
    ]);
  });
});

describe('erasing a person', () => {
  it('leaves them in no table, topic, export or tile, and every old proof verifies', async () => {
    const insz = syntheticInsz(7);
    const keys = JSON.parse(readFileSync(join(installation.home, 'keys/tokens.json'), 'utf8')) as object;
    const [token] = openTokenKeys(keys as Parameters<typeof openTokenKeys>[0]).personTokens(insz);
    const occurs = async (): Promise<string[]> => {
      const { rows } = await database.query<{ name: string }>(
        `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
      );
      const found: string[] = [];
      for (const { name } of rows) {
        const hits = await database.query(`SELECT 1 FROM "${name}" t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1`, [
          token,
        ]);
        if (hits.rowCount !== 0) found.push(name);
      }
      return found;
    };
    expect(await occurs()).not.toEqual([]);
    const old = await exported('before-erasure');
    const { json } = await installation.call('POST', '/ledger/persons', { insz, why: 'AVG art. 17' });
    const decisionId = json.decisions.find((one: { entry: string }) => one.entry === 'decision').decisionId as string;
    await recorded(sizeOf(readFileSync(join(old, 'checkpoint'), 'utf8')) + 1);
    await new Promise((next) => setTimeout(next, 600));
    const numberFile = join(scratch, 'erase.json');
    writeFileSync(numberFile, JSON.stringify({ insz, why: 'AVG art. 17' }));
    const erased = await installation.sluis('ledger', 'erase', '--file', numberFile, '--json');
    expect([erased.code, erased.code === 0 ? '' : erased.stderr]).toEqual([0, '']);
    expect(JSON.parse(erased.stdout)).toMatchObject({ entries: expect.any(Number), decisionsTrimmed: true });
    expect(await occurs()).toEqual([]);
    const left = await TopicLog.open(installation.client('auditor'), 'sluis.decisions', { group: 'auditor' });
    await left.quiet();
    expect(left.records.map(({ value }) => value!.toString()).join()).not.toContain(token);
    await left.close();
    const after = await exported('after-erasure');
    expect(JSON.stringify(entriesIn(after))).not.toContain(token);
    const verified = await installation.sluis(
      'ledger',
      'verify',
      after,
      '--entry',
      decisionId,
      '--from-checkpoint',
      join(old, 'checkpoint'),
    );
    expect([verified.code, verified.code === 0 ? '' : verified.stdout]).toEqual([0, '']);
    const rest = await installation.call('GET', `/ledger/decisions/${decisionId}`);
    expect(rest.json.details).toMatchObject({ match: true, erasedParts: 2 });
    // It never needed the person.
    expect((await installation.sluis('ledger', 'redecide', decisionId)).code).toBe(0);
    const asked = await installation.call('POST', '/ledger/persons', { insz, why: 'nazicht' });
    expect(asked.json.decisions.filter((one: { entry: string }) => one.entry === 'decision')).toEqual([]);
  });
});
