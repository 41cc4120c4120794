import { createHash } from 'node:crypto';

interface Numbered {
  /** Key and separator, so that these sort as the lines do. */
  readonly start: string;
  number: number;
}

const linesPerUpdate = 1_024;

/**
 * The number of the last message under each key, live or withdrawn, and the digest over them that control's heartbeat
 * holds too: SHA-256 over the sorted lines `key:number`. It is made anew only after a change, and sorts only what is new:
 * requests wait meanwhile.
 */
export class NumberedKeys {
  private readonly byKey = new Map<string, Numbered>();
  private sorted: readonly Numbered[] = [];
  private fresh: Numbered[] = [];
  private known: string | undefined;

  has(key: string): boolean {
    return this.byKey.has(key);
  }

  get(key: string): number | undefined {
    return this.byKey.get(key)?.number;
  }

  set(key: string, number: number): void {
    this.known = undefined;
    const numbered = this.byKey.get(key);
    if (numbered !== undefined) {
      numbered.number = number;
      return;
    }
    const made = { start: `${key}:`, number };
    this.byKey.set(key, made);
    this.fresh.push(made);
  }

  digest(): string {
    return (this.known ??= this.madeAnew());
  }

  private madeAnew(): string {
    if (this.fresh.length > 0) this.sorted = merged(this.sorted, this.fresh.sort(byStart));
    this.fresh = [];
    const hash = createHash('sha256');
    let lines = '';
    for (let at = 0; at < this.sorted.length; at++) {
      const { start, number } = this.sorted[at]!;
      lines += at === 0 ? start + number : `\n${start}${number}`;
      if (at % linesPerUpdate !== 0) continue;
      hash.update(lines);
      lines = '';
    }
    return hash.update(lines).digest('hex');
  }
}

function byStart(one: Numbered, other: Numbered): number {
  return one.start < other.start ? -1 : 1;
}

function merged(one: readonly Numbered[], other: readonly Numbered[]): readonly Numbered[] {
  const all: Numbered[] = [];
  let at = 0;
  for (const numbered of other) {
    while (at < one.length && byStart(one[at]!, numbered) < 0) all.push(one[at++]!);
    all.push(numbered);
  }
  while (at < one.length) all.push(one[at++]!);
  return all;
}
