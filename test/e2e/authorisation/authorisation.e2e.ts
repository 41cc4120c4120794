import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTokenKeys } from '#keys';
import { noteSigner } from '#ledger';
import { createDataSource } from '#postgres';
import { besideEntries } from '../../../apps/recorder/src/ledger/beside-entries';
import { prepare, readDecision } from '../../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../../apps/recorder/src/ledger/recording';
import { repository, startCluster, startPostgres, type Cluster, type Database } from '../../support/cluster';
import type { Machine } from '../../support/identity';
import { syntheticInsz } from '../../support/requests';
import { Visitor } from '../../support/visitor';
import { install, provision, startControl, type Answer, type ControlProcess } from '../control-process';
import { openPage } from '../activation/page';
import { lookUps, notedActs, openPages, type Context } from './acts';
import { order, restriction, table, type Row, type Things } from './table';

/** Every route of control, with every role, for the participant whose data it is, for another one and for all. */

const roles = ['compliance', 'dpo', 'register-admin', 'auditor', 'operator'] as const;
const reaches = { own: 'woondienst-izegem', other: 'ocmw-izegem', all: '*' } as const;
type Reach = keyof typeof reaches;

interface Caller extends Machine {
  readonly role: string;
  readonly reach: Reach;
}

const callers: readonly Caller[] = roles.flatMap((role) =>
  (Object.keys(reaches) as Reach[]).map((reach) => ({
    id: `${role}-${reach}`,
    role,
    reach,
    grants: [`${role}@${reaches[reach]}`],
  })),
);
/** Who can log in: the accounts of the provider of `npm start`. */
const people = [
  { id: 'compliance', role: 'compliance', reach: 'own', program: false },
  { id: 'compliance-ocmw', role: 'compliance', reach: 'other', program: false },
  { id: 'dpo', role: 'dpo', reach: 'all', program: false },
  { id: 'register-admin', role: 'register-admin', reach: 'all', program: false },
  { id: 'auditor', role: 'auditor', reach: 'all', program: false },
  { id: 'operator', role: 'operator', reach: 'all', program: false },
] as const;
const visitors = new Map<string, Promise<Visitor>>();

/** The browser of somebody who logged in. */
function visitorOf(account: string): Promise<Visitor> {
  const known = visitors.get(account);
  if (known !== undefined) return known;
  const visitor = new Visitor(control.url);
  const logged = visitor.logIn(control.identity, account).then(() => visitor);
  visitors.set(account, logged);
  return logged;
}

/** Known to the provider, and given nothing; or given what means nothing. */
const powerless: readonly Machine[] = [
  { id: 'nothing', grants: [] },
  { id: 'nonsense', grants: ['root@*', 'dpo', 'dpo@', '*@*', 'DPO@*'] },
];

const insz = syntheticInsz(4_711);
const tomorrow = new Date(Date.now() + 86_400_000 * 2).toISOString().slice(0, 10);

let scratch: string;
let cluster: Cluster;
let postgres: Database;
let control: ControlProcess;
let things: Things;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'sluis-authorisation-'));
  chmodSync(scratch, 0o711);
  [cluster, postgres] = await Promise.all([startCluster(), startPostgres()]);
  await provision(cluster);
  const url = await postgres.database('authorisation');
  const home = install(join(scratch, 'home'), join(repository, 'protocols'));
  const env = { ...cluster.env('_control'), DATABASE_URL: url };
  control = await startControl(home, env, [...callers, ...powerless]);
  await control.until(({ status }) => status === 'ready');
  const [person] = openTokenKeys(home.keys.tokens).personTokens(insz);
  await recordDecisions(url, person!);
  things = await makeThings();
}, 240_000);

afterAll(async () => {
  await control?.stop('SIGKILL');
  await Promise.all([cluster?.stop(), postgres?.stop()]);
  rmSync(scratch, { recursive: true, force: true });
});

