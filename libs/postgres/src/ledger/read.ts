import type { DataSource, EntityManager } from 'typeorm';
import type { KeptTile } from './append';

/** All that somebody needs to know before appending, of one moment. */
export interface LedgerEdge {
  readonly size: number;
  readonly verifierKey: string;
  readonly checkpoint: string;
  /** The last tile of each level where it is not full, level -1 first; one that was lost is not among them. */
  readonly tails: readonly KeptTile[];
  /** `<topic>/<partition>` of the decisions to the next offset to consume. */
  readonly consumed: ReadonlyMap<string, number>;
  /** `<topic>/<partition>` of requests. */
  readonly sources: ReadonlyMap<string, LedgerSource>;
}

export interface LedgerSource {
  readonly id: number;
  /** One past the highest offset that has an entry. */
  readonly next: number;
}

export interface Gap {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Where an entry stands under the newest checkpoint, and the tiles beside its way to the root. */
export interface LedgerPlace {
  readonly index: number;
  readonly size: number;
  readonly checkpoint: string;
  readonly entry: Buffer;
  readonly tiles: readonly Omit<KeptTile, 'width'>[];
}

const tileWidth = 256;

/** Reads the ledger in PostgreSQL: its edge for whoever appends, its tiles and checkpoint for whoever serves them. */
export class LedgerReader {
  constructor(private readonly source: DataSource) {}

  async edge(): Promise<LedgerEdge> {
    return this.source.transaction('REPEATABLE READ', async (entities) => {
      const [state]: { size: string; checkpoint: string; verifier_key: string }[] = await entities.query(
        'SELECT size, checkpoint, verifier_key FROM ledger_state',
      );
      if (state === undefined) throw new Error('the state of the ledger is gone: restore the database from a copy');
      const consumed: { topic: string; partition: number; next: string }[] = await entities.query(
        'SELECT topic, partition, next_offset AS next FROM ledger_consumed',
      );
      const sources: { id: number; topic: string; partition: number; next: string }[] = await entities.query(
        'SELECT id, topic, partition, next_offset AS next FROM ledger_source',
      );
      return {
        size: Number(state.size),
        checkpoint: state.checkpoint,
        verifierKey: state.verifier_key,
        tails: await tails(entities, Number(state.size)),
        consumed: new Map(consumed.map(({ topic, partition, next }) => [`${topic}/${partition}`, Number(next)])),
        sources: new Map(
          sources.map(({ id, topic, partition, next }) => [`${topic}/${partition}`, { id, next: Number(next) }]),
        ),
      };
    });
  }

  /**
   * Gives a place where requests stand its number, unless it has one. Every partition begins at 0, whatever is the first that we
   * hear of: what lies before that was passed over as much as what lies between.
   */
  async addSource(topic: string, partition: number): Promise<LedgerSource> {
    await this.source.query(
      'INSERT INTO ledger_source (topic, partition, next_offset) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING',
      [topic, partition],
    );
    const [row]: { id: number; next: string }[] = await this.source.query(
      'SELECT id, next_offset AS next FROM ledger_source WHERE topic = $1 AND partition = $2',
      [topic, partition],
    );
    return { id: row!.id, next: Number(row!.next) };
  }

  /** Which of these offsets have an entry. */
  async recorded(source: number, offsets: readonly number[]): Promise<ReadonlySet<number>> {
    const rows: { offset: string }[] = await this.source.query(
      'SELECT request_offset AS offset FROM ledger_entry WHERE source = $1 AND request_offset = ANY($2::bigint[])',
      [source, offsets],
    );
    return new Set(rows.map(({ offset }) => Number(offset)));
  }

  /** The newest signed checkpoint; empty before there is one. */
  async checkpoint(): Promise<{ readonly checkpoint: string; readonly size: number; readonly verifierKey: string }> {
    const [row]: { checkpoint: string; size: string; verifier_key: string }[] = await this.source.query(
      'SELECT checkpoint, size, verifier_key FROM ledger_state',
    );
    return { checkpoint: row?.checkpoint ?? '', size: Number(row?.size ?? 0), verifierKey: row?.verifier_key ?? '' };
  }

