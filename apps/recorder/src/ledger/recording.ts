import {
  append,
  noteVerifier,
  rootOf,
  signCheckpoint,
  type Checkpoint,
  type NoteSigner,
  type NoteVerifier,
  type TreeEdge,
} from '#ledger';
import {
  LedgerAppender,
  LedgerMoved,
  LedgerReader,
  type ConsumedRange,
  type CountedCase,
  type KeptEntry,
  type LedgerBatch,
  type LedgerSource,
} from '#postgres';
import type { DataSource, EntityManager } from 'typeorm';
import { heldTree } from './held-tree';
import type { SignedFile } from './signed-file';
import { prepare, type Details, type Prepared, type Recorded } from './decision-details';

/** Decisions as they were read, to be in the ledger all together or not at all. */
export interface Reading {
  readonly topic: string;
  readonly partition: number;
  /** Position that it was read from; undefined where none was kept. */
  readonly from: number | undefined;
  /** Position that follows. */
  readonly next: number;
  readonly decisions: readonly { readonly offset: number; readonly prepared: Prepared }[];
}

export interface RecordedCounts {
  readonly entries: number;
  /** Decisions that have an entry already: a broker can show them twice. */
  readonly repeated: number;
  /** Requests that were passed over: nobody heard of a decision about them. */
  readonly gaps: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly from: number;
    readonly to: number;
  }[];
  readonly size: number;
}

/** What else belongs into the transaction of an append, such as news of it. */
export type Also = (
  entities: EntityManager,
  appended: readonly Recorded[],
  cases: readonly CountedCase[],
) => Promise<void>;

interface Known {
  readonly edge: TreeEdge;
  readonly checkpoint: string;
  readonly consumed: ReadonlyMap<string, number>;
  readonly sources: Map<string, LedgerSource>;
}

/** The reader went on from elsewhere than where the ledger stands: it must go back. Nothing was written. */
export class ReadingAhead extends Error {
  readonly code = 'reading-ahead';
  override readonly name = 'ReadingAhead';
}

const attemptsMax = 5;

/**
 * The one way into the ledger. Knows the tree's edge, and makes each batch for that; where somebody else appended
 * meanwhile, nothing is written, the edge is read anew and the batch is made again.
 */
export class Recording {
  private readonly reader: LedgerReader;
  private readonly appender: LedgerAppender;
  private known: Known | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly verifier: NoteVerifier;
  /** The newest checkpoint that this process knows to be ours. */
  private signed: Checkpoint | undefined;

  constructor(
    source: DataSource,
    private readonly signer: NoteSigner,
    private readonly also: Also = () => Promise.resolve(),
    private readonly file?: SignedFile,
  ) {
    this.verifier = noteVerifier(signer.verifierKey)!;
    this.reader = new LedgerReader(source);
    this.appender = new LedgerAppender(source);
  }

  /** Gives an empty ledger its key. @throws where the ledger has another one: two keys would be two ledgers. */
  async open(): Promise<void> {
    const key = await this.reader.adoptKey(
      this.signer.verifierKey,
      signCheckpoint(this.signer, 0, rootOf({ size: 0, hashes: [], entries: [] })),
    );
    if (key === this.signer.verifierKey) return;
    throw new Error(
      'the ledger in this database was begun with another key; give `SLUIS_LEDGER_KEY` and `SLUIS_LEDGER_ORIGIN` as they were',
    );
  }

  /** Where to go on reading, as the database knows it. */
  async position(topic: string, partition: number): Promise<number | undefined> {
    return this.inTurn(async () => (await this.load()).consumed.get(`${topic}/${partition}`));
  }

  /** Puts what was read into the ledger. What is there already is passed over. */
  async record(reading: Reading): Promise<RecordedCounts> {
    return this.inTurn(() =>
      this.trying(async (remembered) => {
        const key = `${reading.topic}/${reading.partition}`;
        // INVARIANT(no-gap-in-reading): what was read from beyond where the ledger stands lacks what lies between.
        const isBeyond = ({ consumed }: Known): boolean =>
          reading.from !== undefined && reading.from > (consumed.get(key) ?? -1);
        // Another recorder may have gone on since this one looked.
        const known = isBeyond(remembered) ? await this.load() : remembered;
        if (isBeyond(known))
          throw new ReadingAhead(`\`${reading.topic}\` was read from beyond where the ledger stands`);
        const from = known.consumed.get(key);
        const fresh = reading.decisions.filter(({ offset }) => from === undefined || offset >= from);
        // Another recorder came further than this batch: all of it is recorded.
        if (from !== undefined && from >= reading.next) return this.nothing(known);
        const consumed = { topic: reading.topic, partition: reading.partition, from, next: reading.next };
        return this.write(
          known,
          fresh.map(({ prepared }) => prepared),
          consumed,
        );
      }),
    );
  }

  /** Puts entries of our own into the ledger, with what must happen in the same transaction. */
  async recordOwn(
    recorded: readonly (Recorded & Details)[],
    together: (entities: EntityManager) => Promise<void>,
  ): Promise<RecordedCounts> {
    return this.inTurn(() => this.trying((known) => this.write(known, recorded.map(prepare), undefined, together)));
  }

