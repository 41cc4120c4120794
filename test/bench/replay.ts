import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteSigner } from '#ledger';
import { createDataSource, LedgerQuestions, migrate, RecordedQuestions } from '#postgres';
import type { CompiledRegister } from '#register';
import { Check } from '../../apps/control/src/activation/check';
import { pastRequests } from '../../apps/control/src/activation/past-requests';
import { freePorts } from '../../apps/local/src/ports';
import { startPostgres } from '../../apps/local/src/postgres';
import { besideEntries } from '../../apps/recorder/src/ledger/beside-entries';
import { prepare, readDecision } from '../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../apps/recorder/src/ledger/recording';
import { repository } from '../support/cluster';
import { processorSeconds } from '../support/processor-time';
import { recordedMonth, type Month } from './recorded-month';

/** A month of recorded requests, held against a proposed register. */
export interface Replayed {
  /** Recorded requests decided by both registers in a second of processor time, Node and PostgreSQL together. */
  readonly perSecond: number;
  readonly considered: number;
  /** Requests that were stopped by what is known of a person: what was asked stands apart, and is not decided again. */
  readonly apart: number;
  readonly questions: number;
  readonly nowDenied: number;
  readonly nodeMs: number;
  readonly postgresMs: number;
}

/** A PostgreSQL of its own, gone after `use`. */
export async function withPostgres<Result>(
  use: (server: Awaited<ReturnType<typeof startPostgres>>) => Promise<Result>,
): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'sluis-bench-replay-'));
  const [port] = await freePorts(1);
  const postgres = await startPostgres({ dir, port: port!, logDir: join(dir, 'logs'), root: repository });
  try {
    return await use(postgres);
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What the recorder writes at once. */
const batchEntries = 1_500;
const rounds = 3;
const now = new Date('2026-04-30T18:00:00Z');

/**
 * Records a month as the recorder does, then asks what a proposed register would have answered, as control does: from the question to
 * PostgreSQL to the counts of the report, without what the report says beside them. The median round, after one that warms up.
 */
export async function replay(
  { database, process: server }: Awaited<ReturnType<typeof startPostgres>>,
  name: string,
  [before, after]: readonly [before: CompiledRegister, after: CompiledRegister],
  month: Month,
): Promise<Replayed> {
  const source = createDataSource(await database(`month_${name}`), 'bench');
  await source.initialize();
  try {
    await migrate(source);
    const signer = noteSigner('sluis.bench', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
    const recording = new Recording(source, signer, besideEntries);
    await recording.open();
    await record(recording, before, month);
    const ledger = { recorded: new RecordedQuestions(source), questions: new LedgerQuestions(source) };
    await quiet(server!.pid);
    const found: Replayed[] = [];
    for (let round = 0; round <= rounds; round++) {
      const [cpu, serverBegan] = [process.cpuUsage(), processorSeconds(server!.pid)];
      const check = new Check([], [before, after], [], [[], []], { field: String }, now.getTime());
      const { requests, pages } = await pastRequests(ledger, now);
      let [questions, left] = [0, requests];
      for await (const page of pages) {
        // As between control and its thread.
        for (const asked of structuredClone(page)) {
          check.take(asked);
          left -= asked.count;
        }
        questions += page.length;
      }
      const { user, system } = process.cpuUsage(cpu);
      const [nodeMs, postgresMs] = [(user + system) / 1_000, (processorSeconds(server!.pid) - serverBegan) * 1_000];
      const { considered, nowDenied } = check.replayed(left);
      if (left !== 0 || considered !== requests) throw new Error('some requests of the month were not decided again');
      found.push({
        perSecond: Math.round((considered * 1_000) / (nodeMs + postgresMs)),
        considered,
        apart: month.records - considered,
        questions,
        nowDenied,
        nodeMs: Math.round(nodeMs),
        postgresMs: Math.round(postgresMs),
      });
    }
    return found.slice(1).sort((one, other) => one.perSecond - other.perSecond)[rounds >> 1]!;
  } finally {
    await source.destroy();
  }
}

/** Until PostgreSQL is done with what comes after writing: its vacuum is not part of a question. */
async function quiet(pid: number): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const began = processorSeconds(pid);
    await new Promise((next) => setTimeout(next, 1_000));
    if (processorSeconds(pid) - began < 0.03) return;
  }
}

/** Each record gets a position of its own, since the month's forms were all exchanged at one. */
async function record(recording: Recording, register: CompiledRegister, month: Month): Promise<void> {
  let offset = 0;
  for (const { texts } of recordedMonth(register, month)) {
    for (let at = 0; at < texts.length; at += batchEntries) {
      const first = offset;
      const decisions = texts.slice(at, at + batchEntries).map((text) => {
        const recorded = readDecision(Buffer.from(text))!;
        const request = { topic: 'sluis.in.month', partition: 0, offset };
        return { offset: offset++, prepared: prepare({ ...recorded, request }) };
      });
      await recording.record({
        topic: 'sluis.decisions',
        partition: 0,
        from: first === 0 ? undefined : first,
        next: offset,
        decisions,
      });
    }
  }
}