  /** One past the last note that control's journal was given: its notes are numbered without gaps from 0. */
  async journalEnd(): Promise<number> {
    const [row]: { next: string }[] = await this.source.query('SELECT next FROM ledger_journal_counter');
    return Number(row?.next ?? 0);
  }

  /** A tile as wide as it is now. Level -1 is a bundle of entries. */
  async tile(level: number, number: number): Promise<KeptTile | undefined> {
    const [row]: { width: number; data: Buffer }[] = await this.source.query(
      'SELECT width, data FROM ledger_tile WHERE level = $1 AND number = $2',
      [level, number],
    );
    return row && { level, number, width: row.width, data: row.data };
  }

  /**
   * All that a proof of a decision is made of, read at one moment in one question: its entry, and of each level the tile over the
   * entry and the one at the right edge. Undefined where no entry has it.
   */
  async around(decisionId: string): Promise<LedgerPlace | undefined> {
    const rows: {
      idx: string;
      size: string;
      checkpoint: string;
      level: number;
      number: string;
      data: Buffer | null;
    }[] = await this.source.query(
      `SELECT e.idx, s.size, s.checkpoint, t.level, t.number, t.data
       FROM (SELECT idx FROM ledger_entry WHERE decision_id = $1 LIMIT 1) e
       CROSS JOIN (SELECT size, checkpoint FROM ledger_state LIMIT 1) s CROSS JOIN LATERAL (
         -- Every limit tells the planner what it can't know of young tables: a few rows, for which it reads no whole table and compiles nothing.
         SELECT -1 AS level, bundle.number, ledger_entry_of(bundle.data, (e.idx & 255)::integer) AS data FROM (
           SELECT number, data FROM ledger_tile WHERE level = -1 AND number = e.idx >> 8 LIMIT 1
         ) bundle
         UNION ALL SELECT w.level, w.number, held.data FROM (
           SELECT l AS level, unnest(ARRAY[e.idx >> 8 * (l + 1), ((s.size >> 8 * l) - 1) >> 8]) AS number
           FROM generate_series(0, 6) l WHERE s.size >> 8 * l > 0
           GROUP BY 1, 2
         ) w CROSS JOIN LATERAL (
           SELECT data FROM ledger_tile WHERE level = w.level AND number = w.number LIMIT 1
         ) held
       ) t WHERE e.idx < s.size`,
      [decisionId],
    );
    const entry = rows.find(({ level }) => level === -1);
    if (entry === undefined || entry.data === null) return undefined;
    const tiles = rows.flatMap(({ level, number, data }) =>
      level === -1 || data === null ? [] : [{ level, number: Number(number), data }],
    );
    const { idx, size, checkpoint } = entry;
    return { index: Number(idx), size: Number(size), checkpoint, entry: entry.data, tiles };
  }

  /** Positions that were passed over and still have no entry. */
  async gaps(): Promise<readonly Gap[]> {
    const rows: { topic: string; partition: number; from: string; to: string }[] = await this.source.query(
      `SELECT topic, partition, from_offset AS from, to_offset AS to
       FROM ledger_gap JOIN ledger_source ON id = source ORDER BY topic, partition, from_offset LIMIT 1000`,
    );
    return rows.map(({ topic, partition, from, to }) => ({ topic, partition, from: Number(from), to: Number(to) }));
  }

  /** Names the ledger's key; one ledger has one. Answers the key that it has. */
  async adoptKey(verifierKey: string, emptyCheckpoint: string): Promise<string> {
    await this.source.query(
      `UPDATE ledger_state SET verifier_key = $1, checkpoint = $2 WHERE verifier_key = '' AND size = 0`,
      [verifierKey, emptyCheckpoint],
    );
    return (await this.checkpoint()).verifierKey;
  }
}

async function tails(entities: EntityManager, size: number): Promise<KeptTile[]> {
  const wanted: [number, number][] = [];
  if (size % tileWidth > 0) wanted.push([-1, Math.floor(size / tileWidth)]);
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    if (count % tileWidth > 0) wanted.push([level, Math.floor(count / tileWidth)]);
  }
  const rows: { level: number; number: string; width: number; data: Buffer }[] = await entities.query(
    `SELECT level, number, width, data FROM ledger_tile
     WHERE (level, number) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[])) ORDER BY level`,
    [wanted.map(([level]) => level), wanted.map(([, number]) => number)],
  );
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}
