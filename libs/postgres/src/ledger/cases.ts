import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';

/** One cause of one denial: what somebody has to mend. Like causes are one case. */
export interface Cause {
  readonly index: number;
  readonly decidedAtMs: number;
  readonly system: string;
  readonly recipient: string | undefined;
  readonly purpose: string | undefined;
  readonly reason: string;
  /** The fields that the reason names, in the register's order. */
  readonly fields: readonly string[];
  readonly instrument: string | undefined;
}

export const caseStatuses = ['open', 'in-review', 'resolved', 'accepted'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export interface Case {
  readonly id: string;
  readonly system: string;
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly reason: string;
  readonly fields: readonly string[];
  readonly instrument: string | null;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly status: CaseStatus;
  readonly assignee: string | null;
  /** Denials of the last seven days and of the seven before. */
  readonly trend: { readonly last7Days: number; readonly before7Days: number };
}

export interface CaseEvent {
  readonly at: Date;
  readonly by: string;
  readonly kind: 'status' | 'assignee' | 'note' | 'reopened';
  readonly content: string;
}

export interface CaseChange {
  readonly by: string;
  readonly status?: CaseStatus;
  /** Null: nobody. */
  readonly assignee?: string | null;
  readonly note?: string;
}

const select = `SELECT c.id, c.system, c.recipient, c.purpose, c.reason, c.fields, c.instrument, c.count, c.first_at AS "firstAt",
    c.last_at AS "lastAt", c.status, c.assignee,
    coalesce((SELECT sum(d.count) FROM ledger_case_day d WHERE d.case_id = c.id AND d.day > current_date - 7), 0) AS last7,
    coalesce((SELECT sum(d.count) FROM ledger_case_day d WHERE d.case_id = c.id AND d.day > current_date - 14 AND d.day <= current_date - 7), 0) AS before7
  FROM ledger_case c`;

/** Denials, grouped by what one has to mend, and what compliance does about them. */
export class LedgerCases {
  constructor(private readonly source: DataSource) {}

  /** Counts the causes of a batch into their cases, in the transaction that appends its entries. */
  static async count(entities: EntityManager, causes: readonly Cause[]): Promise<void> {
    if (causes.length === 0) return;
    const groups = new Map<string, Cause[]>();
    for (const cause of causes) {
      const key = keyOf(cause);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [cause]);
      else group.push(cause);
    }
    // In the order of their keys: two recorders must not wait for each other.
    for (const key of [...groups.keys()].sort()) await countGroup(entities, key, groups.get(key)!);
  }

  async list(
    filter: {
      readonly status?: string;
      readonly system?: string;
      readonly recipient?: string;
      readonly assignee?: string;
    },
    limit: number,
    after?: string,
  ): Promise<readonly (Case & { readonly cursor: string })[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where: string[] = [];
    for (const name of ['status', 'system', 'recipient', 'assignee'] as const) {
      const wanted = filter[name];
      if (wanted !== undefined) where.push(`c.${name} = ${bind(wanted)}`);
    }
    const [, ms, id] = /^(\d{1,15})-(\d{1,15})$/.exec(after ?? '') ?? [];
    if (ms !== undefined) {
      where.push(`(c.last_at, c.id) < (${bind(new Date(Number(ms)).toISOString())}::timestamptz, ${bind(id)}::bigint)`);
    }
    const rows: CaseRow[] = await this.source.query(
      `${select} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY c.last_at DESC, c.id DESC LIMIT ${bind(limit)}`,
      values,
    );
    return rows.map((row) => ({ ...caseOf(row), cursor: `${row.lastAt.getTime()}-${row.id}` }));
  }

  async one(id: string): Promise<(Case & { readonly history: readonly CaseEvent[] }) | undefined> {
    const [row]: CaseRow[] = await this.source.query(`${select} WHERE c.id = $1`, [id]);
    if (row === undefined) return undefined;
    const history: CaseEvent[] = await this.source.query(
      'SELECT at, by_whom AS by, kind, content FROM ledger_case_event WHERE case_id = $1 ORDER BY id',
      [id],
    );
    return { ...caseOf(row), history };
  }

  /** Changes status or assignee, or adds a note; each becomes a line of its history. False where there is no such case. */
  async change(id: string, { by, status, assignee, note }: CaseChange, now: Date): Promise<boolean> {
    return this.source.transaction(async (entities) => {
      const [row]: { status: string; assignee: string | null }[] = await entities.query(
        'SELECT status, assignee FROM ledger_case WHERE id = $1 FOR UPDATE',
        [id],
      );
      if (row === undefined) return false;
      const event = (kind: CaseEvent['kind'], content: string): Promise<unknown> =>
        entities.query(
          'INSERT INTO ledger_case_event (case_id, at, by_whom, kind, content) VALUES ($1, $2, $3, $4, $5)',
          [id, now.toISOString(), by, kind, content],
        );
      if (status !== undefined && status !== row.status) await event('status', status);
      if (assignee !== undefined && assignee !== row.assignee) await event('assignee', assignee ?? '');
      if (note !== undefined) await event('note', note);
      await entities.query('UPDATE ledger_case SET status = $2, assignee = $3 WHERE id = $1', [
        id,
        status ?? row.status,
        assignee === undefined ? row.assignee : assignee,
      ]);
      return true;
    });
  }

  /** The decisions of a case, oldest first: what to send again once it is resolved. */
  async decisionIds(
    id: string,
    limit: number,
    after?: number,
  ): Promise<readonly { index: number; decisionId: string }[]> {
    const rows: { idx: string; decision_id: string }[] = await this.source.query(
      `SELECT e.idx, e.decision_id FROM ledger_mark m JOIN ledger_entry e ON e.idx = m.idx
       WHERE m.word = $1 AND e.idx > $2 ORDER BY e.idx LIMIT $3`,
      [`c:${id}`, after ?? -1, limit],
    );
    return rows.map((row) => ({ index: Number(row.idx), decisionId: row.decision_id }));
  }
}

