import type { IngressMessage } from '#contract';
import type { Committed } from '#exchange';
import type { IngressBatch } from '#kafka';
import type { BatchSpan, Telemetry } from '#telemetry';
import type { TopicPartition } from './claims';

const seenPollMs = 5_000;

interface Place {
  /** Records that wait behind what is committed. */
  lag: number;
  /** Broker time of the oldest record that is fetched and not committed. */
  oldestMs: number | undefined;
  /** Bytes of values that are fetched and not committed. */
  bytes: number;
}

/** Numbers of the ingress path: what waits, how long, how large batches are, what was decided. No names, no values. */
export class IngressMeter {
  /** Whether this instance is in its consumer group. */
  isJoined = false;
  private readonly places = new Map<string, Place>();
  private seen = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly telemetry: Telemetry) {
    const { metrics } = telemetry;
    metrics.ingressLag.observe(() => [...this.places.values()].reduce((sum, { lag }) => sum + lag, 0));
    metrics.oldestUnreadSeconds.observe(() => this.oldestUnreadMs(Date.now()) / 1_000);
    metrics.seenIds.observe(() => this.seen);
    metrics.inFlightBytes.observe(() => [...this.places.values()].reduce((sum, { bytes }) => sum + bytes, 0));
  }

  oldestUnreadMs(nowMs: number): number {
    let oldest = nowMs;
    for (const { oldestMs } of this.places.values()) if (oldestMs !== undefined) oldest = Math.min(oldest, oldestMs);
    return nowMs - oldest;
  }

  joined(isJoined: boolean): void {
    this.isJoined = isJoined;
  }

  assigned(assignment: readonly TopicPartition[]): void {
    const kept = new Set(assignment.map(nameOf));
    for (const name of this.places.keys()) if (!kept.has(name)) this.places.delete(name);
  }

  fetched(batch: IngressBatch, todo: readonly IngressMessage[]): void {
    const last = batch.messages.at(-1);
    const behind = last === undefined ? 0 : Number(BigInt(batch.highWatermark) - BigInt(last.offset)) - 1;
    this.places.set(nameOf(batch), {
      lag: behind + batch.messages.length,
      oldestMs: todo[0] === undefined ? undefined : Number(todo[0].timestamp),
      bytes: bytesOf(todo),
    });
  }

  committed(batch: IngressBatch, committed: Committed, span: BatchSpan): void {
    const { metrics, tracing } = this.telemetry;
    const { outcomes } = committed.outcome;
    metrics.batchRecords.record(outcomes.length);
    metrics.transactionSeconds.record(committed.commitMs / 1_000);
    for (const { effect, codes } of outcomes) metrics.decisions.add(1, { effect, reason: codes[0] ?? 'none' });
    const place = this.places.get(nameOf(batch));
    if (place !== undefined) {
      place.lag = Math.max(0, place.lag - outcomes.length);
      place.bytes -= bytesOf(committed.messages);
      const last = Number(committed.lastOffset);
      const next = batch.messages.find(({ offset }) => Number(offset) > last);
      place.oldestMs = next === undefined ? undefined : Number(next.timestamp);
    }
    if (tracing.on) this.spans(committed, span);
  }

  failed(batch: IngressBatch): void {
    const place = this.places.get(nameOf(batch));
    if (place === undefined) return;
    place.bytes = 0;
    place.oldestMs ??= Number(batch.messages[0]?.timestamp);
  }

  traced<T>(records: number, work: (span: BatchSpan) => Promise<T>): Promise<T> {
    return this.telemetry.tracing.batch(records, work);
  }

  watchSeen(count: (nowMs: number) => Promise<number>): void {
    this.timer = setInterval(() => void count(Date.now()).then((seen) => (this.seen = seen)), seenPollMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private spans({ outcome, messages, judgeMs, commitMs }: Committed, span: BatchSpan): void {
    const endMs = Date.now();
    const startMs = endMs - judgeMs - commitMs;
    for (const [index, { effect, codes }] of outcome.outcomes.entries()) {
      const traceparent = messages[index]?.headers['ce_traceparent'];
      span.exchange({
        traceparent: Array.isArray(traceparent) ? undefined : traceparent?.toString(),
        startMs,
        endMs,
        effect,
        reason: codes[0],
      });
    }
  }
}

function bytesOf(messages: readonly IngressMessage[]): number {
  return messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
