import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { LedgerCases, type Cause, type CountedCase } from './cases';
import { classKey, LedgerClasses, type EntryClass } from './classes';
import { copyInto, CopyRows } from './copy';
import { eraseLate } from './erase';
import { LedgerMonths } from './months';
import { RecordedQuestions } from './recorded-questions';

/** A tile to keep. Level -1 is a bundle of entries. */
export interface KeptTile {
  readonly level: number;
  readonly number: number;
  readonly width: number;
  readonly data: Buffer;
}

export interface SaltedText {
  readonly salt: Uint8Array;
  readonly content: Uint8Array;
}

/** An entry and all that is kept beside it. */
export interface KeptEntry {
  readonly source: number;
  readonly offset: number;
  readonly decisionId: string;
  readonly decidedAtMs: number;
  readonly class: EntryClass;
  /** JSON text in UTF-8, and its salt. */
  readonly body: SaltedText;
  readonly evidence: SaltedText;
  readonly persons: readonly { readonly token: string; readonly salt: Uint8Array }[];
  /** What was wrong, where it was denied. */
  readonly causes: readonly Cause[];
  /** Digest of what was asked, as 32 hexadecimal digits, where `body` can be decided again. */
  readonly question: string | undefined;
}

/** One batch: everything of it is committed together, or nothing. */
export interface LedgerBatch {
  /** Size of the ledger that it was made for; another one in the database means that somebody else appended. */
  readonly expectedSize: number;
  /** The checkpoint that goes with it; where another stands in the database it was written over. */
  readonly expectedCheckpoint: string;
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
  private readonly writer = new EntryWriter();

  constructor(private readonly source: DataSource) {
    this.months = new LedgerMonths(source);
  }

  /**
   * The commit point of the ledger: entries, tiles, checkpoint, details, cases and the consumed offset in one transaction.
   * A crash before it: nothing happened, and the topic is read again. After it: all of it did, and the offset says so.
   * INVARIANT(one-appender): the size and the offset must be what the batch was made for.
   * @throws LedgerMoved where they are not.
   */
  async append(
    batch: LedgerBatch,
    also?: (entities: EntityManager, cases: readonly CountedCase[]) => Promise<void>,
  ): Promise<void> {
    await this.months.make(batch.entries.map(({ decidedAtMs }) => decidedAtMs));
    try {
      const classesAreKept = await this.source.transaction(async (entities) => {
        await moveSize(entities, batch);
        await moveOffset(entities, batch.consumed);
        await writeTiles(entities, batch.tiles);
        const { cases, commit } = await this.writer.write(entities, batch);
        await RecordedQuestions.count(entities, batch.expectedSize, batch.entries);
        await eraseLate(entities, batch.entries);
        await writeGaps(entities, batch);
        await also?.(entities, cases);
        return commit;
      });
      classesAreKept();
    } catch (fault) {
      if (fault instanceof QueryFailedError && (fault.driverError as { code?: string }).code === uniqueViolation) {
        throw new LedgerMoved('an entry of this batch is in the ledger already', { cause: fault });
      }
      throw fault;
    }
  }
}

async function moveSize(
  entities: EntityManager,
  { expectedSize, expectedCheckpoint, size, checkpoint }: LedgerBatch,
): Promise<void> {
  const [, moved]: [unknown, number] = await entities.query(
    `UPDATE ledger_state SET size = $3, checkpoint = $4, moved_at = now(), questions_from = coalesce(questions_from, $1)
     WHERE size = $1 AND checkpoint = $2`,
    [expectedSize, expectedCheckpoint, size, checkpoint],
  );
  if (moved !== 1) throw new LedgerMoved(`the ledger no longer has ${expectedSize} entries under the checkpoint known`);
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

/** Gives every entry its class, counts denials into their cases, and copies the rows in. */
class EntryWriter {
  private readonly classes = new LedgerClasses();
  private readonly entryRows = new CopyRows();
  private readonly detailRows = new CopyRows();
  private readonly personRows = new CopyRows();
  private readonly caseRows = new CopyRows();

  /** Answers the cases that it counted into, and what to do once the transaction is committed. */
  async write(
    entities: EntityManager,
    { expectedSize, entries }: LedgerBatch,
  ): Promise<{ readonly cases: readonly CountedCase[]; commit(): void }> {
    if (entries.length === 0) return { cases: [], commit: () => undefined };
    const { cases, ids } = await LedgerCases.count(entities, entries);
    const classes = await this.classes.numbers(
      entities,
      entries.map((entry) => classKey(entry.class)),
    );
    this.fill(expectedSize, entries, classes.numbers, ids);
    await copyInto(
      entities,
      'ledger_entry (idx, decided_at, request_offset, source, decision_id)',
      this.entryRows.taken(),
    );
    await copyInto(
      entities,
      'ledger_detail (idx, decided_at, class, body, body_salt, evidence, evidence_salt)',
      this.detailRows.taken(),
    );
    await copyInto(entities, 'ledger_person (idx, position, decided_at, token, salt)', this.personRows.taken());
    if (cases.length > 0) {
      await copyInto(entities, 'ledger_case_entry (case_id, decided_at, idx)', this.caseRows.taken());
    }
    return { cases, commit: () => classes.commit() };
  }

  private fill(
    expectedSize: number,
    entries: readonly KeptEntry[],
    classes: readonly number[],
    cases: readonly (readonly string[])[],
  ): void {
    const { entryRows, detailRows, personRows, caseRows } = this;
    for (const rows of [entryRows, detailRows, personRows, caseRows]) rows.clear();
    for (const [at, { source, offset, decisionId, decidedAtMs, body, evidence, persons }] of entries.entries()) {
      const idx = expectedSize + at;
      entryRows.row(5);
      entryRows.int8(idx);
      entryRows.time(decidedAtMs);
      entryRows.int8(offset);
      entryRows.int2(source);
      entryRows.text(decisionId);
      detailRows.row(7);
      detailRows.int8(idx);
      detailRows.time(decidedAtMs);
      detailRows.int4(classes[at]!);
      detailRows.data(body.content);
      detailRows.data(body.salt);
      detailRows.data(evidence.content);
      detailRows.data(evidence.salt);
      for (const [position, { token, salt }] of persons.entries()) {
        personRows.row(5);
        personRows.int8(idx);
        personRows.int2(position);
        personRows.time(decidedAtMs);
        personRows.text(token);
        personRows.data(salt);
      }
      for (const id of new Set(cases[at])) {
        caseRows.row(3);
        caseRows.int8(Number(id));
        caseRows.time(decidedAtMs);
        caseRows.int8(idx);
      }
    }
  }
}

async function writeGaps(entities: EntityManager, { entries, gaps, filled }: LedgerBatch): Promise<void> {
  const next = new Map<number, number>();
  for (const { source, offset } of entries) next.set(source, Math.max(next.get(source) ?? 0, offset + 1));
  await entities.query(
    `UPDATE ledger_source s SET next_offset = greatest(s.next_offset, n.next_offset)
     FROM unnest($1::smallint[], $2::bigint[]) AS n (id, next_offset) WHERE s.id = n.id`,
    [[...next.keys()], [...next.values()]],
  );
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
