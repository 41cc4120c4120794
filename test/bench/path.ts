import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Consumer, Kafka } from 'kafkajs';
import { repository } from '../support/cluster';
import { coordinationRequest } from '../support/requests';
import type { GatewayProcess, Rig } from '../support/rig';
import type { BareCopySettings } from './bare-copy';

/** What one run of the whole path, or of the bare copy, came to. */
export interface PathRun {
  readonly recordsPerSecond: number;
}

const system = 'dossier';
const ingress = `sluis.in.${system}`;
const deliveries = 'sluis.out.vmsw.coordinatie-sociale-huur';
/** Where the bare copy writes what the gateway writes to `sluis.seen.<system>`, which the gateway itself must be able to read. */
export const packedTopic = 'bench.packed';
const preloadChunk = 500;
const readingTimeoutMs = 180_000;

/** Puts requests on the ingress topic as the system itself would. */
export async function preload(rig: Rig, from: number, count: number, prefix: string): Promise<void> {
  const producer = (await rig.client(system)).producer();
  await producer.connect();
  for (let start = from; start < from + count; start += preloadChunk) {
    const messages = Array.from(
      { length: Math.min(preloadChunk, from + count - start) },
      (_, index) => coordinationRequest(start + index, prefix).message,
    );
    await producer.send({ topic: ingress, messages });
  }
  await producer.disconnect();
}

/**
 * Rate between the first and the last record that a run wrote to `topic`, by the producer's own timestamps, so that
 * start-up does not count. Waits until `count` records came after `afterOffset`.
 */
export async function rateOf(kafka: Kafka, topic: string, afterOffset: bigint, count: number): Promise<PathRun> {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  let seen = 0;
  await reading(kafka, topic, (resolve) => ({ offset, timestamp }) => {
    if (BigInt(offset) < afterOffset) return;
    const at = Number(timestamp);
    first = Math.min(first, at);
    last = Math.max(last, at);
    if (++seen === count) resolve();
  });
  return { recordsPerSecond: Math.round((count / Math.max(1, last - first)) * 1_000) };
}

/** Sizes of what one request led to, from a real one: the bare copy writes as much. */
export async function outputSizes(rig: Rig): Promise<Pick<BareCopySettings, 'perRequest' | 'packed'>> {
  const sized = async (topic: string): Promise<BareCopySettings['perRequest'][number]> => {
    let bytes = 0;
    let copied: Record<string, string> = {};
    await reading(rig.operator, topic, (resolve) => ({ value, headers }) => {
      bytes = value?.length ?? 0;
      copied = Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]));
      resolve();
    });
    return { topic, bytes, headers: copied };
  };
  return {
    perRequest: [await sized(deliveries), await sized(`${ingress}.reply`), await sized('sluis.decisions')],
    packed: { topic: packedTopic, bytesPerRequest: 60 },
  };
}

export function startBareCopy(settings: BareCopySettings): ChildProcess {
  return spawn(process.execPath, [join(repository, 'dist/test/bench/bare-copy.js'), JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Resident memory of the gateway, in MiB, as the kernel counts it. */
export async function residentMiB(gateway: GatewayProcess): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${gateway.process.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}

export async function endOffset(rig: Rig, topic: string): Promise<bigint> {
  const offsets = await rig.admin.fetchTopicOffsets(topic);
  return BigInt(offsets[0]?.high ?? '0');
}

type Reader = (record: {
  readonly offset: string;
  readonly timestamp: string;
  readonly value: Buffer | null;
  readonly headers?: object | undefined;
}) => void;

/** Reads committed records of a topic from its beginning until the reader resolves. */
async function reading(kafka: Kafka, topic: string, start: (resolve: () => void) => Reader): Promise<void> {
  const stuck = AbortSignal.timeout(readingTimeoutMs);
  const consumer: Consumer = kafka.consumer({ groupId: `bench.${Math.random()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    stuck.addEventListener('abort', () => reject(new Error(`\`${topic}\` did not fill in time`)));
    const reader = start(resolve);
    void consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        for (const message of batch.messages) reader(message);
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
}

export const benchTopics = { ingress, deliveries, system };
