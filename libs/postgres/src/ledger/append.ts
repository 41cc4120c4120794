import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { LedgerMonths } from './months';

/** A tile to keep. Level -1 is a bundle of entries. */
export interface KeptTile {
  readonly level: number;
  readonly number: number;
  readonly width: number;
  readonly data: Buffer;
}

/** An entry and all that is kept beside it. Texts hold no line break: JSON and names don't. */
export interface KeptEntry {
  readonly source: number;
  readonly offset: number;
  readonly decisionId: string;
  readonly decidedAtMs: number;
  readonly kind: string;
  readonly effect: string;
  readonly system: string | undefined;
  readonly recipient: string | undefined;
  readonly purpose: string | undefined;
  readonly body: string;
  readonly bodySalt: Buffer;
  readonly evidence: string;
  readonly evidenceSalt: Buffer;
  readonly persons: readonly { readonly token: string; readonly salt: Buffer }[];
  /** What it is found by: `i:<instrument>`, `r:<reason>`. Each once. */
  readonly words: readonly string[];
}

/** One batch: everything of it is committed together, or nothing. */
export interface LedgerBatch {
  /** Size of the ledger that it was made for; another one in the database means that somebody else appended. */
  readonly expectedSize: number;
  readonly size: number;
  readonly checkpoint: string;
  readonly tiles: readonly KeptTile[];
  /** In order; the first has index `expectedSize`. */
  readonly entries: readonly KeptEntry[];
  /** Where the batch was read from, and what follows; absent for what does not come from a topic. */
  readonly consumed: ConsumedRange | undefined;
  /** Positions passed over, and positions that an entry of this batch filled after all. */
  readonly gaps: readonly { readonly source: number; readonly from: number; readonly to: number }[];
  readonly filled: readonly { readonly source: number; readonly offset: number }[];
}

export interface ConsumedRange {
  readonly topic: string;
  readonly partition: number;
  /** What the database must hold as the next offset, or undefined where it holds none yet. */
  readonly from: number | undefined;
  readonly next: number;
}

/** Somebody else appended meanwhile, or an entry is there already: nothing was written. Load the ledger and look again. */
export class LedgerMoved extends Error {
  readonly code = 'ledger-moved';
  override readonly name = 'LedgerMoved';
}

const uniqueViolation = '23505';

/** Appends to the ledger in PostgreSQL. The tree is the caller's; here it is tiles. */
export class LedgerAppender {
  private readonly months: LedgerMonths;

  constructor(private readonly source: DataSource) {
    this.months = new LedgerMonths(source);
  }

  /**
   * The commit point of the ledger: entries, tiles, checkpoint, details, cases and the consumed offset in one transaction.
   * A crash before it: nothing happened, and the topic is read again. After it: all of it did, and the offset says so.
   * INVARIANT(one-appender): the size and the offset must be what the batch was made for.
   * @throws LedgerMoved where they are not.
   */
  async append(batch: LedgerBatch, also?: (entities: EntityManager) => Promise<void>): Promise<void> {
    await this.months.make(batch.entries.map(({ decidedAtMs }) => decidedAtMs));
    try {
      await this.source.transaction(async (entities) => {
        await moveSize(entities, batch);
        await moveOffset(entities, batch.consumed);
        await writeTiles(entities, batch.tiles);
        await writeEntries(entities, batch);
        await writeGaps(entities, batch);
        await also?.(entities);
      });
    } catch (fault) {
      if (fault instanceof QueryFailedError && (fault.driverError as { code?: string }).code === uniqueViolation) {
        throw new LedgerMoved('an entry of this batch is in the ledger already', { cause: fault });
      }
      throw fault;
    }
  }
}

async function moveSize(entities: EntityManager, { expectedSize, size, checkpoint }: LedgerBatch): Promise<void> {
  const [, moved]: [unknown, number] = await entities.query(
    'UPDATE ledger_state SET size = $2, checkpoint = $3 WHERE size = $1',
    [expectedSize, size, checkpoint],
  );
  if (moved !== 1) throw new LedgerMoved(`the ledger no longer has ${expectedSize} entries`);
}

async function moveOffset(entities: EntityManager, consumed: ConsumedRange | undefined): Promise<void> {
  if (consumed === undefined) return;
  const { topic, partition, from, next } = consumed;
  if (from === undefined) {
    await entities.query('INSERT INTO ledger_consumed (topic, partition, next_offset) VALUES ($1, $2, $3)', [
      topic,
      partition,
      next,
    ]);
    return;
  }
  const [, moved]: [unknown, number] = await entities.query(
    'UPDATE ledger_consumed SET next_offset = $4 WHERE topic = $1 AND partition = $2 AND next_offset = $3',
    [topic, partition, from, next],
  );
  if (moved !== 1) throw new LedgerMoved(`somebody else consumed \`${topic}\` from offset ${from}`);
}

async function writeTiles(entities: EntityManager, tiles: readonly KeptTile[]): Promise<void> {
  if (tiles.length === 0) return;
  // A parameter each: only so do bytes travel as bytes.
  const rows = tiles.map((_, at) => `($${at * 4 + 1}, $${at * 4 + 2}, $${at * 4 + 3}, $${at * 4 + 4})`);
  await entities.query(
    `INSERT INTO ledger_tile (level, number, width, data) VALUES ${rows.join(', ')}
     ON CONFLICT (level, number) DO UPDATE SET width = excluded.width, data = excluded.data`,
    tiles.flatMap(({ level, number, width, data }) => [level, number, width, data]),
  );
}

