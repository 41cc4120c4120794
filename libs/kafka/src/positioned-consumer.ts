import type { Batch, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { faultName } from './faults';
import { membership } from './membership';

/** Committed records of one partition, in order. */
export interface PositionedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly { readonly offset: number; readonly value: Buffer | null }[];
  /** Position that it was read from; undefined for the first batch where the caller kept none. */
  readonly from: number | undefined;
  /** What to keep as position once the batch is dealt with: past these records and the markers behind them. */
  readonly next: number;
  /** Keeps the membership while the batch takes long; throws where the group is rebalancing. */
  heartbeat(): Promise<void>;
  /** False once the consumer stops or the partition may have moved. */
  live(): boolean;
}

export interface PositionedOptions {
  readonly group: string;
  readonly topic: string;
  readonly sessionTimeoutMs: number;
  /** What one fetch brings of a partition, and so the size of a batch where there is much to read. */
  readonly partitionBytesMax?: number;
  /** Where to go on, as the caller keeps it; undefined: from the beginning. Asked each time that a partition is taken over. */
  position(partition: number): Promise<number | undefined>;
  onBatch(batch: PositionedBatch): Promise<void>;
  /** The topic begins after the position: what lay between is gone unread. */
  onLost(partition: number, position: number, low: number): void;
  onJoin(partitions: readonly number[]): void;
  /** The client gave up and will not come back by itself. */
  onCrash(fault: string): void;
}

/**
 * Reads a topic from positions that its caller keeps together with what it made of the records: the broker is never
 * told how far it came, so the two can't disagree.
 */
export class PositionedConsumer {
  private positions = new Map<number, { readonly position: number; readonly kept: boolean }>();

  private constructor(
    private readonly kafka: Kafka,
    private readonly consumer: Consumer,
    private readonly options: PositionedOptions,
  ) {}

  static async start(kafka: Kafka, options: PositionedOptions): Promise<PositionedConsumer> {
    const consumer = kafka.consumer(membership(options));
    const started = new PositionedConsumer(kafka, consumer, options);
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      // Whoever had the partition meanwhile may have gone on.
      started.positions = new Map();
      options.onJoin(payload.memberAssignment[options.topic] ?? []);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) options.onCrash(faultName(payload.error));
    });
    await consumer.connect();
    await consumer.subscribe({ topic: options.topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => started.take(payload),
    });
    return started;
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }

  /** Has a partition read again from the position that the caller keeps. */
  reread(partition: number): void {
    this.positions.delete(partition);
    // The beginning, or where that is gone the oldest there is: any batch does, to be led to the position by.
    this.consumer.seek({ topic: this.options.topic, partition, offset: '0' });
  }

  private async take(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, isRunning, isStale, resolveOffset } = payload;
    const { topic, partition } = batch;
    const from = this.positions.get(partition);
    // Wherever the client happens to read, it goes on from the position and nowhere else.
    if (from === undefined) return this.goTo(batch);
    const { position } = from;
    // An empty batch says nothing certain of how far it reaches: it may lie before records that are not committed yet.
    if (batch.messages.length === 0) return;
    const next = Number(batch.lastOffset()) + 1;
    if (next <= position) {
      this.consumer.seek({ topic, partition, offset: String(position) });
      return;
    }
    const records = batch.messages
      .map(({ offset, value }) => ({ offset: Number(offset), value }))
      .filter(({ offset }) => offset >= position);
    try {
      await this.options.onBatch({
        topic,
        partition,
        records,
        from: from.kept ? position : undefined,
        next,
        heartbeat,
        live: () => isRunning() && !isStale(),
      });
    } catch (fault) {
      this.positions.delete(partition);
      if (isRebalance(fault)) throw fault;
      // The client takes some faults of its own for a reason to stop for good, so none is passed on as it is.
      throw new Error(`a batch of \`${topic}\` was not dealt with: ${faultName(fault)}`, { cause: undefined });
    }
    this.positions.set(partition, { position: next, kept: true });
    resolveOffset(batch.lastOffset());
    await heartbeat();
  }

  private async goTo(batch: Batch): Promise<void> {
    const { topic, partition } = batch;
    const kept = await this.options.position(partition);
    const low = await this.lowOf(batch);
    if (kept !== undefined && kept < low) this.options.onLost(partition, kept, low);
    const position = Math.max(kept ?? 0, low);
    this.positions.set(partition, { position, kept: kept !== undefined });
    this.consumer.seek({ topic, partition, offset: String(position) });
  }

  private async lowOf({ topic, partition }: Batch): Promise<number> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const offsets = await admin.fetchTopicOffsets(topic);
      return Number(offsets.find((one) => one.partition === partition)?.low ?? 0);
    } finally {
      await admin.disconnect();
    }
  }
}

function isRebalance(fault: unknown): boolean {
  const type = (fault as { readonly type?: string } | null)?.type;
  return type === 'REBALANCE_IN_PROGRESS' || type === 'NOT_COORDINATOR_FOR_GROUP' || type === 'ILLEGAL_GENERATION';
}