/** As the recorder does: one that each participant asked for, and one that a relay asked of the first one's data. */
async function recordDecisions(url: string, person: string): Promise<void> {
  const source = await createDataSource(url, 'test').initialize();
  const signer = noteSigner(
    'sluis.test/authorisation',
    generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  );
  const recording = new Recording(source, signer, besideEntries);
  await recording.open();
  const asked = [
    { system: 'dossier', provider: 'woondienst-izegem' },
    { system: 'ocmw-izegem', provider: 'ocmw-izegem' },
    { system: 'vmsw', provider: 'woondienst-izegem' },
    { system: 'vmsw', provider: 'vmsw' },
    { system: 'dossier', provider: 'woondienst-izegem', permittedBy: 'rr-2013-48' },
  ];
  await recording.record({
    topic: 'sluis.decisions',
    partition: 0,
    from: undefined,
    next: asked.length,
    decisions: asked.map(({ system, provider, permittedBy }, offset) => {
      const record = {
        decisionId: `decision-${offset}`,
        effect: permittedBy === undefined ? 'deny' : 'permit',
        request: { topic: `sluis.in.${system}`, partition: 0, offset },
        reasons: permittedBy === undefined ? [{ code: 'no-permission', message: { nl: 'x', en: 'x' } }] : [],
        system,
        participant: system === 'dossier' ? 'woondienst-izegem' : system,
        provider,
        recipient: 'wonen-vlaanderen',
        purpose: 'huurpremie',
        basis: permittedBy === undefined ? [] : [{ instrument: permittedBy, fields: ['persoon.insz'] }],
        persons: [person],
        hashes: { value: 'v' },
        // Of which control knows nothing: what the register said then is another test's.
        registerVersion: 999,
        category: 'kandidaat-huurder',
        fields: ['persoon.insz'],
        clock: { at: Date.now(), today: new Date().toISOString().slice(0, 10) },
      };
      return { offset, prepared: prepare(readDecision(Buffer.from(JSON.stringify(record)))!) };
    }),
  });
  await source.destroy();
}

async function makeThings(): Promise<Things> {
  await control.call('POST', '/facts', restriction(syntheticInsz(4_999)));
  const { json } = await control.call('GET', '/ledger/cases?system=dossier');
  const proposed = await control.call('POST', '/cases', order(insz, tomorrow));
  expect(proposed.status).toBe(201);
  let facts = 0;
  return {
    insz,
    tomorrow,
    decision: 'decision-0',
    caseId: json.cases[0].id,
    personCase: proposed.json.id,
    async fact() {
      const recorded = await control.call('POST', '/facts', restriction(syntheticInsz(5_000 + facts++)));
      return recorded.json[0].id;
    },
  };
}

async function as(caller: string, method: string, path: string, body?: unknown): Promise<Answer> {
  return control.call(method, path, body, { authorization: `Bearer ${await control.identity.token(caller)}` });
}

async function statusOf(row: Row, authorization: string): Promise<number> {
  return (await answerTo(row, authorization)).status;
}

