import type { DataSource, EntityManager } from 'typeorm';

/** Decisions of one interval. */
export interface Interval {
  readonly from: Date;
  readonly permits: number;
  readonly denials: number;
}

export interface CasesWaiting {
  readonly open: number;
  readonly inReview: number;
  readonly oldestOpenAt: Date | null;
}

export interface RecorderStanding {
  /** `behind`: what it writes is late; `silent`: it has not been heard for a while. */
  readonly state: 'current' | 'behind' | 'silent';
  readonly entries: number;
  readonly lastEntryAt: Date | null;
  readonly checkpointAt: Date | null;
}

/** An appended decision, as far as numbers about it go. */
export interface Counted {
  readonly decidedAtMs: number;
  readonly system: string | undefined;
  readonly effect: string;
}

const hourMs = 3_600_000;
const silentAfterMs = 15_000;
const behindAfterMs = 10_000;

/** The numbers on the first page. `systems` narrows them to what these asked; undefined: everything. */
export class LedgerOverview {
  constructor(private readonly source: DataSource) {}

  /** Counts decisions into their hours, in the transaction that appends them. */
  static async count(entities: EntityManager, decisions: readonly Counted[]): Promise<void> {
    if (decisions.length === 0) return;
    const counts = new Map<string, { hour: number; system: string; effect: string; count: number }>();
    for (const { decidedAtMs, system = '', effect } of decisions) {
      const hour = Math.floor(decidedAtMs / hourMs) * hourMs;
      const key = `${hour} ${effect} ${system}`;
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { hour, system, effect, count: 1 });
      else known.count++;
    }
    // In the order of their keys: two recorders must not wait for each other.
    const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    await entities.query(
      `INSERT INTO ledger_hour AS h (hour, system, effect, count)
       SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::bigint[])
       ON CONFLICT (hour, system, effect) DO UPDATE SET count = h.count + excluded.count`,
      [
        rows.map(({ hour }) => new Date(hour).toISOString()),
        rows.map(({ system }) => system),
        rows.map(({ effect }) => effect),
        rows.map(({ count }) => count),
      ],
    );
  }

  /** The recorder is there, and what it writes now was decided so long ago. */
  async beat(delayMs: number): Promise<void> {
    await this.source.query(
      `INSERT INTO recorder_beat (at, delay_ms) VALUES (now(), $1)
       ON CONFLICT (single) DO UPDATE SET at = excluded.at, delay_ms = excluded.delay_ms`,
      [Math.round(delayMs)],
    );
  }

  /**
   * The last `count` hours, or Brussels calendar days, the one of `now` last; those without a decision too. In order of time.
   * A day of the change to summer time has 23 hours, one of the change back 25.
   */
  async series(
    now: Date,
    unit: 'hour' | 'day',
    count: number,
    systems?: readonly string[],
  ): Promise<readonly Interval[]> {
    // Hours are told apart by UTC: Brussels has one of them twice a year.
    const zone = unit === 'day' ? 'Europe/Brussels' : 'UTC';
    const rows: { from: Date; permits: string | null; denials: string | null }[] = await this.source.query(
      `WITH step AS (
         SELECT d AT TIME ZONE $3 AS "from", (d + $4::interval) AT TIME ZONE $3 AS until
         FROM generate_series(
           date_trunc($5, $1::timestamptz AT TIME ZONE $3) - $4::interval * ($2::integer - 1),
           date_trunc($5, $1::timestamptz AT TIME ZONE $3), $4::interval) AS d)
       SELECT s."from", sum(h.count) FILTER (WHERE h.effect = 'permit') AS permits,
         sum(h.count) FILTER (WHERE h.effect = 'deny') AS denials
       FROM step s LEFT JOIN ledger_hour h ON h.hour >= s."from" AND h.hour < s.until AND ($6::text[] IS NULL OR h.system = ANY($6))
       GROUP BY 1 ORDER BY 1`,
      [now.toISOString(), count, zone, `1 ${unit}`, unit, systems ?? null],
    );
    return rows.map(({ from, permits, denials }) => ({
      from,
      permits: Number(permits ?? 0),
      denials: Number(denials ?? 0),
    }));
  }

  async casesWaiting(systems?: readonly string[]): Promise<CasesWaiting> {
    const rows: { status: string; count: string; oldest: Date }[] = await this.source.query(
      `SELECT status, count(*) AS count, min(first_at) AS oldest FROM ledger_case
       WHERE status IN ('open', 'in-review') AND ($1::text[] IS NULL OR system = ANY($1)) GROUP BY status`,
      [systems ?? null],
    );
    const of = (status: string) => rows.find((row) => row.status === status);
    return {
      open: Number(of('open')?.count ?? 0),
      inReview: Number(of('in-review')?.count ?? 0),
      oldestOpenAt: of('open')?.oldest ?? null,
    };
  }

  async recorder(now: Date): Promise<RecorderStanding> {
    const [row]: { size: string; moved: Date | null; last: Date | null; beat: Date | null; delay: string | null }[] =
      await this.source.query(
        `SELECT s.size, s.moved_at AS moved, e.decided_at AS last, b.at AS beat, b.delay_ms AS delay
         FROM ledger_state s LEFT JOIN ledger_entry e ON e.idx = s.size - 1 LEFT JOIN recorder_beat b ON true`,
      );
    const isSilent = row?.beat === undefined || row.beat === null || now.getTime() - row.beat.getTime() > silentAfterMs;
    return {
      state: isSilent ? 'silent' : Number(row.delay) > behindAfterMs ? 'behind' : 'current',
      entries: Number(row?.size ?? 0),
      lastEntryAt: row?.last ?? null,
      checkpointAt: row?.moved ?? null,
    };
  }
}
