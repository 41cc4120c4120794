import type { IngressMessage } from '#contract';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { faultName } from './faults';
import { membership } from './membership';

export interface IngressBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IngressMessage[];
  readonly highWatermark: string;
  /** Keeps the membership; throws where the group is rebalancing. */
  heartbeat(): Promise<void>;
  /** False once the consumer stops or the partition may have moved. */
  live(): boolean;
  /** Leaves the partition alone until what it returns is called; what was not resolved is then fetched again. */
  pause(): () => void;
  /** Marks messages as consumed for this member; the committed offset travels in the transaction. */
  resolve(offset: string): void;
}

export interface IngressOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Partitions worked on at once. */
  readonly concurrency: number;
  /** After this silence the group takes this member's partitions away. */
  readonly sessionTimeoutMs: number;
  onAssigned(assignment: readonly { readonly topic: string; readonly partition: number }[]): void;
  onBatch(batch: IngressBatch): Promise<void>;
  /** The client gave up and will not come back by itself. */
  onCrash(fault: string): void;
}

/**
 * The member of the gateway's consumer group. Offsets are never committed here. Every fault of a batch is thrown as a
 * plain error, since kafkajs takes some of its own for a reason to stop for good; only a rebalance passes unchanged.
 */
export class IngressConsumer {
  private constructor(private readonly consumer: Consumer) {}

  static async start(kafka: Kafka, options: IngressOptions): Promise<IngressConsumer> {
    const consumer = kafka.consumer({ ...membership(options), maxBytes: 16 * 1_024 * 1_024 });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      options.onAssigned(
        Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
          partitions.map((partition) => ({ topic, partition })),
        ),
      );
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) options.onCrash(faultName(payload.error));
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.concurrency,
      eachBatch: async (payload) => {
        try {
          await options.onBatch(ingressBatch(payload));
        } catch (error) {
          if (isRebalance(error)) throw error;
          throw new Error(`a batch of \`${payload.batch.topic}\` was not committed: ${faultName(error)}`);
        }
      },
    });
    return new IngressConsumer(consumer);
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }
}

function ingressBatch({ batch, heartbeat, isRunning, isStale, pause, resolveOffset }: EachBatchPayload): IngressBatch {
  const { topic, partition } = batch;
  return {
    topic,
    partition,
    highWatermark: batch.highWatermark,
    messages: batch.messages.map(({ offset, key, value, headers, timestamp }) => ({
      topic,
      partition,
      offset,
      key,
      value,
      headers: headers ?? {},
      timestamp,
    })),
    heartbeat,
    live: () => isRunning() && !isStale(),
    pause,
    resolve: resolveOffset,
  };
}

function isRebalance(error: unknown): boolean {
  const type = (error as { readonly type?: string } | null)?.type;
  return type === 'REBALANCE_IN_PROGRESS' || type === 'NOT_COORDINATOR_FOR_GROUP' || type === 'ILLEGAL_GENERATION';
}
