import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';

/** What control did with persons' details, and what officers changed (`act`). It becomes an entry of the ledger, as decisions do. */
export interface JournalNote {
  readonly number: number;
  readonly id: string;
  readonly kind: 'access' | 'act' | 'erasure' | 'retention';
  readonly atMs: number;
  /** JSON text. Names nobody the note is about. */
  readonly body: string;
  /** Tokens of whom it is about. */
  readonly persons: readonly string[];
}

/**
 * Control's journal: numbered without gaps, in the order of commits, so that its entries are as complete as those of a
 * topic. A note waits here until the recorder has made it an entry, in the transaction that takes it away.
 */
export class LedgerJournal {
  constructor(private readonly source: DataSource) {}

  /** Notes something together with what it notes: both are committed, or neither. */
  static async note(entities: EntityManager, note: Omit<JournalNote, 'number'>): Promise<void> {
    const [[row]]: [{ number: string }[]] = await entities.query(
      'UPDATE ledger_journal_counter SET next = next + 1 RETURNING next - 1 AS number',
    );
    await entities.query(
      'INSERT INTO ledger_journal (number, id, kind, at, body, persons) VALUES ($1, $2, $3, $4, $5, $6)',
      [row!.number, note.id, note.kind, new Date(note.atMs).toISOString(), note.body, note.persons],
    );
  }

  /** Notes what an officer did, in the transaction in which it is done: which act, by whom, on what. Never a value of a person. */
  static async act(
    entities: EntityManager,
    body: { readonly act: string; readonly by: string } & Readonly<Record<string, unknown>>,
    now: Date,
  ): Promise<void> {
    const note = { id: randomUUID(), kind: 'act', atMs: now.getTime(), persons: [] } as const;
    await LedgerJournal.note(entities, { ...note, body: JSON.stringify(body) });
  }

  /** What waits, in order. */
  async waiting(limit: number): Promise<readonly JournalNote[]> {
    const rows: { number: string; id: string; kind: JournalNote['kind']; at: Date; body: string; persons: string[] }[] =
      await this.source.query(
        'SELECT number, id, kind, at, body, persons FROM ledger_journal ORDER BY number LIMIT $1',
        [limit],
      );
    return rows.map(({ number, at, ...row }) => ({ ...row, number: Number(number), atMs: at.getTime() }));
  }

  /** Takes notes away; in the transaction that makes entries of them. */
  static async take(entities: EntityManager, numbers: readonly number[]): Promise<void> {
    await entities.query('DELETE FROM ledger_journal WHERE number = ANY($1::bigint[])', [numbers]);
  }
}
