import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer as HttpAnswer, ControlProcess, Installation } from '../control-process';
import { install, startControl } from '../control-process';
import { repository, startPostgres, type Database } from '../../support/cluster';
import { Visitor } from '../../support/visitor';
import { startRig, type Rig } from '../../support/rig';

/** Control with two officers beside the gateways of a rig: what control signs, they follow. */
export interface Office {
  readonly rig: Rig;
  readonly home: string;
  readonly databaseUrl: string;
  readonly protocols: string;
  /** The control that runs now. */
  control(): ControlProcess;
  /** Starts it anew, after stopping it where it runs. */
  restart(signal?: NodeJS.Signals): Promise<void>;
  /** A call in the name of an officer: by a program of theirs, or where a person must decide, by their browser. */
  as(officer: Officer, method: string, path: string, body?: unknown): Promise<HttpAnswer>;
  /** The browser of an officer who is logged in. */
  person(officer: Exclude<Officer, 'nobody'>): Promise<Visitor>;
  /** Has the files made active, by two officers; the number of the version that they became. */
  activateFiles(): Promise<number>;
  /** Everything that controls wrote so far. */
  log(): string;
  stop(): Promise<void>;
}

export type Officer = 'register-admin' | 'dpo' | 'nobody';

/** Long enough to see it hold, short enough to see it end. */
export const reviewSeconds = 8;

export async function openOffice(): Promise<Office> {
  const [rig, postgres] = await Promise.all([startRig(), startPostgres()]);
  const home = mkdtempSync(join(tmpdir(), 'sluis-office-'));
  const protocols = join(home, 'protocols');
  mkdirSync(protocols);
  cpSync(join(repository, 'protocols'), protocols, { recursive: true });
  // What is promised of the register names participants that a test may take away.
  rmSync(join(protocols, 'invariants'), { recursive: true, force: true });
  const installation: Installation = install(home, protocols, rig.keys);
  const databaseUrl = await postgres.database('office');
  const start = (): Promise<ControlProcess> =>
    startControl(installation, {
      ...rig.cluster.env('_control'),
      DATABASE_URL: databaseUrl,
      SLUIS_REVIEW_SECONDS: String(reviewSeconds),
    });
  const started: ControlProcess[] = [await start()];
  const current = (): ControlProcess => started.at(-1)!;
  const office = officeOf(rig, postgres, { home, databaseUrl, protocols, started, start, current });
  try {
    await current().until(({ status }) => status === 'ready');
  } catch (fault) {
    await office.stop();
    throw fault;
  }
  return office;
}

function officeOf(
  rig: Rig,
  postgres: Database,
  parts: {
    readonly home: string;
    readonly databaseUrl: string;
    readonly protocols: string;
    readonly started: ControlProcess[];
    start(): Promise<ControlProcess>;
    current(): ControlProcess;
  },
): Office {
  const { home, databaseUrl, protocols, started, start, current } = parts;
  const visitors = new Map<string, Visitor>();
  return {
    rig,
    home,
    databaseUrl,
    protocols,
    control: current,
    async restart(signal = 'SIGTERM') {
      await current().stop(signal);
      started.push(await start());
      await current().until(({ status }) => status === 'ready');
    },
    async as(officer, method, path, body) {
      // What a second person does, a browser does for them.
      if (officer !== 'nobody' && /\/(?:approve|reject)$/.test(path)) {
        const visitor = await this.person(officer);
        return { ...(await visitor.call(method, path, body)), headers: new Headers() };
      }
      const token = officer === 'nobody' ? 'a-token-that-nobody-was-given' : await current().identity.token(officer);
      return current().call(method, path, body, { authorization: `Bearer ${token}` });
    },
    async person(officer) {
      const { url, identity } = current();
      const known = visitors.get(`${url} ${officer}`);
      if (known !== undefined) return known;
      const visitor = new Visitor(url);
      visitors.set(`${url} ${officer}`, visitor);
      await visitor.logIn(identity, officer);
      return visitor;
    },
    async activateFiles() {
      const proposal = { from: 'files', title: 'proef', reason: 'proef' };
      const { json: proposed } = await this.as('register-admin', 'POST', '/register/proposals', proposal);
      const { status, json } = await this.as('dpo', 'POST', `/register/proposals/${proposed.id}/approve`);
      if (status !== 200) throw new Error(`not approved: ${JSON.stringify(json)}`);
      return json.version;
    },
    log: () => started.map((each) => each.log()).join('\n'),
    async stop() {
      await current().stop('SIGKILL');
      await rig.stop();
      await postgres.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
