import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyJws } from '#keys';
import { createDataSource, migrate } from '#postgres';
import { freePorts } from '../../apps/local/src/ports';
import { startPostgres, type LocalPostgres } from '../../apps/local/src/postgres';
import { repository, startCluster, type Cluster } from '../support/cluster';
import { install, provision, readAll, startControl, type ControlProcess, type Installation } from './control-process';

/** Control as systems and officers meet it: a process, a real broker with ACLs, a real PostgreSQL. */

// Synthetic numbers: series 997 and 998 of years long past, with valid check digits.
const insz = ['00', '01', '02', '03'].map((year) => withCheckDigits(`${year}0101997`));
const contactEmail = 'canary.persoon@example.org';
const contactTelephone = '+32 (0)51 99 88 77';

let cluster: Cluster;
let postgres: LocalPostgres;
let scratch: string;
let postgresPort: number;
const running = new Set<ControlProcess>();
/** Every control of this run, for what it wrote. */
const started: ControlProcess[] = [];

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'sluis-control-'));
  // PostgreSQL's own user passes through, so that its data stays here over a stop and a start.
  chmodSync(scratch, 0o711);
  [postgresPort] = (await freePorts(1)) as [number];
  [cluster, postgres] = await Promise.all([startCluster(), launchPostgres()]);
  await provision(cluster);
}, 180_000);

afterEach(async () => {
  await Promise.all([...running].map((control) => control.stop('SIGKILL')));
  running.clear();
});

afterAll(async () => {
  await Promise.all([cluster?.stop(), postgres?.stop()]);
  rmSync(scratch, { recursive: true, force: true });
});

function launchPostgres(): Promise<LocalPostgres> {
  const dir = join(scratch, 'postgres');
  return startPostgres({ dir, port: postgresPort, logDir: join(scratch, 'logs'), root: repository, throwaway: true });
}

const installation: { current?: Installation; url?: string } = {};

/** The installation that most tests share: one database and the cluster's topics, as one office would have. */
async function shared(): Promise<{ installation: Installation; url: string }> {
  installation.current ??= install(join(scratch, 'home'), copyOfProtocols('shared'));
  installation.url ??= await postgres.database('control_shared');
  return { installation: installation.current, url: installation.url };
}

async function control(env: Record<string, string> = {}): Promise<ControlProcess> {
  const { installation: home, url } = await shared();
  const process = await startControl(home, {
    ...cluster.env('_control'),
    DATABASE_URL: url,
    // What these tests look at is how a version is published, not who may change it.
    SLUIS_MODE: 'demonstration',
    SLUIS_ACTIVATION: 'files',
    ...env,
  });
  running.add(process);
  started.push(process);
  return process;
}

async function stopped(process: ControlProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  running.delete(process);
  return process.stop(signal);
}

function copyOfProtocols(name: string): string {
  const dir = join(scratch, `protocols-${name}`);
  cpSync(join(repository, 'protocols'), dir, { recursive: true });
  return dir;
}

const editedFile = 'participants/leiedal.yaml';

interface Said {
  kind: string;
  number: number;
  version: number;
  documents: string[];
  fact: { id: string; token: string };
  id: string;
  live: number;
  digest: string;
}

async function said(topic: 'register' | 'facts'): Promise<Said[]> {
  const { installation: home } = await shared();
  const records = await readAll(cluster, `sluis.${topic}`);
  return records
    .filter(({ key }) => !key.startsWith('doc:'))
    .map(({ value }) => verifyJws(value, home.keys.control.public, `sluis-${topic}+jws`) as Said);
}

const factMessages = async (): Promise<Said[]> => (await said('facts')).filter(({ kind }) => kind !== 'heartbeat');

function restriction(number: string, more: object = {}): object {
  return {
    kind: 'restriction',
    insz: number,
    participant: 'ocmw-izegem',
    from: '2026-01-01',
    until: null,
    ground: 'AVG art. 18',
    ...more,
  };
}

