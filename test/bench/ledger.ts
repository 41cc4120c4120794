import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { noteSigner, noteVerifier, openCheckpoint, Positions, tilePath, tilesOf, verifyTree } from '#ledger';
import { createDataSource, LedgerReader, migrate } from '#postgres';
import { startPostgres } from '../../apps/local/src/postgres';
import { freePorts } from '../../apps/local/src/ports';
import { besideEntries } from '../../apps/recorder/src/ledger/beside-entries';
import { makeReady } from '../../apps/recorder/src/ledger/make-ready';
import { Recording } from '../../apps/recorder/src/ledger/recording';
import { repository } from '../support/cluster';
import { processorSeconds } from '../support/processor-time';
import { proofTime } from './ledger-proofs';

export interface LedgerFigures {
  /** Entries a second into a durable ledger, PostgreSQL on the same machine. */
  readonly ledgerAppendPerSecond: number;
  /** Rate of the last tenth over that of the first: 1 is flat. */
  readonly ledgerAppendFlatness: number;
  readonly ledgerEntries: number;
  /** Processor time of one entry, in the recorder and in PostgreSQL: what a busy machine does not change much. */
  readonly ledgerRecorderMicros: number;
  readonly ledgerPostgresMicros: number;
  readonly ledgerVerifyPerSecond: number;
  /** 99th percentile of a proof for a decision, asked for and had over HTTP. */
  readonly proofMs: number;
}

/** What one fetch of the recorder holds at full load. */
const batchEntries = 1_500;
const stretchEntries = 30_000;

/**
 * Appends as the recorder does, from the bytes of decision records on, into a PostgreSQL that syncs every commit; then
 * verifies from files as `sluis ledger verify` does, and makes proofs as control does.
 */
export async function benchLedger(entries: number, say: (what: string) => void): Promise<LedgerFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'sluis-bench-ledger-'));
  const [port] = await freePorts(1);
  const postgres = await startPostgres({ dir, port: port!, logDir: join(dir, 'logs'), root: repository });
  const source = createDataSource(await postgres.database('bench'), 'bench');
  try {
    await source.initialize();
    await migrate(source);
    const signer = noteSigner('sluis.bench', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    const recording = new Recording(source, signer, besideEntries);
    await recording.open();
    say(`appending ${entries} entries`);
    const spent = { recorder: 0, postgres: 0 };
    const rates = await appendAll(recording, entries, say, async (stretch) => {
      const [cpu, server] = [process.cpuUsage(), processorSeconds(postgres.process!.pid)];
      await stretch();
      const { user, system } = process.cpuUsage(cpu);
      spent.recorder += user + system;
      spent.postgres += (processorSeconds(postgres.process!.pid) - server) * 1e6;
    });
    const reader = new LedgerReader(source);
    say('making proofs');
    const proofMs = await proofTime(source, signer.verifierKey, someOf(entries));
    say(`verifying ${entries} entries`);
    const perSecond = await verifyRate(reader, noteVerifier(signer.verifierKey)!, entries, join(dir, 'export'));
    const tenth = Math.max(1, Math.floor(rates.length / 10));
    const mean = (of: readonly number[]): number => of.reduce((sum, rate) => sum + 1 / rate, 0) / of.length;
    return {
      ledgerAppendPerSecond: Math.round(1 / mean(rates)),
      ledgerAppendFlatness: Math.round((mean(rates.slice(0, tenth)) / mean(rates.slice(-tenth))) * 100) / 100,
      ledgerEntries: entries,
      ledgerRecorderMicros: Math.round(spent.recorder / entries),
      ledgerPostgresMicros: Math.round(spent.postgres / entries),
      ledgerVerifyPerSecond: perSecond,
      proofMs,
    };
  } finally {
    await source.destroy();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Rates of equal stretches. The records of a stretch are made before its time runs: the gateway makes them, not the recorder. */
async function appendAll(
  recording: Recording,
  entries: number,
  say: (what: string) => void,
  accounted: (stretch: () => Promise<void>) => Promise<void>,
): Promise<number[]> {
  const rates: number[] = [];
  for (let from = 0; from < entries; from += stretchEntries) {
    const count = Math.min(stretchEntries, entries - from);
    const values = Array.from({ length: count }, (_, at) => decisionRecord(from + at));
    const began = process.hrtime.bigint();
    await accounted(() => appendStretch(recording, from, values));
    rates.push((count * 1e9) / Number(process.hrtime.bigint() - began));
    if (rates.length % 10 === 0) say(`${from + count} entries, now ${Math.round(rates.at(-1)!)}/s`);
  }
  return rates;
}

/** As the recorder does: one batch is made ready while the one before is written. */
async function appendStretch(recording: Recording, from: number, values: readonly Buffer[]): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < values.length; at += batchEntries) {
    const first = from + at;
    const batch = values.slice(at, at + batchEntries);
    const decisions = await makeReady(
      batch.map((value, index) => ({ offset: first + index, value })),
      (offset) => {
        throw new Error(`the sample at ${offset} is no decision`);
      },
    );
    await writing;
    writing = recording.record({
      topic: 'sluis.decisions',
      partition: 0,
      from: first === 0 ? undefined : first,
      next: first + batch.length,
      decisions,
    });
  }
  await writing;
}

