import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  noteSigner,
  noteVerifier,
  openCheckpoint,
  Positions,
  decodeBundle,
  decodeEntry,
  verifyTree,
  type Entry,
  type NoteSigner,
} from '#ledger';
import { createDataSource, LedgerReader, migrate } from '#postgres';
import type { DataSource } from 'typeorm';
import { freePorts } from '../../apps/local/src/ports';
import { repository } from './cluster';
import type { Rig } from './rig';

/** A ledger's key as the recorder is given it, and a look at the ledger from outside. */
export interface LedgerUnderTest {
  readonly signer: NoteSigner;
  readonly keyPath: string;
  readonly source: DataSource;
  /** Everything verified; the entries in order. */
  verified(): Promise<Entry[]>;
  size(): Promise<number>;
}

export async function ledgerUnderTest(rig: Rig, databaseUrl: string): Promise<LedgerUnderTest> {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  // A folder each: beside its key a recorder keeps the newest checkpoint that it signed.
  const keyPath = join(mkdtempSync(join(rig.cluster.dir, 'keys', 'ledger-')), 'ledger.private.jwk');
  writeFileSync(keyPath, JSON.stringify(jwk), { mode: 0o600 });
  const signer = noteSigner('sluis.test/ledger', jwk);
  const source = createDataSource(databaseUrl, 'test');
  await source.initialize();
  await migrate(source);
  const reader = new LedgerReader(source);
  return {
    signer,
    keyPath,
    source,
    size: async () => (await reader.checkpoint()).size,
    async verified() {
      const { checkpoint: note } = await reader.checkpoint();
      const checkpoint = openCheckpoint(note, noteVerifier(signer.verifierKey)!);
      if (checkpoint === undefined) throw new Error('the checkpoint is not signed');
      const tiles = new Map<string, Buffer>();
      const rows: { level: number; number: string; data: Buffer }[] = await source.query(
        'SELECT level, number, data FROM ledger_tile',
      );
      for (const { level, number, data } of rows) tiles.set(`${level === -1 ? 'entries' : level}/${number}`, data);
      const positions = new Positions();
      const faults = verifyTree(checkpoint, ({ level, number }) => tiles.get(`${level}/${number}`), {
        onEntry: ({ request }) => (positions.add(request) ? undefined : 'position-twice'),
      });
      expect(faults).toEqual([]);
      const entries: Entry[] = [];
      for (let number = 0; entries.length < checkpoint.size; number++) {
        entries.push(...decodeBundle(tiles.get(`entries/${number}`)!)!.map((bytes) => decodeEntry(bytes)!));
      }
      return entries;
    },
  };
}

export interface RecorderProcess {
  readonly process: ChildProcess;
  health(): Promise<{ readonly up: boolean; readonly reasons: readonly string[] }>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

let started = 0;

/** A recorder as it ships, as its own principal. */
export async function startRecorder(
  rig: Rig,
  databaseUrl: string,
  keyPath: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RecorderProcess> {
  const [port] = await freePorts(1);
  mkdirSync(join(rig.cluster.dir, 'logs'), { recursive: true });
  const log = createWriteStream(join(rig.cluster.dir, 'logs', `recorder-${started++}.log`), { flags: 'a' });
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(repository, 'dist/apps/recorder/src/main.js')],
    {
      cwd: repository,
      env: {
        PATH: process.env['PATH'] ?? '',
        ...rig.cluster.env('_recorder'),
        DATABASE_URL: databaseUrl,
        SLUIS_LEDGER_KEY: keyPath,
        SLUIS_LEDGER_ORIGIN: 'sluis.test/ledger',
        SLUIS_HEALTH_PORT: String(port),
        SLUIS_SESSION_TIMEOUT_MS: '1500',
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    health: async () =>
      (await (await fetch(`http://127.0.0.1:${port}/health/ready`)).json()) as { up: boolean; reasons: string[] },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await gone;
    },
  };
}
