import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { parseCursor } from './cursor';
import { tellNews } from './news';
import { LedgerJournal } from './journal';

/** One cause of one denial: what somebody has to mend. Like causes are one case. */
export interface Cause {
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

/** A case as it stands after more denials were counted into it. */
export type CountedCase = Pick<Case, 'id' | 'status' | 'lastAt' | 'count' | 'system'>;

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

/** What cases are looked for by. Everything given must hold. */
export interface CaseFilter {
  readonly status?: string;
  readonly system?: string;
  readonly recipient?: string;
  readonly reason?: string;
  readonly assignee?: string;
  /** Of any of these; undefined: of every one. */
  readonly systems?: readonly string[];
  /** A text in a name of it or its fields, or one of these ids, which go by a name that has the text. */
  readonly search?: { readonly text: string; readonly ids: readonly string[] };
}

/** Cases as they are shown, of those that `inner` picks: the trend is worked out for a page, not for all. */
function selectFrom(inner: string): string {
  return `SELECT c.id, c.system, c.recipient, c.purpose, c.reason, c.fields, c.instrument, c.count, c.first_at AS "firstAt",
    c.last_at AS "lastAt", c.status, c.assignee, coalesce(t.last7, 0) AS last7, coalesce(t.before7, 0) AS before7
  FROM (${inner}) c LEFT JOIN LATERAL (
    SELECT sum(d.count) FILTER (WHERE d.day > current_date - 7) AS last7, sum(d.count) FILTER (WHERE d.day <= current_date - 7) AS before7
    FROM ledger_case_day d WHERE d.case_id = c.id AND d.day > current_date - 14
  ) t ON true`;
}

/** Denials, grouped by what one has to mend, and what compliance does about them. */
export class LedgerCases {
  constructor(private readonly source: DataSource) {}

  /**
   * Counts the causes of a batch into their cases, in the transaction that appends its entries. Answers the cases, and the
   * ids of each entry's.
   */
  static async count(
    entities: EntityManager,
    entries: readonly { readonly decidedAtMs: number; readonly causes: readonly Cause[] }[],
  ): Promise<{ readonly cases: readonly CountedCase[]; readonly ids: readonly (readonly string[])[] }> {
    const groups = new Map<string, Group>();
    const keys = entries.map(({ decidedAtMs, causes }) =>
      causes.map((cause) => {
        const key = keyOf(cause);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, { key, cause, times: [decidedAtMs] });
        else group.times.push(decidedAtMs);
        return key;
      }),
    );
    if (groups.size === 0) return { cases: [], ids: keys };
    const counted = await countGroups(entities, [...groups.values()]);
    return { cases: [...counted.values()], ids: keys.map((each) => each.map((key) => counted.get(key)!.id)) };
  }

  async list(
    { systems, search, ...equal }: CaseFilter,
    limit: number,
    after?: string,
  ): Promise<readonly (Case & { readonly cursor: string })[]> {
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where: string[] = [];
    for (const name of ['status', 'system', 'recipient', 'reason', 'assignee'] as const) {
      const wanted = equal[name];
      if (wanted !== undefined) where.push(`${name} = ${bind(wanted)}`);
    }
    if (systems !== undefined) where.push(`system = ANY(${bind(systems)})`);
    if (search !== undefined) {
      const ids = bind(search.ids);
      where.push(
        `(position(${bind(search.text.toLowerCase())} in words) > 0 OR system = ANY(${ids}) OR recipient = ANY(${ids}) OR purpose = ANY(${ids}))`,
      );
    }
    const [, ms, id] = /^(\d{1,15})-(\d{1,15})$/.exec(after ?? '') ?? [];
    if (ms !== undefined) {
      where.push(`(last_at, id) < (${bind(new Date(Number(ms)).toISOString())}::timestamptz, ${bind(id)}::bigint)`);
    }
    const page = `SELECT * FROM ledger_case ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY last_at DESC, id DESC LIMIT ${bind(limit)}`;
    const rows: CaseRow[] = await this.source.query(`${selectFrom(page)} ORDER BY c.last_at DESC, c.id DESC`, values);
    return rows.map((row) => ({ ...caseOf(row), cursor: `${row.lastAt.getTime()}-${row.id}` }));
  }

