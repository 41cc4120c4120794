import { CommitRefused, unpackSeen, type Commit, type CommitPort, type SeenEntry } from '#exchange';
import { topics } from '#contract';
import { randomUUID } from 'node:crypto';
import {
  Partitioners,
  type Admin,
  type ICustomPartitioner,
  type Kafka,
  type Message,
  type Producer,
  type RetryOptions,
  type TopicMessages,
} from 'kafkajs';
import { isRefusal } from './faults';
import type { OwnedPartition } from './owned-partition';
import { readSeen } from './seen-reader';

/**
 * After a commit the broker answers the next transaction of the same id with CONCURRENT_TRANSACTIONS for some
 * milliseconds. kafkajs's default first wait of 300 ms would halve the rate; these waits are as short as the cause.
 */
export const transactionRetry: RetryOptions = {
  initialRetryTime: 3,
  multiplier: 1.3,
  factor: 0,
  maxRetryTime: 1_000,
  retries: 30,
};

const transactionTimeoutMs = 30_000;

/**
 * The one writer for one ingress partition: a producer whose transactional id is that of group, topic and partition.
 *
 * INVARIANT(fenced): between taking the producer id and reading the committed offset no other owner can commit, because
 * taking it fences every earlier one. So the position read after it is the position.
 */
export class PartitionOwner implements CommitPort {
  private constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    readonly owned: OwnedPartition,
    private producer: TrackedProducer,
    /** Offset of the next message to exchange, as this claim found and moved it. */
    private next: bigint,
    private readonly fence: string,
    /** Whether anything was remembered before our fence. */
    private readonly hasPast: boolean,
  ) {}

  /** Offset of the next message to exchange. */
  get position(): bigint {
    return this.next;
  }

  /** Fences earlier owners, marks the end of what they remembered, and reads how far they came. */
  static async claim(kafka: Kafka, admin: Admin, owned: OwnedPartition): Promise<PartitionOwner> {
    const producer = await connected(kafka, owned);
    try {
      const fence = randomUUID();
      const transaction = await producer.client.transaction();
      const [fenced] = await transaction.send({
        topic: topics.seen(owned.system),
        messages: [{ partition: owned.partition, key: fenceKey, value: fence }],
      });
      await transaction.commit();
      const hasPast = fenced?.baseOffset !== '0';
      return new PartitionOwner(kafka, admin, owned, producer, await committedOffset(admin, owned), fence, hasPast);
    } catch (error) {
      await producer.client.disconnect().catch(() => undefined);
      throw error;
    }
  }

  /** Ids this partition has answered, up to our own fence: everything earlier owners committed, and nothing later. */
  async seenEntries(onEntries: (entries: readonly SeenEntry[], atMs: number) => void): Promise<void> {
    if (!this.hasPast) return;
    await readSeen(this.kafka, this.owned, (key, value) => {
      if (key === fenceKey) return value === this.fence;
      const { atMs, entries } = unpackSeen(value);
      onEntries(entries, atMs);
      return false;
    });
  }

  async commit({ records, seen, nextOffset }: Commit): Promise<void> {
    const transaction = await this.producer.client.transaction();
    try {
      // The first record alone opens the transaction: only there does the broker ask for patience after the last commit.
      const [opening, ...rest] = this.topicMessages(records, seen, nextOffset);
      if (opening !== undefined) await transaction.send({ ...opening, acks: -1 });
      this.producer.choices = 0;
      await transaction.sendBatch({ acks: -1, topicMessages: rest });
      requireOnce(this.producer.choices, rest);
      await transaction.sendOffsets({
        consumerGroupId: this.owned.group,
        topics: [{ topic: this.owned.topic, partitions: [{ partition: this.owned.partition, offset: nextOffset }] }],
      });
    } catch (error) {
      await transaction.abort().catch(() => undefined);
      if (isRefusal(error)) throw new CommitRefused('the broker refused what was produced', { cause: error });
      throw error;
    }
    // The commit point. A fault here leaves open which side we are on; the partition is claimed anew to find out.
    await transaction.commit();
    this.next = BigInt(nextOffset);
  }

  async recover(): Promise<void> {
    await this.producer.client.disconnect().catch(() => undefined);
    this.producer = await connected(this.kafka, this.owned);
    const transaction = await this.producer.client.transaction();
    await transaction.abort();
    const position = await committedOffset(this.admin, this.owned);
    // Neither further nor back: only then is what this claim remembers all there is to remember.
    if (position !== this.next) throw new Error('another owner went on with this partition');
  }

  async recall(offsets: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const wanted = new Set(offsets);
    const answers = new Map<number, string>();
    await readSeen(this.kafka, this.owned, (key, value) => {
      if (key === fenceKey) return false;
      for (const { offset, answer } of unpackSeen(value).entries) if (wanted.has(offset)) answers.set(offset, answer);
      return answers.size === wanted.size;
    });
    return answers;
  }

  async release(): Promise<void> {
    await this.producer.client.disconnect().catch(() => undefined);
  }

  /** By topic; first one of a single partition, to open the transaction with: the seen ids, or the decisions. */
  private topicMessages(records: Commit['records'], seen: string | undefined, nextOffset: string): TopicMessages[] {
    const byTopic = new Map<string, Message[]>();
    if (seen !== undefined) {
      byTopic.set(topics.seen(this.owned.system), [{ partition: this.owned.partition, key: nextOffset, value: seen }]);
    } else if (records.some(({ topic }) => topic === topics.decisions)) byTopic.set(topics.decisions, []);
    for (const { topic, partition, key, value, headers } of records) {
      let messages = byTopic.get(topic);
      if (messages === undefined) byTopic.set(topic, (messages = []));
      messages.push({ key, value, headers, ...(partition !== undefined && { partition }) });
    }
    return [...byTopic].map(([topic, messages]) => ({ topic, messages }));
  }
}

