import { randomBytes } from 'node:crypto';
import { Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';

/** What control publishes with: acknowledged by all replicas, no record twice for a retry inside kafkajs. */
export function publishingProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    // Limited, so that a turn ends: what a failed send left behind is read from the topic before the next one.
    retry: { initialRetryTime: 50, multiplier: 2, factor: 0.2, maxRetryTime: 1_000, retries: 6 },
  });
}

/**
 * Sends records to the one partition of an internal topic, in order. Resolves when all replicas have them, with the places
 * they got, one for each send: a place that does not follow the last one shows that somebody else wrote there.
 */
export async function publish(producer: Producer, topic: string, messages: readonly Message[]): Promise<Placed[]> {
  const places: Placed[] = [];
  for (let start = 0; start < messages.length; start += messagesPerSend) {
    const slice = messages.slice(start, start + messagesPerSend);
    const batch = slice.map((message) => ({ ...message, partition: 0 }));
    const [sent] = await producer.send({ topic, acks: -1, messages: batch });
    if (sent?.baseOffset !== undefined) places.push({ offset: BigInt(sent.baseOffset), count: slice.length });
  }
  return places;
}

export interface Placed {
  /** Of the first record. */
  readonly offset: bigint;
  readonly count: number;
}

const messagesPerSend = 200;

export interface TopicRecord {
  readonly key: string;
  /** Null where the record takes away what the key had. */
  readonly value: string | null;
}

/**
 * Reads partition 0 of an internal topic from its beginning to its end as it is now. Only the holder of the publisher
 * lock writes it, so what is read is the whole truth. Resolves with the offset after the end; throws when the end is not
 * reached in time.
 */
export async function readToEnd(
  kafka: Kafka,
  topic: string,
  onRecord: (record: TopicRecord) => void,
  timeoutMs = 60_000,
): Promise<bigint> {
  const admin = kafka.admin();
  await admin.connect();
  const [partition] = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
  const end = BigInt(partition?.high ?? 0);
  if (partition === undefined || end <= BigInt(partition.low)) return end;
  const lastOffset = end - 1n;

  const consumer = kafka.consumer({
    groupId: `_control.${randomBytes(8).toString('hex')}`,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 200,
    readUncommitted: true,
    retry: { retries: 5 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      let emptyFetches = 0;
      timer = setTimeout(() => reject(new Error(`couldn't read \`${topic}\` to its end in time`)), timeoutMs);
      consumer.on(consumer.events.CRASH, () => reject(new Error(`reading \`${topic}\` failed`)));
      // After compaction the last offsets may be gone: two fetches that bring nothing mean the end as well.
      consumer.on(consumer.events.FETCH, () => void (++emptyFetches > emptyFetchesMax && resolve()));
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            emptyFetches = 0;
            for (const { key, value } of batch.messages) {
              if (key !== null) onRecord({ key: key.toString(), value: value?.toString() ?? null });
            }
            if (BigInt(batch.lastOffset()) >= lastOffset) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
  return end;
}

/** At 200 ms each: long enough that no batch is still on its way. */
const emptyFetchesMax = 25;