interface CaseRow extends Omit<Case, 'count' | 'trend'> {
  readonly count: string;
  readonly last7: string;
  readonly before7: string;
}

function caseOf({ count, last7, before7, ...row }: CaseRow): Case {
  return { ...row, count: Number(count), trend: { last7Days: Number(last7), before7Days: Number(before7) } };
}

function keyOf({ system, recipient, purpose, reason, fields, instrument }: Cause): string {
  const parts = [system, recipient ?? null, purpose ?? null, reason, [...fields].sort(), instrument ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function countGroup(entities: EntityManager, key: string, causes: readonly Cause[]): Promise<void> {
  const [first] = causes;
  const times = causes.map(({ decidedAtMs }) => decidedAtMs);
  const [firstAt, lastAt] = [Math.min(...times), Math.max(...times)].map((ms) => new Date(ms).toISOString());
  const [row]: { id: string; status: string }[] = await entities.query(
    `INSERT INTO ledger_case AS c (key, system, recipient, purpose, reason, fields, instrument, count, first_at, last_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (key) DO UPDATE SET count = c.count + excluded.count, first_at = least(c.first_at, excluded.first_at),
       last_at = greatest(c.last_at, excluded.last_at)
     RETURNING id, status`,
    [
      key,
      first!.system,
      first!.recipient ?? null,
      first!.purpose ?? null,
      first!.reason,
      [...first!.fields].sort(),
      first!.instrument ?? null,
      causes.length,
      firstAt,
      lastAt,
    ],
  );
  const { id, status } = row!;
  // Denied again after it was resolved: it was not.
  if (status === 'resolved') {
    await entities.query(`UPDATE ledger_case SET status = 'open' WHERE id = $1`, [id]);
    await entities.query(
      `INSERT INTO ledger_case_event (case_id, at, by_whom, kind, content) VALUES ($1, $2, 'recorder', 'reopened', 'denied again')`,
      [id, lastAt],
    );
  }
  await entities.query(
    `INSERT INTO ledger_case_day AS d (case_id, day, count)
     SELECT $1, day, count(*) FROM unnest($2::date[]) AS day GROUP BY day
     ON CONFLICT (case_id, day) DO UPDATE SET count = d.count + excluded.count`,
    [id, times.map((ms) => new Date(ms).toISOString().slice(0, 10))],
  );
  await entities.query(
    `INSERT INTO ledger_mark (word, decided_at, idx)
     SELECT $1, * FROM unnest($2::timestamptz[], $3::bigint[]) ON CONFLICT DO NOTHING`,
    [`c:${id}`, times.map((ms) => new Date(ms).toISOString()), causes.map(({ index }) => index)],
  );
}
