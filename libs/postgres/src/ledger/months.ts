import type { DataSource } from 'typeorm';
import { advisoryLocks } from '../database';

/** The tables whose rows can be erased, each cut by month so that old ones stay out of the way of new ones. */
const monthly = ['ledger_detail', 'ledger_person', 'ledger_case_entry'];

/** What was erased is swept out of the pages within minutes; by its own rule PostgreSQL would wait for a fifth of the table. */
const sweptSoon = 'WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)';

/** Makes the monthly parts of the ledger's tables when the first entry of a month comes. */
export class LedgerMonths {
  private readonly made = new Set<string>();

  constructor(private readonly source: DataSource) {}

  /** Makes what these moments (ms since 1970) need. */
  async make(momentsMs: readonly number[]): Promise<void> {
    const months = new Set<string>();
    let last = Number.NaN;
    for (const momentMs of momentsMs) {
      // Same hour, same month: most of a batch costs one division.
      const hour = Math.floor(momentMs / 3_600_000);
      if (hour === last) continue;
      last = hour;
      const month = new Date(momentMs).toISOString().slice(0, 7);
      if (!this.made.has(month)) months.add(month);
    }
    for (const month of months) {
      await this.makeMonth(month);
      this.made.add(month);
    }
  }

  private async makeMonth(month: string): Promise<void> {
    const from = `${month}-01`;
    const next = new Date(`${from}T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    const to = next.toISOString().slice(0, 10);
    await this.source.transaction(async (entities) => {
      await entities.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.ledgerMonths]);
      for (const table of monthly) {
        await entities.query(
          `CREATE TABLE IF NOT EXISTS ${table}_${month.replace('-', '_')} PARTITION OF ${table}
           FOR VALUES FROM ('${from} 00:00:00+00') TO ('${to} 00:00:00+00')
           ${sweptSoon}`,
        );
      }
    });
  }
}