const fenceKey = '@fence';

/** A producer, and how often it chose a partition since somebody last looked: once a record, and again at every retry. */
interface TrackedProducer {
  readonly client: Producer;
  choices: number;
}

async function connected(kafka: Kafka, owned: OwnedPartition): Promise<TrackedProducer> {
  const client = kafka.producer({
    transactionalId: `${owned.group}-${owned.topic}-${owned.partition}`,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionTimeout: transactionTimeoutMs,
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
    retry: transactionRetry,
    createPartitioner: () => counted(() => tracked.choices++),
  });
  const tracked: TrackedProducer = { client, choices: 0 };
  await client.connect();
  return tracked;
}

/** Most topics have one partition: only where there are more is the key hashed, as every Kafka client does it. */
function counted(chosen: () => void): ReturnType<ICustomPartitioner> {
  const hashed = Partitioners.DefaultPartitioner();
  return (choice) => {
    chosen();
    return choice.partitionMetadata.length === 1 ? 0 : hashed(choice);
  };
}

/**
 * INVARIANT(whole-batch): kafkajs writes to several brokers at once. Where one of them fails it tries all again that have
 * not answered yet, while what it sent them is still under way, and so writes records a second time in the same transaction;
 * where a leader moved meanwhile it may leave some out. It reports success either way. So a send that was tried more than
 * once is not committed: the producer is given up, its successor fences what is still under way, and the batch begins anew.
 */
export function requireOnce(choices: number, sent: readonly TopicMessages[]): void {
  const records = sent.reduce((count, { messages }) => count + messages.length, 0);
  if (choices !== records) throw new Error('the client tried to write the batch more than once');
}

/** How far the group has committed this partition; 0 where it never did, which starts at the oldest message there is. */
async function committedOffset(admin: Admin, { group, topic, partition }: OwnedPartition): Promise<bigint> {
  const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  const offset = found?.partitions.find((one) => one.partition === partition)?.offset ?? '-1';
  return BigInt(offset) < 0n ? 0n : BigInt(offset);
}
