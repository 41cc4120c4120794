import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { openCheckpoint, type Checkpoint, type NoteVerifier } from '#ledger';
import { LedgerAltered } from './held-tree';

/**
 * The newest checkpoint that this recorder signed, kept outside PostgreSQL: whoever puts the whole database back, or writes
 * all of it anew with its checkpoint, is noticed by it. Written after the commit, so it is never ahead of the ledger.
 */
export class SignedFile {
  constructor(
    private readonly path: string,
    private readonly verifier: NoteVerifier,
    /** Told once where it can't be written: the recorder goes on without. */
    private readonly onFault: (code: string) => void = () => undefined,
  ) {}

  private failing = false;

  /** Undefined before the first. @throws LedgerAltered where the file holds something that our key did not sign. */
  newest(): Checkpoint | undefined {
    let note: string;
    try {
      note = readFileSync(this.path, 'utf8');
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new LedgerAltered(`couldn't read the newest checkpoint in \`${this.path}\``, { cause: fault });
    }
    const checkpoint = openCheckpoint(note, this.verifier);
    if (checkpoint !== undefined) return checkpoint;
    throw new LedgerAltered(`\`${this.path}\` holds no checkpoint that this key signed`);
  }

  keep(note: string): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      const fresh = `${this.path}.${process.pid}`;
      writeFileSync(fresh, note, { mode: 0o600 });
      renameSync(fresh, this.path);
      this.failing = false;
    } catch (fault) {
      if (!this.failing) this.onFault((fault as NodeJS.ErrnoException).code ?? 'unknown');
      this.failing = true;
    }
  }
}
