import type { Kafka } from 'kafkajs';
import type { Positions, Span } from '#ledger';
import { recordsIn, type IngressPartition } from './broker';

/** One ingress partition held against the ledger. */
export interface PartitionCompleteness {
  readonly topic: string;
  readonly partition: number;
  /** Requests that were decided and whose offsets the broker still has. */
  readonly requests: number;
  /** Requests that wait for a decision. */
  readonly waiting: number;
  /** Decided requests without an entry. */
  readonly missing: readonly Span[];
  /** Offsets before the first entry that retention removed from the broker: whether requests were there nobody can tell. */
  readonly forgotten: readonly Span[];
  /** Offsets that no reader sees: markers of transactions, aborted records. */
  readonly markers: number;
  /** Entries for offsets that the broker never gave out. */
  readonly invented: readonly Span[];
}

/**
 * Holds the ledger against the broker: every decided request has its entry (that none has two, `positions` showed
 * already), and no entry is about a request that never was.
 */
export async function completeness(
  positions: Positions,
  partitions: readonly IngressPartition[],
  kafka: Kafka,
): Promise<PartitionCompleteness[]> {
  const found: PartitionCompleteness[] = [];
  for (const { topic, partition, low, high, decided } of partitions) {
    // What the broker has forgotten since can't be counted, but a hole before what is recorded is a hole.
    const first = positions.spans(topic, partition)[0]?.from ?? low;
    const all = positions.missing(topic, partition, { from: Math.min(first, low), to: decided });
    const lost = all.flatMap(({ from, to }) => (from < low ? [{ from, to: Math.min(to, low) }] : []));
    const checkable = all.flatMap(({ from, to }) => (to > low ? [{ from: Math.max(from, low), to }] : []));
    const records = checkable.length === 0 ? new Set<number>() : await recordsIn(kafka, topic, partition, checkable);
    const gaps = checkable.flatMap((span) => spansOf(span, records));
    const missed = gaps.reduce((sum, { from, to }) => sum + to - from, 0);
    const unseen = checkable.reduce((sum, { from, to }) => sum + to - from, 0) - missed;
    found.push({
      topic,
      partition,
      requests: Math.max(0, decided - low) - unseen,
      waiting: Math.max(0, high - Math.max(decided, low)),
      missing: [...lost, ...gaps],
      forgotten: Math.min(first, low) > 0 ? [{ from: 0, to: Math.min(first, low) }] : [],
      markers: unseen,
      invented: beyond(positions.spans(topic, partition), high),
    });
  }
  return found;
}

/**
 * Control's own journal, which is numbered without gaps from 0. It has no topic, so control tells how far it goes: `noted` before
 * the ledger was fetched, and `now` after.
 */
export function journalCompleteness(
  positions: Positions,
  { noted, now }: { readonly noted: number; readonly now: number },
): { readonly missing: readonly Span[]; readonly invented: readonly Span[] } {
  const end = positions.spans('control', 0).at(-1)?.to ?? 0;
  return {
    missing: positions.missing('control', 0, { from: 0, to: Math.max(noted, end) }),
    invented: beyond(positions.spans('control', 0), now),
  };
}

function beyond(spans: readonly Span[], end: number): Span[] {
  return spans.flatMap(({ from, to }) => (to > end ? [{ from: Math.max(from, end), to }] : []));
}

/** The offsets of a span that hold a record, neighbours together. */
function spansOf({ from, to }: Span, records: ReadonlySet<number>): Span[] {
  const found: { from: number; to: number }[] = [];
  for (let offset = from; offset < to; offset++) {
    if (!records.has(offset)) continue;
    const last = found.at(-1);
    if (last?.to === offset) last.to++;
    else found.push({ from: offset, to: offset + 1 });
  }
  return found;
}
