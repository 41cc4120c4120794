import type { DataSource } from 'typeorm';
import type { LedgerDetails } from './details';

/** What the database says of one entry, to be held against it. */
export interface KeptDetails {
  readonly index: number;
  readonly decisionId: string;
  /** Undefined: none are kept. */
  readonly parts: LedgerDetails['parts'] | undefined;
}

interface DetailRow {
  readonly idx: string;
  readonly decision_id: string;
  readonly body: string | null;
  readonly body_salt: Buffer | null;
  readonly evidence: string | null;
  readonly evidence_salt: Buffer | null;
  readonly evidence_commitment: Buffer | null;
}

interface PersonRow {
  readonly idx: string;
  readonly token: string | null;
  readonly salt: Buffer | null;
  readonly commitment: Buffer | null;
}

/** Reads all details there are, in the order of their entries, for whoever holds them against the ledger. */
export class LedgerAudit {
  constructor(private readonly source: DataSource) {}

  /** Of the entries from `from` on, so many; fewer where the ledger ends. One that the database lost has no row. */
  async details(from: number, limit: number): Promise<readonly KeptDetails[]> {
    return this.source.transaction('REPEATABLE READ', async (entities) => {
      const rows: DetailRow[] = await entities.query(
        `SELECT e.idx, e.decision_id, d.body, d.body_salt, d.evidence, d.evidence_salt, d.evidence_commitment
         FROM ledger_entry e LEFT JOIN ledger_detail d ON d.decided_at = e.decided_at AND d.idx = e.idx
         WHERE e.idx >= $1 AND e.idx < $1::bigint + $2::bigint ORDER BY e.idx`,
        [from, limit],
      );
      const people: PersonRow[] = await entities.query(
        `SELECT p.idx, p.token, p.salt, p.commitment
         FROM ledger_entry e JOIN ledger_person p ON p.decided_at = e.decided_at AND p.idx = e.idx
         WHERE e.idx >= $1 AND e.idx < $1::bigint + $2::bigint ORDER BY p.idx, p.position`,
        [from, limit],
      );
      const persons = new Map<string, LedgerDetails['parts'][number][]>();
      for (const { idx, token, salt, commitment } of people) {
        const part = token === null ? { erased: commitment! } : { salt: salt!, content: token };
        const known = persons.get(idx);
        if (known === undefined) persons.set(idx, [part]);
        else known.push(part);
      }
      return rows.map((row) => ({
        index: Number(row.idx),
        decisionId: row.decision_id,
        parts: row.body === null ? undefined : [...ownParts(row), ...(persons.get(row.idx) ?? [])],
      }));
    });
  }

  /** Details that are no entry's: somebody put them there, or moved them in time. */
  async strays(limit: number): Promise<readonly number[]> {
    const rows: { idx: string }[] = await this.source.query(
      `SELECT d.idx FROM ledger_detail d
       WHERE NOT EXISTS (SELECT FROM ledger_entry e WHERE e.idx = d.idx AND e.decided_at = d.decided_at) ORDER BY d.idx LIMIT $1`,
      [limit],
    );
    return rows.map(({ idx }) => Number(idx));
  }

  /** How many entries lost their details to retention, by its own notes. */
  async removed(): Promise<number> {
    const notes: { body: string }[] = await this.source.query(
      `SELECT d.body FROM ledger_class c JOIN ledger_detail d ON d.class = c.id WHERE c.kind = 'retention'
       UNION ALL SELECT body FROM ledger_journal WHERE kind = 'retention'`,
    );
    return notes.reduce((sum, { body }) => sum + entriesIn(body), 0);
  }
}

function ownParts(row: DetailRow): LedgerDetails['parts'] {
  return [
    { salt: row.body_salt!, content: row.body! },
    row.evidence === null ? { erased: row.evidence_commitment! } : { salt: row.evidence_salt!, content: row.evidence },
  ];
}

/** None where somebody altered the note: that is found where its own details are looked at. */
function entriesIn(body: string): number {
  try {
    const { removed } = JSON.parse(body) as { removed?: { entries?: number } };
    return Number.isSafeInteger(removed?.entries) ? removed!.entries! : 0;
  } catch {
    return 0;
  }
}