/** Columns as one text each, a line a row: an order of magnitude less work on both sides than arrays of parameters. */
function columns(...values: (readonly (string | number | undefined)[])[]): string[] {
  return values.map((column) => column.join('\n'));
}

const column = (at: number, type: string): string => `string_to_array($${at}, E'\\n', '')::${type}[]`;

async function writeEntries(entities: EntityManager, { expectedSize, entries }: LedgerBatch): Promise<void> {
  if (entries.length === 0) return;
  const at = entries.map(({ decidedAtMs }) => new Date(decidedAtMs).toISOString());
  const idx = entries.map((_, index) => expectedSize + index);
  await entities.query(
    `INSERT INTO ledger_entry (idx, decided_at, request_offset, source, decision_id)
     SELECT * FROM unnest(${column(1, 'bigint')}, ${column(2, 'timestamptz')}, ${column(3, 'bigint')}, ${column(4, 'smallint')}, ${column(5, 'text')})`,
    columns(
      idx,
      at,
      entries.map(({ offset }) => offset),
      entries.map(({ source }) => source),
      entries.map(({ decisionId }) => decisionId),
    ),
  );
  await entities.query(
    `INSERT INTO ledger_detail (idx, decided_at, kind, effect, system, recipient, purpose, body, body_salt, evidence, evidence_salt)
     SELECT idx, decided_at, kind, effect, system, recipient, purpose, body, decode(body_salt, 'hex'), evidence, decode(evidence_salt, 'hex')
     FROM unnest(${column(1, 'bigint')}, ${column(2, 'timestamptz')}, ${column(3, 'text')}, ${column(4, 'text')}, ${column(5, 'text')},
       ${column(6, 'text')}, ${column(7, 'text')}, ${column(8, 'text')}, ${column(9, 'text')}, ${column(10, 'text')}, ${column(11, 'text')})
       AS row (idx, decided_at, kind, effect, system, recipient, purpose, body, body_salt, evidence, evidence_salt)`,
    columns(
      idx,
      at,
      entries.map(({ kind }) => kind),
      entries.map(({ effect }) => effect),
      entries.map(({ system }) => system),
      entries.map(({ recipient }) => recipient),
      entries.map(({ purpose }) => purpose),
      entries.map(({ body }) => body),
      entries.map(({ bodySalt }) => bodySalt.toString('hex')),
      entries.map(({ evidence }) => evidence),
      entries.map(({ evidenceSalt }) => evidenceSalt.toString('hex')),
    ),
  );
  await writePersons(entities, entries, idx, at);
  await writeWords(entities, entries, idx, at);
}

async function writePersons(
  entities: EntityManager,
  entries: readonly KeptEntry[],
  idx: readonly number[],
  at: readonly string[],
): Promise<void> {
  const rows = entries.flatMap(({ persons }, index) =>
    persons.map(({ token, salt }, position) => ({ index, position, token, salt: salt.toString('hex') })),
  );
  if (rows.length === 0) return;
  await entities.query(
    `INSERT INTO ledger_person (idx, position, decided_at, token, salt)
     SELECT idx, position, decided_at, token, decode(salt, 'hex')
     FROM unnest(${column(1, 'bigint')}, ${column(2, 'smallint')}, ${column(3, 'timestamptz')}, ${column(4, 'text')}, ${column(5, 'text')})
       AS row (idx, position, decided_at, token, salt)`,
    columns(
      rows.map(({ index }) => idx[index]),
      rows.map(({ position }) => position),
      rows.map(({ index }) => at[index]),
      rows.map(({ token }) => token),
      rows.map(({ salt }) => salt),
    ),
  );
}

async function writeWords(
  entities: EntityManager,
  entries: readonly KeptEntry[],
  idx: readonly number[],
  at: readonly string[],
): Promise<void> {
  const rows = entries.flatMap(({ words }, index) => words.map((word) => ({ index, word })));
  if (rows.length === 0) return;
  await entities.query(
    `INSERT INTO ledger_mark (word, decided_at, idx)
     SELECT * FROM unnest(${column(1, 'text')}, ${column(2, 'timestamptz')}, ${column(3, 'bigint')})`,
    columns(
      rows.map(({ word }) => word),
      rows.map(({ index }) => at[index]),
      rows.map(({ index }) => idx[index]),
    ),
  );
}

async function writeGaps(entities: EntityManager, { entries, gaps, filled }: LedgerBatch): Promise<void> {
  const next = new Map<number, number>();
  for (const { source, offset } of entries) next.set(source, Math.max(next.get(source) ?? 0, offset + 1));
  for (const [source, offset] of next) {
    await entities.query('UPDATE ledger_source SET next_offset = greatest(next_offset, $2) WHERE id = $1', [
      source,
      offset,
    ]);
  }
  for (const { source, from, to } of gaps) {
    await entities.query('INSERT INTO ledger_gap (source, from_offset, to_offset) VALUES ($1, $2, $3)', [
      source,
      from,
      to,
    ]);
  }
  for (const { source, offset } of filled) {
    const [[gap]]: [{ from: string; to: string }[]] = await entities.query(
      `DELETE FROM ledger_gap WHERE source = $1 AND from_offset <= $2 AND to_offset > $2
       RETURNING from_offset AS from, to_offset AS to`,
      [source, offset],
    );
    if (gap === undefined) continue;
    const parts = [
      [Number(gap.from), offset],
      [offset + 1, Number(gap.to)],
    ] as const;
    for (const [from, to] of parts) {
      if (from >= to) continue;
      await entities.query('INSERT INTO ledger_gap (source, from_offset, to_offset) VALUES ($1, $2, $3)', [
        source,
        from,
        to,
      ]);
    }
  }
}
