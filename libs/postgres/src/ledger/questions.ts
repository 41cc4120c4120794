import type { DataSource } from 'typeorm';
import type { LedgerDetails } from './details';

/** What decisions are looked for by. Everything given must hold. */
export interface DecisionFilter {
  readonly system?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly instrument?: string;
  readonly reason?: string;
  readonly effect?: string;
  readonly caseId?: string;
  /** `decision`, `access`, `erasure`, `retention`. */
  readonly kind?: string;
  readonly from?: Date;
  readonly to?: Date;
}

export interface FoundDecision {
  readonly index: number;
  readonly decidedAt: Date;
  readonly kind: string;
  /** The decision record but its persons and hashes, as it was recorded. */
  readonly body: Record<string, unknown>;
  /** Gives the page after this row. */
  readonly cursor: string;
}

/** What an instrument was used for: one row for each recipient and purpose. */
export interface PermittedByInstrument {
  readonly recipient: string;
  readonly purpose: string;
  readonly system: string;
  readonly decisions: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

const wordOf = { instrument: 'i', reason: 'r', caseId: 'c' } as const;

/** Answers questions from the details of entries. Newest first, a page at a time by key, so that page 1,000 costs what page 1 does. */
export class LedgerQuestions {
  constructor(private readonly source: DataSource) {}

  async decisions(filter: DecisionFilter, limit: number, after?: string): Promise<readonly FoundDecision[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where: string[] = [];
    const joins: string[] = [];
    for (const [name, prefix] of Object.entries(wordOf) as [keyof typeof wordOf, string][]) {
      const word = filter[name];
      if (word === undefined) continue;
      joins.push(
        `JOIN ledger_mark ${name} ON ${name}.decided_at = d.decided_at AND ${name}.idx = d.idx AND ${name}.word = ${bind(`${prefix}:${word}`)}`,
      );
    }
    for (const name of ['system', 'recipient', 'purpose', 'effect', 'kind'] as const) {
      const wanted = filter[name];
      if (wanted !== undefined) where.push(`d.${name} = ${bind(wanted)}`);
    }
    if (filter.from !== undefined) where.push(`d.decided_at >= ${bind(filter.from.toISOString())}`);
    if (filter.to !== undefined) where.push(`d.decided_at < ${bind(filter.to.toISOString())}`);
    const cursor = parseCursor(after);
    if (cursor !== undefined)
      where.push(`(d.decided_at, d.idx) < (${bind(cursor.at)}::timestamptz, ${bind(cursor.index)}::bigint)`);
    return this.rows(
      `SELECT d.idx, d.decided_at, d.kind, d.body FROM ledger_detail d ${joins.join(' ')}
       ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
       ORDER BY d.decided_at DESC, d.idx DESC LIMIT ${bind(limit)}`,
      values,
    );
  }

  /** Everything about a person, under any of these tokens: decisions, and who looked them up. */
  async about(tokens: readonly string[], limit: number, after?: string): Promise<readonly FoundDecision[]> {
    const cursor = parseCursor(after);
    return this.rows(
      `SELECT d.idx, d.decided_at, d.kind, d.body
       FROM (SELECT DISTINCT decided_at, idx FROM ledger_person
             WHERE token = ANY($1) AND ($2::timestamptz IS NULL OR (decided_at, idx) < ($2::timestamptz, $3::bigint))
             ORDER BY decided_at DESC, idx DESC LIMIT $4) p
       JOIN ledger_detail d ON d.decided_at = p.decided_at AND d.idx = p.idx
       ORDER BY d.decided_at DESC, d.idx DESC`,
      [tokens, cursor?.at ?? null, cursor?.index ?? null, limit],
    );
  }

