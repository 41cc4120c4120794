import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka, KafkaMessage } from 'kafkajs';
import type { Rig } from './rig';
import { coordinationRequest } from './requests';
// A reader of ours is mended as the apps are: see `libs/kafka`.
import '#kafka';

/** Everything a reader has got of one topic, from its beginning, in the order of its partition. */
export class TopicLog {
  readonly records: KafkaMessage[] = [];
  private readonly waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  private constructor(private readonly consumer: Consumer) {}

  /** Reads committed records unless told to read them all. `group`: the system that reads, whose groups begin with its name. */
  static async open(
    kafka: Kafka,
    topic: string,
    options: { readonly uncommitted?: boolean; readonly group?: string } = {},
  ): Promise<TopicLog> {
    const consumer = kafka.consumer({
      groupId: `${options.group ?? 'log'}.${randomUUID()}`,
      maxWaitTimeInMs: 20,
      readUncommitted: options.uncommitted ?? false,
      retry: { retries: 1_000, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    const log = new TopicLog(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        log.take(batch.messages);
        return Promise.resolve();
      },
    });
    return log;
  }

  /** Resolves once so many records have come; rejects after the time. */
  until(count: number, timeoutMs = 120_000): Promise<void> {
    if (this.records.length >= count) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`only ${this.records.length} of ${count} records came in ${timeoutMs} ms`)),
        timeoutMs,
      );
      this.waiting.push({
        count,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      });
    });
  }

  /** Resolves once nothing has come for this long: what is there is all there is. */
  async quiet(forMs = 1_500): Promise<void> {
    for (let before = -1; before !== this.records.length;) {
      before = this.records.length;
      await new Promise((resolve) => setTimeout(resolve, forMs));
    }
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
  }

  /** A header of each record, in order; empty text where it is absent. */
  header(name: string): string[] {
    return this.records.map(({ headers }) => headers?.[name]?.toString() ?? '');
  }

  private take(messages: readonly KafkaMessage[]): void {
    this.records.push(...messages);
    for (const waiter of this.waiting) if (this.records.length >= waiter.count) waiter.resolve();
  }
}

/** Sends the n-th to the last request of a system in order, each with its number as correlation id. */
export async function feed(rig: Rig, system: string, from: number, count: number, chunk = 500): Promise<void> {
  const producer = (await rig.client(system)).producer({ retry: { retries: 50, maxRetryTime: 1_000 } });
  await producer.connect();
  for (let start = from; start < from + count; start += chunk) {
    const messages = Array.from({ length: Math.min(chunk, from + count - start) }, (_, index) => {
      const { message } = coordinationRequest(start + index, system);
      return { ...message, headers: { ...message.headers, ce_correlationid: String(start + index) } };
    });
    await producer.send({ topic: `sluis.in.${system}`, acks: -1, messages });
  }
  await producer.disconnect();
}
