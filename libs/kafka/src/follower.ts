import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, Kafka } from 'kafkajs';

/** A record of a compacted topic. */
export interface FollowedRecord {
  readonly key: string;
  readonly value: Buffer | null;
  readonly offset: string;
}

export interface FollowOptions {
  readonly topic: string;
  /** Group ids are `<prefix>.<random>`: every follower reads everything, and commits nothing. */
  readonly groupPrefix: string;
  /** Called for every record, in order, from the beginning; again from the beginning after a crash of the client. */
  onRecord(record: FollowedRecord): void;
  /** Called after each batch of records. */
  onBatch?(): void;
  /** Told when the client failed and is started anew; the message names no content. */
  onRestart?(reason: string): void;
}

const topicPollMs = 500;
const restartDelayMs = 1_000;

/**
 * Follows one compacted topic from its beginning for as long as the process lives. Waits for the topic to exist, and
 * starts anew where kafkajs gives up (`CRASH`), since a follower that stands still looks like one with nothing to read.
 */
export class TopicFollower {
  /** Resolves once everything that was in the topic at the start has been handed over. */
  readonly caughtUp: Promise<void>;
  private resolveCaughtUp: () => void = () => undefined;
  private consumer: Consumer | undefined;
  private stopped = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: FollowOptions,
  ) {
    this.caughtUp = new Promise((resolve) => (this.resolveCaughtUp = resolve));
  }

  /** Starts in the background. */
  start(): void {
    void this.keepFollowing();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.consumer?.disconnect().catch(() => undefined);
  }

  private async keepFollowing(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.follow();
        return;
      } catch (error) {
        this.options.onRestart?.(error instanceof Error ? error.message : 'unknown fault');
        await new Promise((resolve) => setTimeout(resolve, restartDelayMs));
      }
    }
  }

  private async follow(): Promise<void> {
    const { topic, groupPrefix } = this.options;
    const ends = await this.endOffsets();
    if (ends.size === 0) this.resolveCaughtUp();
    const consumer = this.kafka.consumer({
      groupId: `${groupPrefix}.${randomUUID()}`,
      maxWaitTimeInMs: 1_000,
      sessionTimeout: 30_000,
    });
    this.consumer = consumer;
    const crashed = new Promise<never>((_, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) reject(new Error(`the client stopped reading \`${topic}\`: ${payload.error.name}`));
      });
    });
    crashed.catch(() => undefined);
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
        for (const message of batch.messages) {
          this.options.onRecord({
            key: message.key?.toString() ?? '',
            value: message.value,
            offset: message.offset,
          });
          resolveOffset(message.offset);
        }
        this.options.onBatch?.();
        const end = ends.get(batch.partition);
        if (end !== undefined && BigInt(batch.lastOffset()) + 1n >= end) {
          ends.delete(batch.partition);
          if (ends.size === 0) this.resolveCaughtUp();
        }
        await heartbeat();
      },
    });
    try {
      await crashed;
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }

  /** End of each partition that holds anything now, once the topic exists. */
  private async endOffsets(): Promise<Map<number, bigint>> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      await this.topicExists(admin);
      const offsets = await admin.fetchTopicOffsets(this.options.topic);
      return new Map(
        offsets
          .filter(({ low, high }) => BigInt(high) > BigInt(low))
          .map(({ partition, high }) => [partition, BigInt(high)]),
      );
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }

  private async topicExists(admin: Admin): Promise<void> {
    while (!this.stopped) {
      if ((await admin.listTopics()).includes(this.options.topic)) return;
      await new Promise((resolve) => setTimeout(resolve, topicPollMs));
    }
    throw new Error('stopped while waiting for the topic');
  }
}
