import { Kafka, logLevel, type KafkaConfig, type Message } from 'kafkajs';

/**
 * The baseline of `npm run bench`: a consume-produce-commit loop in kafkajs and nothing else. For each request it reads
 * it writes prepared records of the same number and sizes as the gateway's, in a transaction of as many requests, with
 * the same retry settings, listener and number of connections. Runs as a process of its own, as the gateway does.
 *
 * Settings come as one JSON argument; a line `ready` on standard output says that it consumes.
 */
export interface BareCopySettings {
  readonly kafka: KafkaConfig;
  readonly topic: string;
  readonly group: string;
  readonly batch: number;
  /** Per request: topic, value size and headers of each record. */
  readonly perRequest: readonly {
    readonly topic: string;
    readonly bytes: number;
    readonly headers: Readonly<Record<string, string>>;
  }[];
  /** Per transaction: bytes for each request in the one packed record. */
  readonly packed: { readonly topic: string; readonly bytesPerRequest: number };
}

/** The gateway's own: see `transactionRetry` in `libs/kafka`. */
const retry = { initialRetryTime: 3, multiplier: 1.3, factor: 0, maxRetryTime: 1_000, retries: 30 };

async function main(settings: BareCopySettings): Promise<void> {
  const kafka = new Kafka({ ...settings.kafka, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    transactionalId: `${settings.group}-${settings.topic}-0`,
    idempotent: true,
    maxInFlightRequests: 1,
    retry,
  });
  const consumer = kafka.consumer({ groupId: settings.group, maxBytesPerPartition: 1_200_000, maxWaitTimeInMs: 500 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: settings.topic, fromBeginning: true });
  const prepared = settings.perRequest.map(({ topic, bytes, headers }) => ({
    topic,
    value: 'x'.repeat(bytes),
    headers,
  }));
  const byTopic = [...new Set(prepared.map(({ topic }) => topic))];
  consumer.on(consumer.events.GROUP_JOIN, () => process.stdout.write('ready\n'));
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
      for (let start = 0; start < batch.messages.length; start += settings.batch) {
        const part = batch.messages.slice(start, start + settings.batch);
        const last = part.at(-1);
        if (last === undefined) return;
        const transaction = await producer.transaction();
        const topicMessages = byTopic.map((topic) => {
          const records = prepared.filter((record) => record.topic === topic);
          const messages: Message[] = [];
          for (const { key } of part) for (const { value, headers } of records) messages.push({ key, value, headers });
          return { topic, messages };
        });
        topicMessages.push({
          topic: settings.packed.topic,
          messages: [
            { key: last.offset, value: 'z'.repeat(settings.packed.bytesPerRequest * part.length), headers: {} },
          ],
        });
        await transaction.sendBatch({ acks: -1, topicMessages });
        const offset = String(BigInt(last.offset) + 1n);
        await transaction.sendOffsets({
          consumerGroupId: settings.group,
          topics: [{ topic: settings.topic, partitions: [{ partition: 0, offset }] }],
        });
        await transaction.commit();
        resolveOffset(last.offset);
        await heartbeat();
      }
    },
  });
}

const [argument] = process.argv.slice(2);
if (argument !== undefined) void main(JSON.parse(argument) as BareCopySettings);