async function eventually<T>(look: () => Promise<T>, satisfied: (value: T) => boolean, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (satisfied(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`not so within ${withinMs} ms; last ${JSON.stringify(value).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('the register', () => {
  it('is published signed, documents first, with a heartbeat after it', async () => {
    const process = await control();
    const ready = await process.until(({ status }) => status === 'ready');
    expect(ready.register.active).toBe(1);
    const records = await readAll(cluster, 'sluis.register');
    const manifestAt = records.findIndex(({ key }) => key === 'manifest');
    const manifest = (await said('register')).find(({ kind }) => kind === 'manifest')!;
    expect(manifest.version).toBe(1);
    const documents = new Map(records.slice(0, manifestAt).map(({ key, value }) => [key.slice(4), value]));
    expect([...documents.keys()].sort()).toEqual(manifest.documents);
    for (const [hash, text] of documents) expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    await eventually(
      () => said('register'),
      (all) => all.some(({ kind, version }) => kind === 'heartbeat' && version === 1),
    );
    const active = (await process.call('GET', '/register')).json;
    expect(active).toMatchObject({ version: 1, published: true });
    expect(active.documents).toHaveLength(manifest.documents.length);
    expect(await stopped(process)).toBe(0);
  });

  it('keeps its number over a restart while the files are the same', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const again = await process.call('POST', '/register/activate');
    expect(again).toMatchObject({ status: 200, json: { version: 1, changed: false } });
    expect((await said('register')).filter(({ kind }) => kind === 'manifest').map(({ version }) => version)).toEqual([
      1,
    ]);
  });

  it('gives a change a new number, and a rollback another', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const file = join((await shared()).installation.protocols, editedFile);
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace(/^name:.*$/m, 'name: { nl: Leiedal met een andere naam }'));
    expect((await process.call('POST', '/register/activate')).json).toEqual({
      version: 2,
      changed: true,
      published: true,
    });
    writeFileSync(file, before);
    process.process.kill('SIGHUP');
    await process.until(({ register }) => register.active === 3, 'version 3 by SIGHUP');
    const manifests = (await said('register')).filter(({ kind }) => kind === 'manifest');
    expect(manifests.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(manifests[2]!.documents).toEqual(manifests[0]!.documents);
    const versions = (await process.call('GET', '/register/versions')).json as {
      version: number;
      contentHash: string;
    }[];
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(versions[0]!.contentHash).toBe(versions[2]!.contentHash);
  });

  it('stays as it was when the files have faults, and names each fault with its line', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const file = join((await shared()).installation.protocols, editedFile);
    const before = readFileSync(file, 'utf8');
    appendFileSync(file, '\nstatistisch: ja\n');
    const refused = await process.call('POST', '/register/activate');
    writeFileSync(file, before);
    expect(refused.status).toBe(422);
    expect(refused.json.errors[0].property).toMatch(/^participants\/leiedal\.yaml:\d+:\d+$/);
    expect((await process.call('GET', '/register')).json.version).toBe(3);
    expect((await process.call('POST', '/register/activate')).json).toMatchObject({ version: 3, changed: false });
  });

  it('never gives out a published number again to a new database', async () => {
    const url = await postgres.database('control_fresh');
    const process = await control({ DATABASE_URL: url });
    await process.until(({ status }) => status === 'ready');
    const active = (await process.call('GET', '/register')).json;
    expect(active.version).toBe(3);
    const file = join((await shared()).installation.protocols, editedFile);
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace(/^name:.*$/m, 'name: { nl: Leiedal met weer een andere naam }'));
    expect((await process.call('POST', '/register/activate')).json).toEqual({
      version: 4,
      changed: true,
      published: true,
    });
    writeFileSync(file, before);
    await stopped(process);
    // The database of before learns of it in turn.
    const old = await control();
    await old.until(({ status, register }) => status === 'ready' && register.active === 5, 'version 5');
  });
});

describe('facts', () => {
  it('go out signed, as tokens, numbered without gaps under concurrent posts', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const posts = Array.from({ length: 40 }, (_, at) =>
      process.call(
        'POST',
        '/facts',
        restriction(insz[0]!, { from: `2026-01-${String((at % 28) + 1).padStart(2, '0')}`, ground: `grond ${at}` }),
      ),
    );
    const answers = await Promise.all(posts);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const ids = answers.map(({ json }) => json[0].id as string);
    expect(new Set(ids).size).toBe(40);
    const messages = await eventually(factMessages, (all) => all.length === 40);
    expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
    expect(new Set(messages.map(({ fact }) => fact.id))).toEqual(new Set(ids));
    expect(messages[0]!.fact.token).toMatch(/^[a-z2-7]{26}$/);
    expect(messages[0]!.fact).not.toHaveProperty('ground');
  });

  it('are on the topic within a second of the answer', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const { json } = await process.call('POST', '/facts', {
      kind: 'do-not-contact',
      contact: { email: contactEmail, telefoon: contactTelephone },
      participant: 'ocmw-izegem',
      from: '2026-01-01',
      until: null,
      ground: 'verzoek',
    });
    const answeredAt = Date.now();
    expect(json).toHaveLength(2);
    const published = await eventually(
      () => readAll(cluster, 'sluis.facts'),
      (all) => json.every(({ id }: { id: string }) => all.some(({ key }) => key === id)),
    );
    for (const { id } of json) expect(published.find(({ key }) => key === id)!.at - answeredAt).toBeLessThan(1_000);
  });

  it('recorded twice are recorded once, and withdrawn under a number of their own', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const fact = restriction(insz[1]!, { purposes: ['lokaal-woonbeleid'] });
    const [first] = (await process.call('POST', '/facts', fact)).json;
    const [again] = (await process.call('POST', '/facts', fact)).json;
    expect(again).toEqual(first);
    expect((await process.call('DELETE', `/facts/${first.id}`)).status).toBe(204);
    expect((await process.call('DELETE', `/facts/${first.id}`)).status).toBe(204);
    const messages = await eventually(factMessages, (all) => all.at(-1)?.kind === 'withdrawal');
    expect(messages.filter((message) => (message.fact?.id ?? message.id) === first.id).map(({ kind }) => kind)).toEqual(
      ['fact', 'withdrawal'],
    );
    const listed = (await process.call('GET', '/facts?limit=1000')).json as { id: string }[];
    expect(listed.some(({ id }) => id === first.id)).toBe(false);
    expect(
      (await process.call('GET', '/facts?limit=1000&withdrawn=true')).json.some(
        ({ id }: { id: string }) => id === first.id,
      ),
    ).toBe(true);
    expect((await process.call('DELETE', '/facts/aaaaaaaaaaaaaaaaaaaaaaaaaa')).status).toBe(404);
  });

  it('come in lists of a thousand, all or none', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const before = (await factMessages()).length;
    const list = Array.from({ length: 1_000 }, (_, at) => restriction(insz[2]!, { ground: `lijst ${at}` }));
    expect((await process.call('POST', '/facts', [...list, list[0]])).status).toBe(400);
    const refused = await process.call('POST', '/facts', [
      ...list.slice(0, 999),
      restriction(insz[2]!, { from: '2026-02-30' }),
    ]);
    expect(refused.json.errors).toEqual([{ property: '[999].from', problem: 'must be a calendar date, YYYY-MM-DD' }]);
    expect((await process.call('POST', '/facts', list)).json).toHaveLength(1_000);
    const messages = await eventually(factMessages, (all) => all.length >= before + 1_000);
    expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
  });

  it('that were committed and not published when control was killed are published by the next one, in order', async () => {
    for (let round = 0; round < 4; round += 1) {
      const process = await control();
      await process.until(({ status }) => status === 'ready');
      const posts = Array.from({ length: 200 }, (_, at) =>
        process.call('POST', '/facts', restriction(insz[3]!, { ground: `ronde ${round} ${at}` })).then(
          ({ status }) => status === 201,
          () => false,
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 60 + 70 * round));
      await stopped(process, 'SIGKILL');
      await Promise.all(posts);
    }
    // One more, committed by a control that cannot reach the broker any more, is the plainest case of all.
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const source = createDataSource((await shared()).url);
    await source.initialize();
    const [{ last }] = await source.query('SELECT last FROM fact_counter');
    await source.destroy();
    const messages = await eventually(factMessages, (all) => all.at(-1)!.number >= last);
    expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
  });

  it('are summed up by the heartbeat: number, live count and digest', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const all = await eventually(
      () => said('facts'),
      (messages) => messages.at(-1)?.kind === 'heartbeat',
    );
    const numbers = new Map<string, number>();
    const live = new Set<string>();
    for (const message of all) {
      if (message.kind === 'heartbeat') continue;
      const id = message.fact?.id ?? message.id;
      numbers.set(id, message.number);
      if (message.kind === 'fact') live.add(id);
      else live.delete(id);
    }
    const lines = [...numbers].map(([id, number]) => `${id}:${number}`).sort();
    expect(all.at(-1)).toMatchObject({
      number: Math.max(...numbers.values()),
      live: live.size,
      digest: createHash('sha256').update(lines.join('\n')).digest('hex'),
    });
  });

  it('are numbered once when two controls run: the second takes over when the first is killed', async () => {
    const first = await control();
    await first.until(({ status }) => status === 'ready');
    const second = await control();
    await second.until(({ status, publisher }) => status === 'ready' && publisher === 'another control publishes');
    const posts = [first, second].flatMap((process, side) =>
      Array.from({ length: 20 }, (_, at) =>
        process.call('POST', '/facts', restriction(insz[0]!, { ground: `twee ${side} ${at}` })),
      ),
    );
    expect((await Promise.all(posts)).every(({ status }) => status === 201)).toBe(true);
    await stopped(first, 'SIGKILL');
    await second.until(({ status, publisher }) => status === 'ready' && publisher === 'this control');
    const [{ id }] = (await second.call('POST', '/facts', restriction(insz[0]!, { ground: 'na de overname' }))).json;
    const messages = await eventually(factMessages, (all) => all.at(-1)?.fact?.id === id);
    expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
  });
});

describe('bad input', () => {
  it('is refused with the property and the rule, and never with the value', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    const cases: [unknown, number, string | undefined][] = [
      ['{"kind": ' + `"${insz[0]}`, 400, undefined],
      [[], 400, undefined],
      [`"${insz[0]}"`, 400, 'body'],
      [restriction('00010199700'), 400, 'insz'],
      [restriction(insz[0]!, { kind: 'vergeten' }), 400, 'kind'],
      [restriction(insz[0]!, { participant: 'ocmw-nergens' }), 400, 'participant'],
      [restriction(insz[0]!, { purposes: ['geen-doel'] }), 400, 'purposes'],
      [restriction(insz[0]!, { purposes: [] }), 400, 'purposes'],
      [restriction(insz[0]!, { until: '2025-01-01' }), 400, 'until'],
      [restriction(insz[0]!, { was: insz[1] }), 400, 'was'],
      [restriction(insz[0]!, { kind: 'alias' }), 400, 'was'],
      [restriction(insz[0]!, { kind: 'alias', was: insz[1], until: '2027-01-01' }), 400, 'until'],
      [restriction(insz[0]!, { contact: { email: contactEmail } }), 400, 'contact'],
      [restriction(insz[0]!, { kind: 'do-not-contact', contact: { fax: contactTelephone } }), 400, 'contact'],
      [restriction(insz[0]!, { kind: 'do-not-contact', contact: { email: 'niemand' } }), 400, 'contact.email'],
      [restriction(insz[0]!, { [insz[1]!]: true }), 400, '(unknown)'],
      [restriction(insz[0]!, { nationaliteit: 'BE' }), 400, 'nationaliteit'],
      [restriction(insz[0]!, { ground: `betreft ${insz[1]}` }), 400, 'ground'],
      [restriction(insz[0]!, { ground: 'x'.repeat(1_100_000) }), 413, undefined],
    ];
    for (const [body, status, property] of cases) {
      const answer = await process.call('POST', '/facts', body);
      expect([answer.status, answer.json.errors?.[0].property]).toEqual([status, property]);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      const text = JSON.stringify(answer.json);
      for (const value of [...insz, contactEmail, 'ocmw-nergens', 'geen-doel', 'niemand'])
        expect(text).not.toContain(value);
    }
    const plain = await process.call('POST', '/facts', insz[0], { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
    const nowhere = await process.call('GET', `/personen/${insz[0]}`);
    expect(nowhere.status).toBe(404);
    expect(JSON.stringify([plain.json, nowhere.json])).not.toContain(insz[0]);
  });

  it('without the token is answered 401, whatever it asks', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    for (const authorization of [
      '',
      'Bearer ',
      'Bearer wrong',
      'Basic YTpi',
      `Bearer ${await process.identity.token('register-admin')}x`,
    ]) {
      for (const [method, path] of [
        ['GET', '/facts'],
        ['POST', '/facts'],
        ['DELETE', '/facts/x'],
        ['GET', '/register'],
        ['POST', '/register/activate'],
      ] as const) {
        expect((await process.call(method, path, undefined, { authorization })).status).toBe(401);
      }
    }
    const description = await process.call('GET', '/openapi.json', undefined, { authorization: '' });
    expect(Object.keys(description.json.paths)).toEqual(
      expect.arrayContaining([
        '/facts',
        '/facts/{id}',
        '/health/live',
        '/health/ready',
        '/register',
        '/register/activate',
        '/register/versions',
      ]),
    );
    expect(description.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('without PostgreSQL', () => {
  it('heartbeats go on, readiness says so, and what comes back is used again', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    await postgres.stop();
    await process.until(({ postgres: state }, status) => status === 503 && state === 'unreachable', 'not ready');
    const beats = async (): Promise<number> =>
      (await readAll(cluster, 'sluis.facts')).filter(({ key }) => key === 'heartbeat').length;
    const before = (await readAll(cluster, 'sluis.register')).at(-1)!.offset;
    const factsBefore = (await readAll(cluster, 'sluis.facts')).at(-1)!.offset;
    expect(await beats()).toBeGreaterThan(0);
    const refused = await process.call('POST', '/facts', restriction(insz[0]!, { ground: 'zonder databank' }));
    expect(refused.status).toBe(503);
    await eventually(
      () => readAll(cluster, 'sluis.register'),
      (all) => all.at(-1)!.offset >= before + 2,
    );
    await eventually(
      () => readAll(cluster, 'sluis.facts'),
      (all) => all.at(-1)!.offset >= factsBefore + 1,
    );
    // A control that starts meanwhile keeps the heart beating too.
    await stopped(process, 'SIGKILL');
    const next = await control();
    await next.until(
      ({ kafka, register }) => kafka === 'connected' && register.active > 0,
      'connected without PostgreSQL',
    );
    postgres = await launchPostgres();
    await next.until(({ status }) => status === 'ready');
    expect((await next.call('POST', '/facts', restriction(insz[0]!, { ground: 'met databank' }))).status).toBe(201);
    const messages = await eventually(factMessages, (all) => all.length > 0);
    expect(messages.map(({ number }) => number)).toEqual(messages.map((_, at) => at + 1));
  });
});

describe('an empty topic with an old database', () => {
  it('is filled again with the newest register and every fact message, in order', async () => {
    const before = await factMessages();
    const other = await startCluster();
    try {
      await provision(other);
      const process = await control(other.env('_control'));
      await process.until(
        ({ status, facts }) => status === 'ready' && facts.number === before.length,
        'everything published',
      );
      const records = await readAll(other, 'sluis.facts');
      const numbers = records
        .filter(({ key }) => key !== 'heartbeat')
        .map(
          ({ value }) =>
            (verifyJws(value, installation.current!.keys.control.public, 'sluis-facts+jws') as Said).number,
        );
      expect(numbers).toEqual(before.map(({ number }) => number));
      expect((await readAll(other, 'sluis.register')).some(({ key }) => key === 'manifest')).toBe(true);
      await stopped(process);
    } finally {
      await other.stop();
    }
  });
});

describe('the schema', () => {
  it('goes up, down and up again, and is what the entities describe', async () => {
    const source = createDataSource(await postgres.database('control_schema'));
    await source.initialize();
    await Promise.all([migrate(source), migrate(source)]);
    const schema = async (): Promise<unknown> =>
      source.query(
        `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`,
      );
    const first = await schema();
    while ((await source.query('SELECT 1 FROM schema_migration')).length > 0) {
      await source.undoLastMigration({ transaction: 'all' });
    }
    expect(JSON.stringify(await schema())).not.toContain('fact');
    await migrate(source);
    expect(await schema()).toEqual(first);
    await source.destroy();
  });
});

describe('numbers and contacts of persons', () => {
  it('stand in no log, no topic and no database dump', async () => {
    const process = await control();
    await process.until(({ status }) => status === 'ready');
    await process.call('POST', '/facts', restriction(insz[0]!, { ground: 'laatste' }));
    await process.call('POST', '/facts', { ...restriction(insz[1]!, { kind: 'alias', was: insz[0] }) });
    await eventually(factMessages, (all) => all.length > 0);
    const dump = execFileSync('pg_dump', ['--dbname', (await shared()).url, '--inserts'], {
      maxBuffer: 1 << 28,
    }).toString();
    expect(dump).toContain('ocmw-izegem');
    const topics = JSON.stringify([
      await readAll(cluster, 'sluis.facts'),
      await said('facts'),
      await readAll(cluster, 'sluis.register'),
    ]);
    const logs = started.map((each) => each.log()).join('\n') + databaseLog();
    const canaries = [
      ...insz,
      ...insz.map((number) => number.replace(/(..)(..)(..)(...)(..)/, '$1.$2.$3-$4.$5')),
      contactEmail,
      contactTelephone,
      '051998877',
    ];
    for (const canary of canaries) {
      for (const place of [dump, topics, logs]) expect(place.includes(canary)).toBe(false);
    }
  });
});

function databaseLog(): string {
  const file = join(scratch, 'logs/postgres.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function withCheckDigits(nine: string): string {
  return nine + String(97 - (Number(nine) % 97)).padStart(2, '0');
}
