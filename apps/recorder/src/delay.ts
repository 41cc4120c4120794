/** How late the recorder is: the age of what it is writing, or wrote a moment ago. */
export class Delay {
  /** When the oldest decision of the batch at hand was taken; until it joined its group, since when it waits for that. */
  private since: number | undefined;
  private lastDelayMs = 0;
  private settledAtMs = Number.NEGATIVE_INFINITY;

  constructor(startedAtMs: number) {
    this.since = startedAtMs;
  }

  begin(oldestMs: number): void {
    this.since = oldestMs;
  }

  /** The batch is written, or there is none. */
  settle(nowMs: number): void {
    this.lastDelayMs = this.at(nowMs);
    this.settledAtMs = nowMs;
    this.since = undefined;
  }

  /** Milliseconds; a delay that was there a moment ago still counts, as the next batch may be on its way. */
  at(nowMs: number): number {
    if (this.since !== undefined) return Math.max(0, nowMs - this.since);
    return nowMs - this.settledAtMs < recentMs ? this.lastDelayMs : 0;
  }
}

const recentMs = 5_000;
