import type { DataSource, EntityManager } from 'typeorm';

/** Requests of some days that all asked the same, so that one answer is the answer to all of them. */
export interface AskedQuestion {
  readonly count: number;
  /** Index of the newest of their entries. */
  readonly newest: number;
}

export interface AskedQuestions {
  /** Those asked most, first. */
  readonly questions: readonly AskedQuestion[];
  /** Requests of all questions, also of those that are not among `questions`. */
  readonly requests: number;
  /** Questions of entries before this one were not counted. */
  readonly countedFrom: number;
  /** How many of those are decisions; no more than a million are looked for. */
  readonly uncounted: number;
}

/** A decision by which a question is known. */
export interface SampleDecision {
  readonly index: number;
  /** The decision record but its persons and hashes, as JSON. */
  readonly body: string;
}

interface Asked {
  readonly decidedAtMs: number;
  readonly question: string | undefined;
}

const dayMs = 86_400_000;
/** What "last month" can ask for, and a day more. */
const keptDays = 32;

/**
 * What was asked on each day, and how often. A question goes by a digest and holds no person; who asked it when is not kept here,
 * only the newest entry, whose details may be gone.
 */
export class RecordedQuestions {
  constructor(private readonly source: DataSource) {}

  /** Counts the questions of entries, the first of which has that index, in the transaction that appends them. */
  static async count(entities: EntityManager, first: number, entries: readonly Asked[]): Promise<void> {
    const counts = new Map<number, Map<string, { count: number; newest: number }>>();
    for (const [at, { decidedAtMs, question }] of entries.entries()) {
      if (question === undefined) continue;
      const day = Math.floor(decidedAtMs / dayMs);
      let ofDay = counts.get(day);
      if (ofDay === undefined) counts.set(day, (ofDay = new Map<string, { count: number; newest: number }>()));
      const known = ofDay.get(question);
      if (known === undefined) ofDay.set(question, { count: 1, newest: first + at });
      else {
        known.count++;
        known.newest = first + at;
      }
    }
    for (const [day, ofDay] of counts) {
      const asked = [...ofDay.values()];
      await entities.query(
        `INSERT INTO ledger_question AS q (day, question, count, newest)
         SELECT $1::date, decode(question, 'hex'), count, newest
         FROM unnest($2::text[], $3::integer[], $4::bigint[]) AS n (question, count, newest)
         ON CONFLICT (day, question) DO UPDATE SET count = q.count + excluded.count, newest = excluded.newest`,
        [isoDay(day), [...ofDay.keys()], asked.map(({ count }) => count), asked.map(({ newest }) => newest)],
      );
    }
  }

  /** What was asked since the day (UTC) of `from`, of at most `max` questions. */
  async since(from: Date, max: number): Promise<AskedQuestions> {
    const rows: { newest: string; count: string; requests: string }[] = await this.source.query(
      `SELECT max(newest) AS newest, sum(count) AS count, sum(sum(count)) OVER () AS requests
       FROM ledger_question WHERE day >= $1 GROUP BY question ORDER BY 2 DESC, 1 DESC LIMIT $2`,
      [isoDay(Math.floor(from.getTime() / dayMs)), max],
    );
    const [state]: { from: string }[] = await this.source.query(
      'SELECT coalesce(questions_from, size) AS from FROM ledger_state',
    );
    const countedFrom = Number(state?.from ?? 0);
    return {
      questions: rows.map(({ count, newest }) => ({ count: Number(count), newest: Number(newest) })),
      requests: Number(rows[0]?.requests ?? 0),
      countedFrom,
      uncounted: countedFrom === 0 ? 0 : await this.uncounted(from, countedFrom),
    };
  }

  private async uncounted(from: Date, countedFrom: number): Promise<number> {
    const [row]: { decisions: string }[] = await this.source.query(
      `SELECT count(*) AS decisions FROM (
         SELECT FROM ledger_class c JOIN ledger_detail d ON d.class = c.id
         WHERE c.kind = 'decision' AND d.decided_at >= $1 AND d.idx < $2 LIMIT 1000000) d`,
      [from.toISOString(), countedFrom],
    );
    return Number(row?.decisions ?? 0);
  }

  /** The decisions of these entries, as far as their details are kept. */
  async samples(indexes: readonly number[]): Promise<readonly SampleDecision[]> {
    // One by one, by index: a few among millions, whatever the planner thinks of their number.
    const rows: { idx: string; body: string }[] = await this.source.query(
      `SELECT n.idx, f.body FROM unnest($1::bigint[]) AS n (idx) CROSS JOIN LATERAL (
         SELECT d.body FROM ledger_entry e JOIN ledger_detail d ON d.decided_at = e.decided_at AND d.idx = e.idx
         WHERE e.idx = n.idx LIMIT 1) f`,
      [indexes],
    );
    return rows.map(({ idx, body }) => ({ index: Number(idx), body }));
  }

  /** Removes what is older than anybody asks for. */
  async forget(now: Date): Promise<void> {
    await this.source.query('DELETE FROM ledger_question WHERE day < $1', [
      isoDay(Math.floor(now.getTime() / dayMs) - keptDays),
    ]);
  }
}

function isoDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
