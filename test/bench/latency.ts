import type { Kafka } from 'kafkajs';
import { coordinationRequest } from '../support/requests';
import { benchTopics } from './path';

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Sends requests at a fixed rate, whatever comes back, and measures from the moment a request should have been sent to
 * the moment its answer was read, so that a stall counts against every request it held up.
 *
 * Answers are matched by the request's id: in the key, or in `ce_requestid`.
 */
export async function latencyAt(
  clients: { readonly sender: Kafka; readonly reader: Kafka },
  options: { readonly perSecond: number; readonly seconds: number; readonly prefix: string; readonly answers: string },
): Promise<Latency> {
  const { perSecond, seconds, prefix, answers } = options;
  const total = perSecond * seconds;
  const dueMs = new Map<string, number>();
  const tookMs: number[] = [];
  const consumer = clients.reader.consumer({ groupId: `bench.${Math.random()}`, maxWaitTimeInMs: 500 });
  await consumer.connect();
  await consumer.subscribe({ topic: answers, fromBeginning: false });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      const nowMs = performance.now();
      for (const { key, headers } of batch.messages) {
        const id = [key, headers?.['ce_requestid']].map(String).find((one) => dueMs.has(one)) ?? '';
        const due = dueMs.get(id);
        if (due === undefined) continue;
        tookMs.push(nowMs - due);
        dueMs.delete(id);
      }
      if (tookMs.length >= total) finish();
      return Promise.resolve();
    },
  });
  await joined;
  // Joined is not yet positioned: the first fetch finds the end of the topic.
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  const producer = clients.sender.producer();
  await producer.connect();
  const startMs = performance.now() + 100;
  const sending: Promise<unknown>[] = [];
  for (let sent = 0; sent < total;) {
    const elapsed = performance.now() - startMs;
    for (; sent < total && sent * (1_000 / perSecond) <= elapsed; sent++) {
      const { id, message } = coordinationRequest(sent, prefix);
      dueMs.set(id, startMs + sent * (1_000 / perSecond));
      sending.push(producer.send({ topic: benchTopics.ingress, acks: 1, messages: [message] }));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(sending);
  const late = new Promise<void>((resolve) => setTimeout(resolve, 30_000).unref());
  await Promise.race([done, late]);
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
  if (tookMs.length < total) throw new Error(`${total - tookMs.length} of ${total} requests were not answered`);
  tookMs.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((tookMs[Math.floor(tookMs.length * share)] ?? 0) * 100) / 100;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