  /**
   * These tokens, and those of every other number of the person, former and later, under every token key it was recorded
   * under. An alias that was withdrawn was wrong: it would show one person what is another's.
   */
  async withAliases(tokens: readonly string[]): Promise<readonly string[]> {
    const rows: { token: string }[] = await this.source.query(
      `WITH RECURSIVE known (token) AS (
         SELECT unnest($1::text[])
         UNION
         SELECT other FROM known k
         JOIN tied t ON k.token = ANY(t.tokens)
         CROSS JOIN LATERAL unnest(t.tokens) other
       ), tied (tokens) AS (
         SELECT coalesce(tokens, ARRAY[token]) || coalesce(was_tokens, ARRAY[was]) FROM fact
         WHERE kind = 'alias' AND withdrawn_at IS NULL
       ) SELECT token FROM known`,
      [tokens],
    );
    return rows.map(({ token }) => token);
  }

  /** How many facts about this person are recorded: they protect the person, and end by being withdrawn. */
  async factsAbout(tokens: readonly string[]): Promise<number> {
    const [row]: { count: string }[] = await this.source.query(
      'SELECT count(*) FROM fact WHERE coalesce(tokens, ARRAY[token]) && $1',
      [tokens],
    );
    return Number(row?.count ?? 0);
  }

  /** What one instrument permitted, summed. */
  async permittedBy(instrument: string, from: Date, to: Date): Promise<readonly PermittedByInstrument[]> {
    const rows: (Omit<PermittedByInstrument, 'decisions'> & { decisions: string })[] = await this.source.query(
      `SELECT d.recipient, d.purpose, d.system, count(*) AS decisions, min(d.decided_at) AS "firstAt", max(d.decided_at) AS "lastAt"
       FROM ledger_mark m JOIN ledger_detail d ON d.decided_at = m.decided_at AND d.idx = m.idx
       WHERE m.word = $1 AND m.decided_at >= $2 AND m.decided_at < $3 AND d.effect = 'permit'
       GROUP BY d.recipient, d.purpose, d.system ORDER BY d.recipient, d.purpose, d.system`,
      [`i:${instrument}`, from.toISOString(), to.toISOString()],
    );
    return rows.map((row) => ({ ...row, decisions: Number(row.decisions) }));
  }

  /** The details of one entry, erased parts as their commitments; undefined where there is none, or retention took it. */
  async details(decisionId: string): Promise<LedgerDetails | undefined> {
    const [row]: {
      idx: string;
      kind: string;
      decided_at: Date;
      body: string;
      body_salt: Buffer;
      evidence: string | null;
      evidence_salt: Buffer | null;
      evidence_commitment: Buffer | null;
    }[] = await this.source.query(
      `SELECT d.* FROM ledger_entry e JOIN ledger_detail d ON d.decided_at = e.decided_at AND d.idx = e.idx
       WHERE e.decision_id = $1`,
      [decisionId],
    );
    if (row === undefined) return undefined;
    const persons: { token: string | null; salt: Buffer | null; commitment: Buffer | null }[] = await this.source.query(
      'SELECT token, salt, commitment FROM ledger_person WHERE decided_at = $1 AND idx = $2 ORDER BY position',
      [row.decided_at, row.idx],
    );
    return {
      index: Number(row.idx),
      kind: row.kind,
      decidedAt: row.decided_at,
      parts: [
        { salt: row.body_salt, content: row.body },
        row.evidence === null
          ? { erased: row.evidence_commitment! }
          : { salt: row.evidence_salt!, content: row.evidence },
        ...persons.map(({ token, salt, commitment }) =>
          token === null ? { erased: commitment! } : { salt: salt!, content: token },
        ),
      ],
    };
  }

  private async rows(sql: string, values: unknown[]): Promise<readonly FoundDecision[]> {
    const rows: { idx: string; decided_at: Date; kind: string; body: string }[] = await this.source.query(sql, values);
    return rows.map(({ idx, decided_at: decidedAt, kind, body }) => ({
      index: Number(idx),
      decidedAt,
      kind,
      body: JSON.parse(body) as Record<string, unknown>,
      cursor: `${decidedAt.getTime()}-${idx}`,
    }));
  }
}

/** Times are kept to the millisecond, so a cursor in milliseconds is exact. */
function parseCursor(text: string | undefined): { at: string; index: string } | undefined {
  const [, ms, index] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? '') ?? [];
  return ms === undefined ? undefined : { at: new Date(Number(ms)).toISOString(), index: index! };
}
