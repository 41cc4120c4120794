import type { Entry } from './entry';

/** Offsets from `from` up to and not including `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Which positions of the ingress topics have an entry. Remembers spans rather than offsets: requests come in order, so a
 * million of them is one span a partition.
 */
export class Positions {
  private readonly partitions = new Map<string, { from: number; to: number }[]>();

  /** False where this position had an entry before. */
  add({ topic, partition, offset }: Entry['request']): boolean {
    const key = `${topic}/${partition}`;
    let spans = this.partitions.get(key);
    if (spans === undefined) this.partitions.set(key, (spans = []));
    let at = spans.length - 1;
    while (at >= 0 && spans[at]!.from > offset) at--;
    const before = spans[at];
    if (before !== undefined && offset < before.to) return false;
    const after = spans[at + 1];
    if (before?.to === offset) {
      before.to++;
      if (after?.from === before.to) {
        before.to = after.to;
        spans.splice(at + 1, 1);
      }
    } else if (after?.from === offset + 1) after.from = offset;
    else spans.splice(at + 1, 0, { from: offset, to: offset + 1 });
    return true;
  }

  /** `<topic>/<partition>` of all that have any. */
  names(): string[] {
    return [...this.partitions.keys()];
  }

  spans(topic: string, partition: number): readonly Span[] {
    return this.partitions.get(`${topic}/${partition}`) ?? [];
  }

  /** What has no entry within these bounds. */
  missing(topic: string, partition: number, { from, to }: Span): Span[] {
    const found: Span[] = [];
    let next = from;
    for (const span of this.spans(topic, partition)) {
      if (span.to <= next) continue;
      if (span.from >= to) break;
      if (span.from > next) found.push({ from: next, to: span.from });
      next = span.to;
    }
    if (next < to) found.push({ from: next, to });
    return found;
  }
}