/** A decision as the gateway records it: about one person, a permit of 22 fields by one instrument; each twentieth is denied. */
function decisionRecord(n: number): Buffer {
  const isDenied = n % 20 === 7;
  const hash = (label: string): string => createHash('sha256').update(`${label}${n}`).digest('hex').slice(0, 26);
  const decided = {
    ...sample,
    ...(isDenied && {
      effect: 'deny',
      reasons: [{ code: 'field-not-permitted', fields: [fields[n % 22]], message: sampleMessage }],
      nearest: 'bvcw-2021-6-79',
      basis: [],
      records: { permitted: 0, denied: 1 },
    }),
    decisionId: hash('d'),
    request: { topic: `sluis.in.system-${n % 7}`, partition: 0, offset: Math.floor(n / 7) },
    system: `system-${n % 7}`,
    persons: [hash('p')],
    hashes: { id: hash('i'), value: hash('v'), deliveries: [hash('x')] },
    clock: { at: Date.UTC(2026, 0, 1) + n * 40, today: '2026-01-01' },
  };
  return Buffer.from(JSON.stringify(decided));
}

const fields = Array.from({ length: 22 }, (_, at) => `persoon.hoofdverblijfplaats.veld${at}`);
const sampleMessage = { nl: 'Geen instrument laat dit gegeven toe.', en: 'No instrument permits this field.' };
const sample = {
  effect: 'permit',
  reasons: [],
  participant: 'woondienst-izegem',
  kind: 'exchange',
  mode: 'all',
  recipient: 'vmsw',
  purpose: 'coordinatie-sociale-huur',
  category: 'kandidaat-huurder',
  fields,
  shapes: [{}],
  basis: [{ instrument: 'bvcw-2021-6-79', fields }],
  obligations: [],
  assumed: true,
  statistical: false,
  retention: 'unknown',
  records: { permitted: 1, denied: 0 },
  checks: [{ check: 'restriction', passed: 1, failed: [] }],
  registerVersion: 1,
  factsVersion: 0,
  demonstration: true,
};

/** Ids of decisions all over the ledger. */
function someOf(entries: number): string[] {
  return Array.from({ length: 500 }, (_, at) => {
    const record = decisionRecord(Math.floor((at * entries) / 500)).toString();
    return (JSON.parse(record) as { decisionId: string }).decisionId;
  });
}

async function verifyRate(
  reader: LedgerReader,
  verifier: NonNullable<ReturnType<typeof noteVerifier>>,
  entries: number,
  dir: string,
): Promise<number> {
  const checkpoint = openCheckpoint((await reader.checkpoint()).checkpoint, verifier);
  if (checkpoint?.size !== entries) throw new Error('the checkpoint is not of all that was appended');
  for (const name of tilesOf(entries)) {
    const tile = await reader.tile(name.level === 'entries' ? -1 : name.level, name.number);
    const path = join(dir, tilePath(name));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, tile!.data);
  }
  const began = performance.now();
  const positions = new Positions();
  const faults = verifyTree(checkpoint, (name) => readFileSync(join(dir, tilePath(name))), {
    onEntry: ({ request }) => (positions.add(request) ? undefined : 'position-twice'),
  });
  if (faults.length > 0) throw new Error(`the ledger does not verify: ${faults[0]!.kind}`);
  return Math.round((entries * 1_000) / (performance.now() - began));
}
