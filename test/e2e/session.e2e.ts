import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '#postgres';
import { startPostgres, type LocalPostgres } from '../../apps/local/src/postgres';
import { freePorts } from '../../apps/local/src/ports';
import { repository } from '../support/cluster';
import { Visitor } from '../support/visitor';
import { install, startControl, type ControlProcess } from './control-process';

/** Logging in, staying in and getting out, as a browser meets them: a real provider, control and PostgreSQL; no Kafka. */

let scratch: string;
let postgres: LocalPostgres;
let postgresPort: number;
let databaseUrl: string;
let control: ControlProcess;
/** A control whose sessions end soon. */
let hasty: ControlProcess;

const idleS = 3;
const longestS = 8;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'sluis-session-'));
  // PostgreSQL's own user passes through, so that its data stays here over a stop and a start.
  chmodSync(scratch, 0o711);
  [postgresPort] = (await freePorts(1)) as [number];
  postgres = await launchPostgres();
  databaseUrl = await postgres.database('session');
  const installation = install(join(scratch, 'home'), join(repository, 'protocols'));
  const env = { DATABASE_URL: databaseUrl, KAFKA_BROKERS: '127.0.0.1:1' };
  control = await startControl(installation, env);
  hasty = await startControl(installation, {
    ...env,
    SLUIS_SESSION_IDLE_SECONDS: String(idleS),
    SLUIS_SESSION_SECONDS: String(longestS),
  });
  await control.until(({ postgres: state }) => state === 'connected', 'connected');
  await hasty.until(({ postgres: state }) => state === 'connected', 'connected');
}, 120_000);