  async one(id: string): Promise<(Case & { readonly history: readonly CaseEvent[] }) | undefined> {
    const [row]: CaseRow[] = await this.source.query(selectFrom('SELECT * FROM ledger_case WHERE id = $1'), [id]);
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
      // What a note says stays with the case; the ledger tells that there is one.
      const said = {
        ...(status !== undefined && { status }),
        ...(assignee !== undefined && { assignee }),
        ...(note !== undefined && { note: true }),
      };
      await LedgerJournal.act(entities, { act: 'case.change', by, case: id, ...said }, now);
      const [[changed]]: [CountedCase[], number] = await entities.query(
        `UPDATE ledger_case SET status = $2, assignee = $3 WHERE id = $1
         RETURNING id, status, last_at AS "lastAt", count, system`,
        [id, status ?? row.status, assignee === undefined ? row.assignee : assignee],
      );
      const { lastAt, count, ...rest } = changed!;
      await tellNews(entities, [{ kind: 'case', ...rest, lastAt: lastAt.toISOString(), count: Number(count) }]);
      return true;
    });
  }

  /** The decisions of a case, oldest first: what to send again once it is resolved. */
  async decisionIds(
    id: string,
    limit: number,
    after?: string,
  ): Promise<readonly { readonly decisionId: string; readonly cursor: string }[]> {
    const cursor = parseCursor(after);
    const rows: { decided_at: Date; idx: string; decision_id: string }[] = await this.source.query(
      `SELECT d.decided_at, d.idx, e.decision_id
       FROM (SELECT decided_at, idx FROM ledger_case_entry
             WHERE case_id = $1 AND (decided_at, idx) > ($2::timestamptz, $3::bigint)
             ORDER BY decided_at, idx LIMIT $4) d
       JOIN ledger_entry e ON e.idx = d.idx ORDER BY d.decided_at, d.idx`,
      [id, cursor?.at ?? new Date(0).toISOString(), cursor?.index ?? -1, limit],
    );
    return rows.map((row) => ({ decisionId: row.decision_id, cursor: `${row.decided_at.getTime()}-${row.idx}` }));
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

interface Group {
  readonly key: string;
  readonly cause: Cause;
  readonly times: number[];
}

/** Cases by key. In the order of their keys, so that whoever locks them never waits crosswise. */
async function countGroups(
  entities: EntityManager,
  groups: readonly Group[],
): Promise<ReadonlyMap<string, CountedCase>> {
  const rows: (Omit<CountedCase, 'count'> & { readonly key: string; readonly count: string })[] = await entities.query(
    `INSERT INTO ledger_case AS c (key, system, recipient, purpose, reason, fields, instrument, count, first_at, last_at)
     SELECT key, system, recipient, purpose, reason, ARRAY(SELECT json_array_elements_text(fields)), instrument, count, first_at, last_at
     FROM json_to_recordset($1) AS g (key text, system text, recipient text, purpose text, reason text, fields json, instrument text,
       count bigint, first_at timestamptz, last_at timestamptz)
     ORDER BY key
     ON CONFLICT (key) DO UPDATE SET count = c.count + excluded.count, first_at = least(c.first_at, excluded.first_at),
       last_at = greatest(c.last_at, excluded.last_at)
     RETURNING id, key, status, last_at AS "lastAt", count, system`,
    [JSON.stringify(groups.map(summed))],
  );
  const cases = new Map(
    rows.map(({ key, status, count, ...row }): [string, CountedCase] => [
      key,
      { ...row, count: Number(count), status: status === 'resolved' ? 'open' : status },
    ]),
  );
  // Denied again after it was resolved: it was not.
  const again = rows.filter(({ status }) => status === 'resolved');
  if (again.length > 0) {
    await entities.query(
      `WITH opened AS (UPDATE ledger_case SET status = 'open' WHERE id = ANY($1::bigint[]) RETURNING id, last_at)
       INSERT INTO ledger_case_event (case_id, at, by_whom, kind, content)
       SELECT id, last_at, 'recorder', 'reopened', 'denied again' FROM opened ORDER BY id`,
      [again.map(({ id }) => id)],
    );
  }
  const days = groups.flatMap(({ key, times }) => times.map((ms) => `${cases.get(key)!.id} ${dayOf(ms)}`));
  const counts = new Map<string, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  const names = [...counts.keys()].map((name) => name.split(' '));
  await entities.query(
    `INSERT INTO ledger_case_day AS d (case_id, day, count)
     SELECT * FROM unnest($1::bigint[], $2::date[], $3::bigint[])
     ON CONFLICT (case_id, day) DO UPDATE SET count = d.count + excluded.count`,
    [names.map(([id]) => id), names.map(([, day]) => day), [...counts.values()]],
  );
  return cases;
}

function summed({ key, cause, times }: Group): object {
  const [first, last] = times.reduce(([low, high], ms) => [Math.min(low, ms), Math.max(high, ms)], [
    Number.POSITIVE_INFINITY,
    0,
  ] as [number, number]);
  return {
    ...cause,
    key,
    fields: [...cause.fields].sort(),
    count: times.length,
    first_at: new Date(first).toISOString(),
    last_at: new Date(last).toISOString(),
  };
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
