import { LedgerJournal } from '#postgres';
import type { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { readNote } from './decision-details';
import type { Recording } from './recording';

const everyMs = 300;
const notesMax = 500;

/** Makes entries of what control noted: who looked up a person, and why; what was erased, and on what ground. */
export class JournalRecording {
  private readonly journal: LedgerJournal;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private failing = false;

  constructor(
    source: DataSource,
    private readonly recording: Recording,
    private readonly log: Logger,
  ) {
    this.journal = new LedgerJournal(source);
  }

  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.drain();
    }, everyMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async drain(): Promise<void> {
    try {
      const notes = await this.journal.waiting(notesMax);
      if (notes.length > 0) {
        await this.recording.recordOwn(notes.map(readNote), (entities) =>
          LedgerJournal.take(
            entities,
            notes.map(({ number }) => number),
          ),
        );
      }
      this.failing = false;
    } catch {
      // PostgreSQL is away, or another recorder took them first: the next look tells.
      if (!this.failing) this.log.warn("couldn't make entries of control's journal; trying again");
      this.failing = true;
    }
    if (!this.stopped) this.start();
  }
}