afterAll(async () => {
  await Promise.all([control?.stop('SIGKILL'), hasty?.stop('SIGKILL')]);
  await postgres?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function launchPostgres(): Promise<LocalPostgres> {
  return startPostgres({
    dir: join(scratch, 'postgres'),
    port: postgresPort,
    logDir: join(scratch, 'logs'),
    root: repository,
    throwaway: true,
  });
}

const sessionCookie = 'sluis-session';

async function loggedIn(account = 'dpo', at = control): Promise<Visitor> {
  const visitor = new Visitor(at.url);
  await visitor.logIn(at.identity, account);
  return visitor;
}

async function acts(): Promise<{ act: string; by: string; cause?: string }[]> {
  const source = await createDataSource(databaseUrl).initialize();
  const rows: { body: string }[] = await source.query(
    `SELECT body FROM ledger_journal WHERE kind = 'act' ORDER BY number`,
  );
  await source.destroy();
  return rows.map(({ body }) => JSON.parse(body) as { act: string; by: string });
}

describe('logging in', () => {
  it('leads to the page that was asked for, and tells who is in and with what rights', async () => {
    const visitor = new Visitor(control.url);
    expect(await visitor.logIn(control.identity, 'compliance', '/console/geblokkeerd?status=open')).toBe(
      '/console/geblokkeerd?status=open',
    );
    const { status, json } = await visitor.call('GET', '/session');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      subject: 'compliance',
      grants: [{ role: 'compliance', participant: 'woondienst-izegem' }],
      mode: 'operational',
    });
    expect(Date.parse(json.expiresAt)).toBeGreaterThan(Date.now() + 25 * 60_000);
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/ledger/decisions', '/console/../logout'])(
    'never leads to %s',
    async (to) => {
      expect(await new Visitor(control.url).logIn(control.identity, 'dpo', to)).toMatch(/^\/console\/(?!\/)/);
    },
  );

  it('keeps the cookie from scripts and from other sites', async () => {
    const visitor = new Visitor(control.url);
    const back = await visitor.comeBack(control.identity, 'dpo');
    const [line] = (await visitor.get(back)).headers.getSetCookie();
    expect(line).toMatch(/^sluis-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('gives a browser that brought a session along another one, and ends the one it brought', async () => {
    const thief = await loggedIn('auditor');
    const planted = thief.jar(control.url).get(sessionCookie)!;
    const victim = new Visitor(control.url);
    victim.jar(control.url).set(sessionCookie, planted);
    await victim.logIn(control.identity, 'dpo');
    expect(victim.jar(control.url).get(sessionCookie)).not.toBe(planted);
    expect((await thief.call('GET', '/session')).status).toBe(401);
    expect((await victim.call('GET', '/session')).json.subject).toBe('dpo');
  });

  it('takes no session that it did not make', async () => {
    const visitor = new Visitor(control.url);
    for (const made of ['a'.repeat(43), '', "' OR 1=1 --", 'a'.repeat(10_000)]) {
      visitor.jar(control.url).set(sessionCookie, made);
      expect((await visitor.get('/session')).status).toBe(401);
      expect((await visitor.get('/ledger/decisions')).status).toBe(401);
    }
  });

  it('comes back once, to the browser that began it, with the state that was given to it', async () => {
    const visitor = new Visitor(control.url);
    const back = await visitor.comeBack(control.identity, 'dpo');
    // Another browser is sent the address: a login that somebody else began (RFC 9700 4.7).
    expect((await new Visitor(control.url).get(back)).status).toBe(400);
    const other = new Visitor(control.url);
    await other.get('/login');
    expect((await other.get(back)).status).toBe(400);
    const tampered = new URL(back);
    tampered.searchParams.set('state', 'a'.repeat(43));
    expect((await visitor.get(tampered.href)).status).toBe(400);
    expect((await visitor.get(`${control.url}/login/callback`)).status).toBe(400);
    expect((await visitor.get(back)).status).toBe(302);
    expect((await visitor.get(back)).status).toBe(400);
  });

  it('takes no code of another login', async () => {
    const [one, two] = [new Visitor(control.url), new Visitor(control.url)];
    const [first, second] = [
      new URL(await one.comeBack(control.identity, 'dpo')),
      new URL(await two.comeBack(control.identity, 'auditor')),
    ];
    first.searchParams.set('code', second.searchParams.get('code')!);
    expect((await one.get(first.href)).status).toBe(400);
    expect((await one.get('/session')).status).toBe(401);
  });

  it('keeps no number of a person that stood in the address which it is to lead back to', async () => {
    const insz = '00010199747';
    for (const to of [`/console/beslissingen/${insz}`, '/console/geblokkeerd?q=00.01.01-997.47']) {
      const { status } = await fetch(`${control.url}/login?to=${encodeURIComponent(to)}`, { redirect: 'manual' });
      expect(status).toBe(302);
    }
    const source = await createDataSource(databaseUrl).initialize();
    const rows: { destination: string }[] = await source.query('SELECT destination FROM officer_login');
    await source.destroy();
    expect(rows.filter(({ destination }) => /00\D?01\D?01/.test(destination))).toEqual([]);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('is refused to an address that begins more of them than anybody can, and to no other', async () => {
    const begin = (localAddress: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const agent = agents.get(localAddress);
        httpRequest(`${control.url}/login`, { localAddress, ...(agent && { agent }) }, (answer) =>
          resolve(answer.resume().statusCode),
        )
          .on('error', reject)
          .end();
      });
    const agents = new Map(['127.0.0.2', '127.0.0.3'].map((name) => [name, new Agent({ keepAlive: true })]));
    for (let count = 0; count < 300; count += 1) expect(await begin('127.0.0.2')).toBe(302);
    expect(await begin('127.0.0.2')).toBe(429);
    expect(await begin('127.0.0.3')).toBe(302);
    for (const agent of agents.values()) agent.destroy();
  }, 60_000);

  it('under another name of this machine begins at the one that the way back leads to', async () => {
    const { port } = new URL(control.url);
    const answer = await fetch(`http://localhost:${port}/login?to=/console/register`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`${control.url}/login?to=%2Fconsole%2Fregister`);
  });

  it('says so while the provider is away, and whoever is in stays in', async () => {
    const stranded = await startControl(install(join(scratch, 'home-2'), join(repository, 'protocols')), {
      DATABASE_URL: databaseUrl,
      KAFKA_BROKERS: '127.0.0.1:1',
    });
    await stranded.until(({ postgres: state }) => state === 'connected', 'connected');
    const visitor = await loggedIn('dpo', stranded);
    const token = await stranded.identity.token('dpo');
    await stranded.identity.stop();
    expect((await visitor.call('GET', '/facts')).status).toBe(200);
    const shown = (authorization: string) => stranded.call('GET', '/facts', undefined, { authorization });
    expect((await shown('Bearer a.b.c')).status).toBe(401);
    // Sound or not: nobody can tell without the provider's keys.
    expect((await shown(`Bearer ${token}`)).status).toBe(503);
    await stranded.stop('SIGKILL');
  });
});

describe('a session', () => {
  it('changes nothing without the token that its page alone has, nor for another site', async () => {
    const visitor = await loggedIn();
    const withdraw = (headers: Record<string, string>) =>
      visitor.send('/facts/none', { method: 'DELETE', headers }).then(({ status }) => status);
    expect(await withdraw({})).toBe(403);
    expect(await withdraw({ 'x-csrf-token': '' })).toBe(403);
    expect(await withdraw({ 'x-csrf-token': (await loggedIn()).csrf })).toBe(403);
    expect(await withdraw({ 'x-csrf-token': visitor.csrf, origin: 'https://evil.example' })).toBe(403);
    expect(await withdraw({ 'x-csrf-token': visitor.csrf, origin: 'null' })).toBe(403);
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect(await withdraw({ 'x-csrf-token': visitor.csrf, 'sec-fetch-site': site })).toBe(403);
    }
    expect([404, 503]).toContain(await withdraw({ 'x-csrf-token': visitor.csrf, 'sec-fetch-site': 'same-origin' }));
    // What is left to refuse is that Kafka is away, without which no fact is withdrawn; or, where the other control came first to the
    // lock and is the one that publishes, that there is no such fact.
    expect([404, 503]).toContain(await withdraw({ 'x-csrf-token': visitor.csrf, origin: control.url }));
    const foreignLogout = await visitor.send('/logout', { method: 'POST' });
    expect(foreignLogout.status).toBe(403);
    expect((await visitor.call('GET', '/session')).status).toBe(200);
  });

  it('allows no other site to read with it', async () => {
    const visitor = await loggedIn();
    const answer = await visitor.get('/facts', { origin: 'https://evil.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('ends where somebody logs out, for that cookie for ever', async () => {
    const visitor = await loggedIn('auditor');
    const secret = visitor.jar(control.url).get(sessionCookie)!;
    expect(await visitor.call('POST', '/logout')).toEqual({ status: 200, json: { to: null } });
    expect(visitor.jar(control.url).has(sessionCookie)).toBe(false);
    visitor.jar(control.url).set(sessionCookie, secret);
    expect((await visitor.call('GET', '/session')).status).toBe(401);
    expect((await visitor.call('POST', '/logout')).status).toBe(200);
  });

  it('takes its open pages along at once when it ends, here and at every other control', async () => {
    const visitor = await loggedIn('auditor');
    const streams = await Promise.all([control, hasty].map(({ url }) => visitor.events(url)));
    const began = Date.now();
    await visitor.call('POST', '/logout');
    await Promise.all(streams.map((stream) => stream.text()));
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('has eight pages open and no more', async () => {
    const visitor = await loggedIn('auditor');
    const open = await Promise.all(Array.from({ length: 8 }, () => visitor.events()));
    expect(open.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    const { status, headers } = await visitor.events();
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 429,
      type: expect.stringContaining('application/problem+json'),
    });
    const other = await loggedIn('auditor');
    expect((await other.events()).status).toBe(200);
    await Promise.all([visitor, other].map((each) => each.call('POST', '/logout')));
  });

  it('ends when nobody did anything for a while, and a page’s own fetches are nobody', async () => {
    const visitor = await loggedIn('dpo', hasty);
    const until = Date.now() + (idleS + 1) * 1_000;
    while (Date.now() < until) {
      await visitor.call('GET', '/facts', undefined, { 'x-sluis-background': '1' });
      await new Promise((next) => setTimeout(next, 400));
    }
    expect((await visitor.call('GET', '/facts')).status).toBe(401);
  }, 20_000);

  it('is kept by no page that opens its stream again and again', async () => {
    const visitor = await loggedIn('dpo', hasty);
    const until = Date.now() + (idleS + 1) * 1_000;
    while (Date.now() < until) {
      await (await visitor.events()).body?.cancel();
      await new Promise((next) => setTimeout(next, 400));
    }
    expect((await visitor.events()).status).toBe(401);
  }, 20_000);

  it('ends its open pages when it ends by itself, long before somebody clears it away', async () => {
    const visitor = await loggedIn('dpo', hasty);
    const began = Date.now();
    await (await visitor.events()).text();
    expect(Date.now() - began).toBeLessThan(25_000);
  }, 90_000);

  it('lasts while somebody does something, and no longer than its day', async () => {
    const visitor = await loggedIn('dpo', hasty);
    const began = Date.now();
    let lasted = 0;
    while (Date.now() - began < (longestS + 3) * 1_000) {
      if ((await visitor.call('GET', '/facts')).status !== 200) break;
      lasted = Date.now() - began;
      await new Promise((next) => setTimeout(next, 300));
    }
    expect(lasted).toBeGreaterThan((idleS + 1) * 1_000);
    expect(lasted).toBeLessThan((longestS + 1) * 1_000);
    expect((await visitor.call('GET', '/session')).status).toBe(401);
  }, 30_000);

  it('is kept as a hash alone: who reads the database can’t be anybody', async () => {
    const visitor = await loggedIn();
    const secret = visitor.jar(control.url).get(sessionCookie)!;
    const source = await createDataSource(databaseUrl).initialize();
    const rows: object[] = await source.query('SELECT * FROM officer_session');
    await source.destroy();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(control.log()).not.toContain(secret);
    expect(control.log()).not.toContain(visitor.csrf);
  });

  it('stands in the ledger’s journal with its beginning and its end', async () => {
    const visitor = await loggedIn('operator');
    await visitor.call('POST', '/logout');
    const own = (await acts()).filter(({ by }) => by === 'operator');
    expect(own).toEqual([
      { act: 'session.start', by: 'operator' },
      { act: 'session.end', by: 'operator', cause: 'logout' },
    ]);
    expect((await acts()).map(({ cause }) => cause)).toContain('login-anew');
  });

  it('is not lost while PostgreSQL is away, nor taken for one that ended', async () => {
    const visitor = await loggedIn();
    await postgres.stop();
    await control.until(({ postgres: state }) => state === 'unreachable', 'unreachable');
    const away = await visitor.call('GET', '/session');
    expect(away.status).toBe(503);
    expect((await visitor.call('GET', '/facts')).status).toBe(503);
    postgres = await launchPostgres();
    await control.until(({ postgres: state }) => state === 'connected', 'connected again');
    expect((await visitor.call('GET', '/session')).status).toBe(200);
  }, 150_000);
});

describe('the pages of the console', () => {
  it('may run what control serves and nothing else, in no frame', async () => {
    const page = await fetch(`${control.url}/console/geblokkeerd/12`);
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|http|data: *;? *script/);
    expect(page.headers.get('strict-transport-security')).toBeNull();
    const api = await fetch(`${control.url}/health/live`);
    expect(api.headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
  });

  it('are where somebody comes who asks for nothing', async () => {
    const answer = await fetch(`${control.url}/`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/console/');
  });

  it('come from no other folder', async () => {
    for (const path of [
      '/console/../package.json',
      '/console/%2e%2e/%2e%2e/package.json',
      '/console/..%2f..%2fpackage.json',
    ]) {
      const answer = await fetch(control.url + path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });
});
