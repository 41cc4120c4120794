import { createHash } from 'node:crypto';

/**
 * The number of the last message under each key, live or withdrawn, and the digest over them that control's heartbeat
 * holds too: SHA-256 over the sorted lines `key:number`. It is made anew only after a change, and sorts only what is new.
 */
export class NumberedKeys {
  private readonly numbers = new Map<string, number>();
  /** Every key with the separator, so that these sort as the lines do. */
  private readonly starts: string[] = [];
  private isSorted = true;
  private known: string | undefined;

  has(key: string): boolean {
    return this.numbers.has(key);
  }

  get(key: string): number | undefined {
    return this.numbers.get(key);
  }

  set(key: string, number: number): void {
    if (!this.numbers.has(key)) {
      this.starts.push(`${key}:`);
      this.isSorted = false;
    }
    this.numbers.set(key, number);
    this.known = undefined;
  }

  digest(): string {
    return (this.known ??= this.madeAnew());
  }

  private madeAnew(): string {
    // Nearly sorted already: the engine's merge sort needs little more than one look at each.
    if (!this.isSorted) this.starts.sort();
    this.isSorted = true;
    const lines = this.starts.map((start) => start + this.numbers.get(start.slice(0, -1)));
    return createHash('sha256').update(lines.join('\n')).digest('hex');
  }
}
