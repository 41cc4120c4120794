import type { DataSource } from 'typeorm';
import { advisoryLocks } from '../database';
import { LedgerJournal, type JournalNote } from './journal';
import { RecordedQuestions } from './recorded-questions';

export interface RetentionRule {
  readonly kind: string;
  /** Empty: every instrument without a rule of its own, and decisions by none. */
  readonly instrument: string;
  readonly days: number;
}

export interface Removed extends RetentionRule {
  readonly entries: number;
}

const batchRows = 5_000;

/** How long details are kept, and what takes them away after that. Entries themselves stay for good. */
export class LedgerRetention {
  constructor(private readonly source: DataSource) {}

  async rules(): Promise<readonly RetentionRule[]> {
    return this.source.query('SELECT kind, instrument, days FROM ledger_retention ORDER BY kind, instrument');
  }

  /** Sets a rule, or takes it away where `days` is undefined. */
  async set(kind: string, instrument: string, days: number | undefined, by: string, now: Date): Promise<void> {
    await this.source.transaction(async (entities) => {
      if (days === undefined) {
        await entities.query('DELETE FROM ledger_retention WHERE kind = $1 AND instrument = $2', [kind, instrument]);
      } else {
        await entities.query(
          `INSERT INTO ledger_retention (kind, instrument, days) VALUES ($1, $2, $3)
           ON CONFLICT (kind, instrument) DO UPDATE SET days = excluded.days`,
          [kind, instrument, days],
        );
      }
      const rule = { kind, instrument, days: days ?? null };
      await LedgerJournal.act(entities, { act: 'retention.set', by, rule }, now);
    });
  }

  /**
   * Removes the details that are older than their rule says; a decision by several instruments stays as long as the
   * longest of them. In small transactions, each with its own note.
   */
  async run(now: Date, note: (removed: Removed) => Omit<JournalNote, 'number'>): Promise<readonly Removed[]> {
    await new RecordedQuestions(this.source).forget(now);
    const removed: Removed[] = [];
    for (const rule of await this.rules()) {
      let entries = 0;
      for (let count = batchRows; count === batchRows; entries += count) count = await this.removeSome(rule, now, note);
      if (entries > 0) removed.push({ ...rule, entries });
    }
    return removed;
  }

  private async removeSome(
    rule: RetentionRule,
    now: Date,
    note: (removed: Removed) => Omit<JournalNote, 'number'>,
  ): Promise<number> {
    return this.source.transaction(async (entities) => {
      // One at a time: of two recorders the other sees what the first has left.
      await entities.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.ledgerRetention]);
      // Classes for which this rule is the longest of all that concern them.
      const classes: { id: number }[] = await entities.query(
        `SELECT c.id FROM ledger_class c
         CROSS JOIN LATERAL (
           SELECT coalesce(own.instrument, any_.instrument) AS instrument, coalesce(own.days, any_.days) AS days
           FROM unnest(CASE WHEN c.instruments = '{}' THEN ARRAY[''] ELSE c.instruments END) AS i
           LEFT JOIN ledger_retention own ON own.kind = c.kind AND own.instrument = i
           LEFT JOIN ledger_retention any_ ON any_.kind = c.kind AND any_.instrument = ''
           ORDER BY days DESC NULLS FIRST, 1 LIMIT 1) longest
         WHERE c.kind = $1 AND longest.instrument = $2 AND longest.days = $3`,
        [rule.kind, rule.instrument, rule.days],
      );
      const rows: { decided_at: Date; idx: string }[] = await entities.query(
        `SELECT n.decided_at, n.idx FROM unnest($1::integer[]) AS c CROSS JOIN LATERAL (
           SELECT decided_at, idx FROM ledger_detail WHERE class = c AND decided_at < $2 ORDER BY decided_at, idx LIMIT ${batchRows}) n
         LIMIT ${batchRows}`,
        [classes.map(({ id }) => id), new Date(now.getTime() - rule.days * 86_400_000).toISOString()],
      );
      if (rows.length === 0) return 0;
      const keys = [rows.map((row) => row.decided_at.toISOString()), rows.map((row) => row.idx)];
      let deleted = 0;
      for (const table of ['ledger_person', 'ledger_case_entry', 'ledger_detail']) {
        const [, count]: [unknown, number] = await entities.query(
          `DELETE FROM ${table} t USING unnest($1::timestamptz[], $2::bigint[]) AS e (decided_at, idx)
           WHERE t.decided_at = e.decided_at AND t.idx = e.idx`,
          keys,
        );
        deleted = count;
      }
      // The details, the last of the three: what was removed, not what was looked for.
      if (deleted > 0) await LedgerJournal.note(entities, note({ ...rule, entries: deleted }));
      return deleted;
    });
  }
}
