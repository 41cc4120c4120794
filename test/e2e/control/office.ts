import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyJws } from '#keys';
import { freePorts } from '../../../apps/local/src/ports';
import { startPostgres, type LocalPostgres } from '../../../apps/local/src/postgres';
import { repository, startCluster, type Cluster } from '../../support/cluster';
import { install, provision, readAll, startControl, type ControlProcess, type Installation } from '../control-process';

/** A broker with ACLs and a PostgreSQL, which every chapter uses; each test starts its own control on them. */
export interface Office {
  readonly cluster: Cluster;
  /** Another one after a stop, on the same port and data. */
  postgres: LocalPostgres;
  readonly scratch: string;
  readonly postgresPort: number;
  readonly running: Set<ControlProcess>;
  /** Every control of this run, for what it wrote. */
  readonly started: ControlProcess[];
}

let opened: Office | undefined;
export const office = (): Office => opened!;

export async function openOffice(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'sluis-control-'));
  // PostgreSQL's own user passes through, so that its data stays here over a stop and a start.
  chmodSync(scratch, 0o711);
  const [postgresPort] = (await freePorts(1)) as [number];
  const [cluster, postgres] = await Promise.all([startCluster(), launchPostgres(scratch, postgresPort)]);
  opened = { cluster, postgres, scratch, postgresPort, running: new Set(), started: [] };
  await provision(cluster);
}

export async function endControls(): Promise<void> {
  await Promise.all([...office().running].map((process) => process.stop('SIGKILL')));
  office().running.clear();
}

export async function closeOffice(): Promise<void> {
  if (opened === undefined) return;
  await Promise.all([opened.cluster.stop(), opened.postgres.stop()]);
  rmSync(opened.scratch, { recursive: true, force: true });
}

export function launchPostgres(scratch = office().scratch, port = office().postgresPort): Promise<LocalPostgres> {
  const dir = join(scratch, 'postgres');
  return startPostgres({ dir, port, logDir: join(scratch, 'logs'), root: repository, throwaway: true });
}

const installation: { current?: Installation; url?: string } = {};

/** The installation that most tests share: one database and the cluster's topics, as one office would have. */
export async function shared(): Promise<{ installation: Installation; url: string }> {
  installation.current ??= install(join(office().scratch, 'home'), copyOfProtocols('shared'));
  installation.url ??= await office().postgres.database('control_shared');
  return { installation: installation.current, url: installation.url };
}

export async function control(env: Record<string, string> = {}): Promise<ControlProcess> {
  const { installation: home, url } = await shared();
  const process = await startControl(home, {
    ...office().cluster.env('_control'),
    DATABASE_URL: url,
    // What these tests look at is how a version is published, not who may change it.
    SLUIS_MODE: 'demonstration',
    SLUIS_ACTIVATION: 'files',
    ...env,
  });
  office().running.add(process);
  office().started.push(process);
  return process;
}

export async function stopped(process: ControlProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  office().running.delete(process);
  return process.stop(signal);
}

function copyOfProtocols(name: string): string {
  const dir = join(office().scratch, `protocols-${name}`);
  cpSync(join(repository, 'protocols'), dir, { recursive: true });
  return dir;
}

export interface Said {
  kind: string;
  number: number;
  version: number;
  documents: string[];
  fact: { id: string; token: string };
  id: string;
  live: number;
  digest: string;
}

export async function said(topic: 'register' | 'facts'): Promise<Said[]> {
  const { installation: home } = await shared();
  const records = await readAll(office().cluster, `sluis.${topic}`);
  return records
    .filter(({ key }) => !key.startsWith('doc:'))
    .map(({ value }) => verifyJws(value, home.keys.control.public, `sluis-${topic}+jws`) as Said);
}

export const factMessages = async (): Promise<Said[]> =>
  (await said('facts')).filter(({ kind }) => kind !== 'heartbeat');

export function restriction(number: string, more: object = {}): object {
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

export async function eventually<T>(
  look: () => Promise<T>,
  satisfied: (value: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (satisfied(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`not so within ${withinMs} ms; last ${JSON.stringify(value).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
