import { randomUUID } from 'node:crypto';
import { LedgerRetention } from '#postgres';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/** Removes details that were kept long enough, on a schedule, and says what it removed: in the log and as an entry. */
export class RetentionJob {
  private readonly log = new Logger('retention');
  private readonly retention: LedgerRetention;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    source: DataSource,
    private readonly intervalMs: number,
  ) {
    this.retention = new LedgerRetention(source);
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    const now = new Date();
    try {
      const removed = await this.retention.run(now, ({ kind, instrument, days, entries }) => ({
        id: randomUUID(),
        kind: 'retention',
        atMs: now.getTime(),
        body: JSON.stringify({ removed: { kind, instrument, days, entries } }),
        persons: [],
      }));
      for (const { kind, instrument, days, entries } of removed) {
        this.log.log({ message: 'removed details that were kept long enough', kind, instrument, days, entries });
      }
    } catch (fault) {
      const { code = 'unknown' } = fault as { code?: string };
      this.log.warn(`couldn't look for details that were kept long enough (${code})`);
    }
    if (!this.stopped) this.timer = setTimeout(() => this.start(), this.intervalMs);
  }
}