  private async write(
    known: Known,
    recorded: readonly Prepared[],
    consumed: ConsumedRange | undefined,
    together: (entities: EntityManager) => Promise<void> = () => Promise.resolve(),
  ): Promise<RecordedCounts> {
    const { fresh, repeated, gaps, filled, sources } = await this.place(known, recorded);
    const { edge, tiles } = append(
      known.edge,
      fresh.map(({ entry }) => entry),
    );
    const root = rootOf(edge);
    const checkpoint = signCheckpoint(this.signer, edge.size, root);
    const batch: LedgerBatch = {
      expectedSize: known.edge.size,
      expectedCheckpoint: known.checkpoint,
      size: edge.size,
      checkpoint,
      tiles: tiles.map(({ level, ...tile }) => ({ ...tile, level: level === 'entries' ? -1 : level })),
      entries: fresh.map(({ one, body, evidence, persons }): KeptEntry => ({
        source: sources.get(sourceKey(one))!.id,
        offset: one.request.offset,
        decisionId: one.decisionId,
        decidedAtMs: one.decidedAtMs,
        class: one,
        causes: one.causes,
        question: one.question,
        body,
        evidence,
        persons,
      })),
      consumed,
      gaps,
      filled,
    };
    await this.appender.append(batch, async (entities, cases) => {
      await this.also(
        entities,
        fresh.map(({ one }) => one),
        cases,
      );
      await together(entities);
    });
    const next = new Map(known.consumed);
    if (consumed !== undefined) next.set(`${consumed.topic}/${consumed.partition}`, consumed.next);
    this.known = { edge, checkpoint, consumed: next, sources };
    this.signed = { origin: this.signer.name, size: edge.size, root };
    this.file?.keep(checkpoint);
    return {
      entries: fresh.length,
      repeated,
      size: edge.size,
      gaps: gaps.map(({ key, from, to }) => {
        const slash = key.lastIndexOf('/');
        return { topic: key.slice(0, slash), partition: Number(key.slice(slash + 1)), from, to };
      }),
    };
  }

  /** Finds each decision its place: after the last one, in a gap, or none since it has an entry. */
  private async place(
    known: Known,
    recorded: readonly Prepared[],
  ): Promise<{
    fresh: Prepared[];
    repeated: number;
    gaps: { key: string; source: number; from: number; to: number }[];
    filled: { source: number; offset: number }[];
    sources: Map<string, LedgerSource>;
  }> {
    const sources = new Map(known.sources);
    const fresh: Prepared[] = [];
    const gaps: { key: string; source: number; from: number; to: number }[] = [];
    const late: { source: LedgerSource; prepared: Prepared }[] = [];
    const inBatch = new Set<string>();
    for (const prepared of recorded) {
      const { one } = prepared;
      const key = sourceKey(one);
      const { topic, partition, offset } = one.request;
      const source = sources.get(key) ?? (await this.reader.addSource(topic, partition));
      if (offset < source.next) {
        late.push({ source, prepared });
        sources.set(key, source);
        continue;
      }
      if (offset > source.next) gaps.push({ key, source: source.id, from: source.next, to: offset });
      sources.set(key, { id: source.id, next: offset + 1 });
      inBatch.add(`${key}/${offset}`);
      fresh.push(prepared);
    }
    if (late.length === 0) return { fresh, repeated: 0, gaps, filled: [], sources };
    const filled: { source: number; offset: number }[] = [];
    let repeated = 0;
    for (const { source, prepared } of late) {
      const { one } = prepared;
      const position = `${sourceKey(one)}/${one.request.offset}`;
      const there =
        inBatch.has(position) || (await this.reader.recorded(source.id, [one.request.offset])).has(one.request.offset);
      inBatch.add(position);
      if (there) repeated++;
      else {
        fresh.push(prepared);
        filled.push({ source: source.id, offset: one.request.offset });
      }
    }
    return { fresh, repeated, gaps, filled, sources };
  }

  private async trying<Result>(work: (known: Known) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(this.known ?? (await this.load()));
      } catch (fault) {
        // Whatever it was, the database may have it or not: only a new look can tell.
        this.known = undefined;
        if (!(fault instanceof LedgerMoved) || attempt === attemptsMax) throw fault;
      }
    }
  }

  /** @throws LedgerAltered where the database holds another tree than the one that was signed. */
  private async load(): Promise<Known> {
    // The file first: it is never ahead of what is read after it.
    const inFile = this.file?.newest();
    const held = await this.reader.edge();
    const newest = this.signed !== undefined && this.signed.size >= (inFile?.size ?? 0) ? this.signed : inFile;
    const edge = await heldTree(
      held,
      this.verifier,
      async ({ level, number }) => (await this.reader.tile(level === 'entries' ? -1 : level, number))?.data,
      newest,
    );
    this.signed = { origin: this.signer.name, size: edge.size, root: rootOf(edge) };
    const { checkpoint, consumed, sources } = held;
    this.known = { edge, checkpoint, consumed, sources: new Map(sources) };
    return this.known;
  }

  private nothing({ edge }: Known): RecordedCounts {
    return { entries: 0, repeated: 0, gaps: [], size: edge.size };
  }

  /** One at a time, in the order of asking. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

function sourceKey({ request }: Recorded): string {
  return `${request.topic}/${request.partition}`;
}