async function answerTo(row: Row, authorization: string): Promise<{ status: number; shown?: boolean }> {
  const { path, body } = (await row.call?.(things)) ?? {};
  const [method, template] = row.route.split(' ') as [string, string];
  const leave = new AbortController();
  const response = await fetch(control.url + (path ?? template), {
    method,
    redirect: 'manual',
    signal: leave.signal,
    headers: {
      ...(authorization !== '' && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { status } = response;
  if (row.shows !== undefined && response.ok) return { status, shown: row.shows(await response.json(), things) };
  // A stream of events has no end of its own.
  leave.abort();
  return { status };
}

/** What the table says that a caller is answered. */
function expected(
  { may, ok, foreign, person }: Row,
  { role, reach, program = true }: Pick<Caller, 'role' | 'reach'> & { readonly program?: boolean },
): readonly number[] {
  const entries = may.split(' ');
  if (entries.includes('anyone')) return ok;
  if (person === true && program) return [403];
  if (entries.includes(role)) return reach === 'other' && foreign !== undefined ? [foreign] : ok;
  return entries.includes(`${role}@*`) && reach === 'all' ? ok : [403];
}

describe('the table', () => {
  it('has every route that control serves, and no other', () => {
    const mapped = [...control.log().matchAll(/Mapped \{(\/[^,]*), (\w+)\} route/g)].map(
      ([, path, method]) => `${method} ${templateOf(path!)}`,
    );
    expect(mapped.length).toBeGreaterThan(30);
    expect(table.map(({ route }) => route).sort()).toEqual([...new Set(mapped)].sort());
  });

  it('has every route that control describes, and no other', async () => {
    const { json } = await control.call('GET', '/openapi.json');
    const described = Object.entries(json.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${templateOf(path)}`),
    );
    expect(described.sort()).toEqual(table.map(({ route }) => route).sort());
  });
});

function templateOf(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}').replace(/(?<=\/)(?:\*|\{\*?path\}|\*path)$/, '{path}');
}

describe.each(table.filter(({ person }) => person === true).map((row) => [row.route, row] as const))('%s', (_, row) => {
  it.each(people.map((one) => [one.id, one] as const))(
    'answers %s, who logged in, as the table says',
    async (id, one) => {
      const visitor = await visitorOf(id);
      const { path, body } = (await row.call?.(things)) ?? {};
      const { status } = await visitor.call('POST', path!, body);
      expect(expected(row, one)).toContain(status);
    },
  );
});

describe.each(table.map((row) => [row.route, row] as const))('%s', (_, row) => {
  it('answers each role as the table says', async () => {
    const wrong: unknown[] = [];
    for (const caller of callers) {
      const { status, shown } = await answerTo(row, `Bearer ${await control.identity.token(caller.id)}`);
      const allowed = expected(row, caller);
      if (!allowed.includes(status)) wrong.push({ caller: caller.id, status, allowed });
      if (shown !== undefined && shown !== (caller.reach !== 'other')) wrong.push({ caller: caller.id, shown });
    }
    expect(wrong).toEqual([]);
  });

  it('answers nobody who has no role, and asks whoever shows nothing to log in', async () => {
    const anyone = row.may === 'anyone';
    for (const { id } of powerless) {
      const status = await statusOf(row, `Bearer ${await control.identity.token(id)}`);
      expect(anyone ? row.ok : [403]).toContain(status);
    }
    const token = await control.identity.token('dpo-all');
    for (const shown of ['', 'Bearer x', `Bearer ${token.slice(0, -4)}AAAA`, `Basic ${token}`, unsigned(token)]) {
      expect(anyone ? row.ok : [401]).toContain(await statusOf(row, shown));
    }
  });
});

/** The same claims, and nobody's signature (RFC 8725 2.1). */
function unsigned(token: string): string {
  const [, claims] = token.split('.');
  return `Bearer ${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${claims}.`;
}

describe('officers of one participant', () => {
  it('find their own decisions, as asker and as provider, and nobody else’s', async () => {
    const ids = async (caller: string) =>
      ((await as(caller, 'GET', '/ledger/decisions?kind=decision')).json.decisions as { decisionId: string }[])
        .map(({ decisionId }) => decisionId)
        .sort();
    for (const role of ['compliance', 'dpo', 'auditor']) {
      expect(await ids(`${role}-own`)).toEqual(['decision-0', 'decision-2', 'decision-4']);
      expect(await ids(`${role}-other`)).toEqual(['decision-1']);
      expect(await ids(`${role}-all`)).toEqual([0, 1, 2, 3, 4].map((id) => `decision-${id}`));
    }
    expect((await as('compliance-own', 'GET', '/ledger/decisions/decision-2')).status).toBe(200);
    expect((await as('compliance-own', 'GET', '/ledger/decisions/decision-3')).status).toBe(404);
    expect((await as('compliance-own', 'GET', '/ledger/decisions?system=ocmw-izegem')).json.decisions).toEqual([]);
    expect((await as('compliance-own', 'GET', '/ledger/decisions?kind=act')).json.decisions).toEqual([]);
  });

  it('find their own cases, and no trace of others', async () => {
    const systems = async (caller: string) =>
      ((await as(caller, 'GET', '/ledger/cases')).json.cases as { system: string }[])
        .map(({ system }) => system)
        .sort();
    expect(await systems('compliance-own')).toEqual(['dossier']);
    expect(await systems('compliance-other')).toEqual(['ocmw-izegem']);
    expect(await systems('auditor-all')).toEqual(['dossier', 'ocmw-izegem', 'vmsw']);
    expect((await as('compliance-own', 'GET', '/ledger/cases?system=ocmw-izegem')).json.cases).toEqual([]);
    const unknown = await as('compliance-other', 'GET', '/ledger/cases/999999');
    const hidden = await as('compliance-other', 'GET', `/ledger/cases/${things.caseId}`);
    expect(hidden.json).toEqual(unknown.json);
  });

  it('see of a person only what concerns their own participant', async () => {
    const found = async (caller: string) =>
      (
        (await as(caller, 'POST', '/ledger/persons', { insz, why: 'inzage' })).json.decisions as {
          entry: string;
          decisionId: string;
        }[]
      )
        .filter(({ entry }) => entry === 'decision')
        .map(({ decisionId }) => decisionId)
        .sort();
    expect(await found('dpo-own')).toEqual(['decision-0', 'decision-2', 'decision-4']);
    expect(await found('dpo-other')).toEqual(['decision-1']);
    expect(await found('dpo-all')).toHaveLength(5);
  });

  it('find their own facts and the cases of persons to which they are a party', async () => {
    await control.call('POST', '/facts', restriction(syntheticInsz(9_000), 'ocmw-izegem'));
    const participants = async (caller: string) => [
      ...new Set(
        ((await as(caller, 'GET', '/facts')).json as { participant: string }[]).map((fact) => fact.participant),
      ),
    ];
    expect(await participants('dpo-own')).toEqual(['woondienst-izegem']);
    expect(await participants('dpo-other')).toEqual(['ocmw-izegem']);
    expect((await as('dpo-own', 'GET', '/cases')).json.length).toBeGreaterThan(0);
    expect((await as('dpo-other', 'GET', '/cases')).json).toEqual([]);
  });

  it('suspend no instrument to which they are no party', async () => {
    const body = { instrument: 'vtc-2009-1', reason: 'x' };
    const { json } = await as('dpo-all', 'GET', '/register/instruments');
    const foreign = (json as { id: string; recipients: string[]; providers: string[] }[]).find(
      ({ recipients, providers }) => ![...recipients, ...providers].some((one) => /ocmw/.test(one)),
    )!;
    expect((await as('dpo-other', 'POST', '/register/suspensions', { ...body, instrument: foreign.id })).status).toBe(
      404,
    );
  });
});

const context: Context = {
  as,
  shown: (authorization, path, body) => control.call('POST', path, body, { authorization }),
  token: (caller) => control.identity.token(caller),
  person: visitorOf,
  page: async (caller) => openPage(control.url, await control.identity.token(caller)),
  query: async (text, values) => {
    const source = await createDataSource(await postgresUrl(), 'test').initialize();
    try {
      return await source.query(text, values);
    } finally {
      await source.destroy();
    }
  },
  insz,
};
openPages(context);
lookUps(context);
notedActs(context);

describe('what officers do', () => {
  it('that carries numbers of persons comes over TLS or from this machine, not by way of an untrusted proxy', async () => {
    const token = await control.identity.token('dpo-all');
    const headers = {
      authorization: `Bearer ${token}`,
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
    };
    for (const [path, body] of [
      ['/facts', restriction(insz)],
      ['/cases', order(insz, tomorrow)],
      ['/ledger/persons', { insz, why: 'inzage' }],
      ['/ledger/erasures', { insz, why: 'wissing' }],
    ] as const) {
      const answer = await control.call('POST', path, body, headers);
      expect(answer).toMatchObject({ status: 403, json: { detail: expect.stringContaining('tls-needed') } });
      // A proxy that says nothing of itself keeps the name that it was asked for.
      expect(await statusUnderName('sluis.example.be', path, body, token)).toBe(403);
    }
  });
});

/** `fetch` lets nobody say another host than the address has. */
function statusUnderName(host: string, path: string, body: object, token: string): Promise<number | undefined> {
  const headers = { host, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    httpRequest(control.url + path, { method: 'POST', headers }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end(JSON.stringify(body));
  });
}

async function postgresUrl(): Promise<string> {
  return postgres.database('authorisation');
}
