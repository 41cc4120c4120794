import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../apps/local/src/ports';
import { startPostgres, type LocalPostgres } from '../../apps/local/src/postgres';
import { repository } from '../support/cluster';
import { ledgerUnderTest, startRecorder, type LedgerUnderTest, type RecorderProcess } from '../support/recorder';
import { startRig, type Rig } from '../support/rig';
import { benchTopics, endOffset, preload, rateOf } from './path';

export interface OutageFigures {
  /** Rate of exchanges during an outage over that right before it, under the same load; the lower one of the two outages. */
  readonly exchangeRateDuringOutageRatio: number;
  readonly requestsPerSecondBeforeOutage: number;
  /** The recorder was killed. */
  readonly requestsPerSecondWithoutRecorder: number;
  /** PostgreSQL was stopped; the recorder runs and tries again and again. */
  readonly requestsPerSecondWithoutPostgres: number;
}

interface Round {
  readonly beforeKill: number;
  readonly withoutRecorder: number;
  readonly beforeStop: number;
  readonly withoutPostgres: number;
}

const { deliveries } = benchTopics;
const patienceMs = 180_000;

/** Exchanges through a gateway as it ships, with a recorder and a synced PostgreSQL beside it, then without one of them. */
export async function benchOutage(
  requests: number,
  rounds: number,
  say: (what: string) => void,
): Promise<OutageFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'sluis-bench-outage-'));
  // PostgreSQL's own user passes through, so that its data stays here over a stop and a start.
  chmodSync(dir, 0o711);
  const [port] = await freePorts(1);
  const database = (): Promise<LocalPostgres> =>
    startPostgres({ dir: join(dir, 'postgres'), port: port!, logDir: join(dir, 'logs'), root: repository });
  const rig = await startRig({ properties: { 'group.min.session.timeout.ms': '1000' } });
  let postgres = await database();
  let recorder: RecorderProcess | undefined;
  let ledger: LedgerUnderTest | undefined;
  try {
    const url = await postgres.database('outage');
    ledger = await ledgerUnderTest(rig, url);
    const { keyPath, source } = ledger;
    const start = async (): Promise<RecorderProcess> => (recorder = await startRecorder(rig, url, keyPath));
    let decided = 0;
    const rate = async (prefix: string): Promise<number> => {
      decided += requests;
      return rateOfSome(rig, requests, prefix);
    };
    const caughtUp = async (): Promise<boolean> => (await ledger!.size()) >= decided;
    let running = await start();
    const runs: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      say(`exchanges with and without the recorder and its database, round ${round + 1} of ${rounds}`);
      await until('the recorder is ready', async () => (await running.health()).up);
      const beforeKill = await rate(`whole-${round}`);
      await until('all is recorded', caughtUp);
      await running.stop('SIGKILL');
      const withoutRecorder = await rate(`recorder-${round}`);
      running = await start();
      await until('the recorder has caught up', caughtUp);
      const beforeStop = await rate(`again-${round}`);
      await until('all is recorded', caughtUp);
      await source.destroy();
      await postgres.stop();
      await until('the recorder says that PostgreSQL is away', async () => !(await running.health()).up);
      const withoutPostgres = await rate(`postgres-${round}`);
      postgres = await database();
      await source.initialize();
      await until('the recorder has caught up again', caughtUp);
      // The first round warms the broker up, to the gain of whoever comes later in it.
      if (round > 0 || rounds === 1) runs.push({ beforeKill, withoutRecorder, beforeStop, withoutPostgres });
    }
    for (const run of runs) {
      say(
        `${run.beforeKill}/s, ${run.withoutRecorder}/s without a recorder; ${run.beforeStop}/s, ${run.withoutPostgres}/s without PostgreSQL`,
      );
    }
    const ratios = [
      median(runs.map((run) => run.withoutRecorder / run.beforeKill)),
      median(runs.map((run) => run.withoutPostgres / run.beforeStop)),
    ];
    return {
      exchangeRateDuringOutageRatio: Math.round(Math.min(...ratios) * 100) / 100,
      requestsPerSecondBeforeOutage: median(runs.flatMap((run) => [run.beforeKill, run.beforeStop])),
      requestsPerSecondWithoutRecorder: median(runs.map((run) => run.withoutRecorder)),
      requestsPerSecondWithoutPostgres: median(runs.map((run) => run.withoutPostgres)),
    };
  } finally {
    await recorder?.stop('SIGKILL');
    if (ledger?.source.isInitialized === true) await ledger.source.destroy();
    await rig.stop();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Of requests that all wait before the gateway starts, between its first and its last delivery. */
async function rateOfSome(rig: Rig, requests: number, prefix: string): Promise<number> {
  const before = await endOffset(rig, deliveries);
  await preload(rig, 0, requests, prefix);
  const gateway = await rig.startGateway({ ready: false });
  // Whoever reads meanwhile takes of the machine, and more with everything that lies there: reading comes after.
  await until('all is exchanged', async () => (await endOffset(rig, deliveries)) - before >= BigInt(requests));
  const { recordsPerSecond } = await rateOf(rig.operator, deliveries, before, requests);
  await gateway.stop();
  return recordsPerSecond;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    if (await holds().catch(() => false)) return;
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error(`never: ${what}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
