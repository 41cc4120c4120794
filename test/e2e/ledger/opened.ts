import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { decodeBundle, decodeEntry, type Entry } from '#ledger';
import { startInstallation, type LocalInstallation } from '../../support/local-installation';
import { coordinationRequest, syntheticInsz } from '../../support/requests';
import { TopicLog } from '../../support/traffic';

/** Requests that stand in the ledger before the first chapter. */
export const permitted = 300;
export const denied = 40;

/** Who is none of ours, and gets rights of Kafka from somebody else than the provisioner. */
export const foreignPrincipal = 'revisor';

/** A whole installation with its ledger, which every chapter uses. */
export interface Opened {
  readonly installation: LocalInstallation;
  readonly scratch: string;
  readonly decisions: TopicLog;
  readonly database: Client;
}

let theLedger: Opened | undefined;
export const opened = (): Opened => theLedger!;
export const call: LocalInstallation['call'] = (...args) => opened().installation.call(...args);
export const sluis: LocalInstallation['sluis'] = (...args) => opened().installation.sluis(...args);

export async function open(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'sluis-ledger-'));
  const installation = await startInstallation({
    SLUIS_FOREIGN_PRINCIPALS: foreignPrincipal,
    SLUIS_RETENTION_INTERVAL_S: '1',
  });
  const database = new Client({ connectionString: installation.databaseUrl });
  await database.connect();
  const decisions = await TopicLog.open(installation.client('auditor'), 'sluis.decisions', { group: 'auditor' });
  theLedger = { installation, scratch, decisions, database };
  await send(0, permitted);
  await sendDenied(denied);
  await recorded(permitted + denied);
}

export async function close(): Promise<void> {
  if (theLedger === undefined) return;
  await theLedger.decisions.close();
  await theLedger.database.end();
  await theLedger.installation.stop();
  rmSync(theLedger.scratch, { recursive: true, force: true });
}

export async function send(from: number, count: number): Promise<void> {
  const producer = opened().installation.client('dossier').producer();
  await producer.connect();
  const messages = Array.from({ length: count }, (_, at) => coordinationRequest(from + at).message);
  await producer.send({ topic: 'sluis.in.dossier', messages });
  await producer.disconnect();
}

/** One cause, over and over: a field that no instrument permits Vlabinvest. */
export async function sendDenied(count: number, field: object = { nationaliteit: 'BE' }): Promise<void> {
  const producer = opened().installation.client('dossier').producer();
  await producer.connect();
  const messages = Array.from({ length: count }, (_, at) => ({
    value: JSON.stringify({ persoon: { insz: syntheticInsz(5_000 + at), naam: 'Proef', ...field } }),
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

export const note = async (): Promise<string> => (await call('GET', '/ledger/checkpoint', undefined, '')).text;
export const sizeOf = (checkpoint: string): number => Number(checkpoint.split('\n')[1]);
export const vkey = (): string => readFileSync(join(opened().installation.home, 'ledger.vkey'), 'utf8').trim();

export async function recorded(size: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (sizeOf(await note()) >= size) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error(`the ledger did not reach ${size} entries: ${await note()}`);
}

/** All entries of an export. */
export function entriesIn(dir: string): Entry[] {
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

export async function exported(name: string): Promise<string> {
  const dir = join(opened().scratch, name);
  const { code, stderr } = await sluis('ledger', 'export', dir);
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  return dir;
}
