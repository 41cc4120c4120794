import { answerAgain, diff, prove, show, type DecisionRecord, type Region } from '#analysis';
import { brusselsDate } from '#contract';
import {
  exampleLine,
  fieldNamesOf,
  regionLines,
  regionNamesOf,
  requestFile,
  withoutCases,
  type RegionNames,
} from '#explain';
import type { PromiseFiles, StoredDocument } from '#postgres';
import {
  compileRegister,
  faultLine,
  fromDocuments,
  parseRegister,
  type CompiledRegister,
  type RegisterSource,
} from '#register';
import { underOrders } from '../register/orders';
import { storedDocuments } from '../register/source';
import type { PastRequests } from './past-requests';
import {
  promiseChanges,
  promisesToHold,
  type DocumentChange,
  type PromiseChange,
  type PromiseToHold,
} from './promises';

/** A proposed register and what it is held against. */
export interface Proposed {
  /** Its own files, by path, as YAML or JSON; those of `invariants/`, what it promises, among them. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** Orders of suspension that will lie over it. */
  readonly orders: Parameters<typeof underOrders>[1];
  /** The active register as published, without cases. */
  readonly before: readonly string[];
  /** What the active register promises: files of `invariants/`. */
  readonly promised: PromiseFiles;
  readonly atMs: number;
}

export interface FileProblem {
  readonly place: string;
  readonly problem: string;
}

/** What was found of a proposal, for the two people who answer for it. */
export interface Report {
  readonly promises: readonly PromiseShown[];
  readonly diff: {
    readonly same: boolean;
    readonly counts: Readonly<Record<Region['kind'], number>>;
    readonly newlyPermitted: readonly RegionShown[];
    readonly newlyRefused: readonly RegionShown[];
    readonly changed: readonly RegionShown[];
    /** Fields that accept other values, classes with other bounds. */
    readonly catalogue: readonly { readonly name: string; readonly change: string }[];
    readonly documents: readonly DocumentChange[];
  };
  /** Recorded requests decided as if they were made on the day of the proposal, by both registers. */
  readonly replay: Replay;
}

/** A promise as it is held over the proposed register; one that is changed, in its old words and its new ones. */
export interface PromiseShown {
  readonly id: string;
  readonly title: string;
  readonly holds: boolean;
  readonly counterexample?: RegionShown;
  /** What the proposal does to the promise itself. */
  readonly change?: PromiseChange;
}

/** A region of requests in words, with one of them as `sluis decide` and `POST /decide` take it. */
interface RegionShown {
  readonly recipients: readonly string[];
  readonly purposes: readonly string[];
  readonly providers: readonly string[];
  readonly fields: readonly string[];
  readonly lines: readonly string[];
  readonly example: { readonly text: string; readonly at: string; readonly request: object };
  /** `lines` and the example's text in English; absent in reports of before there was any. */
  readonly english?: { readonly lines: readonly string[]; readonly text: string };
}

export interface Replay {
  readonly day: string;
  /** Requests of which enough is kept; more than were considered where there was no time, or no details, for some. */
  readonly recorded: number;
  readonly considered: number;
  readonly sameEffect: number;
  readonly nowPermitted: number;
  readonly nowDenied: number;
  /** Ids of decisions that would come out otherwise, the newest first; one for all that asked the same. */
  readonly examples: readonly string[];
}

type PastRecord = DecisionRecord & { readonly decisionId: string };

const regionsShown = 50;
const examplesKept = 20;

/** Reads both registers: what is wrong with the proposed one, or the check that goes on from there. */
export function openCheck({
  files,
  orders,
  before,
  promised,
  atMs,
}: Proposed): Check | { readonly faults: readonly FileProblem[] } {
  const proposed = parseRegister(new Map(files));
  if (proposed.source === undefined) {
    return {
      faults: proposed.faults.map((fault) => ({
        place: `${fault.file}:${fault.line}:${fault.column}`,
        problem: fault.hint === '' ? fault.message : `${fault.message}; ${fault.hint}`,
      })),
    };
  }
  const documents = storedDocuments(proposed.source);
  const next =
    orders.length === 0 ? proposed.source : sound(underOrders(documents, orders).map(({ content }) => content));
  const now = sound(before);
  const [old, fresh] = [withoutCases(now), withoutCases(next)];
  const registers = [compileRegister(old, 0), compileRegister(fresh, 0)] as const;
  const promises = promisesToHold(new Map(files), new Map(promised), proposed.invariants ?? []);
  const names = regionNamesOf(fieldNamesOf(registers[1], registers[0]), fresh, old);
  return new Check(documents, registers, promises, [old.documents, fresh.documents], names, atMs);
}

function sound(texts: readonly string[]): RegisterSource {
  const { source, faults } = fromDocuments(texts);
  if (source === undefined)
    throw new Error(`a register to compare has faults: ${faults.slice(0, 1).map(faultLine).join()}`);
  return source;
}

type Documents = RegisterSource['documents'];

/** Takes recorded requests as they come, and tells all at the end. */
export class Check {
  private readonly replay: { -readonly [K in keyof Omit<Replay, 'recorded' | 'examples'>]: Replay[K] };
  private examples: { readonly index: number; readonly decisionId: string }[] = [];

  constructor(
    /** The proposed register's own documents, to be published where it is approved. */
    readonly documents: readonly StoredDocument[],
    private readonly registers: readonly [before: CompiledRegister, after: CompiledRegister],
    private readonly promises: readonly PromiseToHold[],
    private readonly compared: readonly [before: Documents, after: Documents],
    private readonly names: RegionNames,
    private readonly atMs: number,
  ) {
    const day = brusselsDate(atMs);
    this.replay = { day, considered: 0, sameEffect: 0, nowPermitted: 0, nowDenied: 0 };
  }

  /** Requests that asked the same, by one of them as it was recorded; what repeats another or was never decided doesn't count. */
  take({ body, count, index }: PastRequests): void {
    const record = JSON.parse(body) as PastRecord;
    const now = { at: this.atMs, today: this.replay.day };
    const [before, after] = this.registers.map((register) => answerAgain(record, register, now)?.effect);
    if (before === undefined || after === undefined) return;
    this.replay.considered += count;
    if (before === after) {
      this.replay.sameEffect += count;
      return;
    }
    if (after === 'permit') this.replay.nowPermitted += count;
    else this.replay.nowDenied += count;
    this.examples.push({ index, decisionId: record.decisionId });
    if (this.examples.length >= 2 * examplesKept) this.examples = newest(this.examples);
  }

  /** What came of the requests that were taken. `left`: those that were recorded and not taken. */
  replayed(left: number): Replay {
    return {
      ...this.replay,
      recorded: this.replay.considered + left,
      examples: newest(this.examples).map(({ decisionId }) => decisionId),
    };
  }

  report(left: number): Report {
    const [before, after] = this.registers;
    const found = diff(before, after);
    const shown: Record<Region['kind'], RegionShown[]> = { permitted: [], refused: [], changed: [] };
    const counts = { permitted: 0, refused: 0, changed: 0 };
    for (const region of found.regions()) {
      counts[region.kind]++;
      if (shown[region.kind].length < regionsShown) {
        shown[region.kind].push(regionShown(region, show(region, before, after).example, this.names));
      }
    }
    return {
      promises: this.promises.map((promise) => promiseShown(promise, after, this.names)),
      diff: {
        same: found.isEmpty,
        counts,
        newlyPermitted: shown.permitted,
        newlyRefused: shown.refused,
        changed: shown.changed,
        catalogue: found.catalogue,
        documents: [...documentChanges(...this.compared), ...promiseChanges(this.promises)],
      },
      replay: this.replayed(left),
    };
  }
}

function newest<Example extends { readonly index: number }>(examples: readonly Example[]): Example[] {
  return examples.toSorted((one, other) => other.index - one.index).slice(0, examplesKept);
}

function regionShown(region: Region, example: Parameters<typeof exampleLine>[0], names: RegionNames): RegionShown {
  const { recipients, purposes, providers, fields } = region;
  return {
    recipients,
    purposes,
    providers,
    fields,
    lines: regionLines(region, names),
    example: { text: exampleLine(example, names), at: example.day, request: requestFile(example) },
    english: { lines: regionLines(region, names, 'en'), text: exampleLine(example, names, 'en') },
  };
}

function promiseShown(
  { id, title, texts, change }: PromiseToHold,
  after: CompiledRegister,
  names: RegionNames,
): PromiseShown {
  const proofs = texts.map((text) => (text === undefined ? undefined : prove(after, [text])[0]!));
  const [broken] = proofs.flatMap((proof) => proof?.counterexamples.slice(0, 1) ?? []);
  return {
    id,
    title,
    // Words that the proposed register can't be held against are not kept by it.
    holds: proofs.every((proof) => proof?.holds === true),
    ...(broken !== undefined && { counterexample: regionShown(broken.region, broken.example, names) }),
    ...(change !== undefined && { change }),
  };
}

function documentChanges(before: Documents, after: Documents): readonly DocumentChange[] {
  const texts = (documents: Documents) =>
    new Map(documents.map(({ path, document }) => [path, JSON.stringify(document)]));
  const [old, fresh] = [texts(before), texts(after)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return paths.flatMap((path) => {
    if (old.get(path) === fresh.get(path)) return [];
    return [{ path, change: !old.has(path) ? 'added' : !fresh.has(path) ? 'removed' : 'changed' } as const];
  });
}

/** Documents as files, since JSON is YAML. */
export function filesOf(documents: readonly Pick<StoredDocument, 'content'>[]): ReadonlyMap<string, string> {
  return new Map(
    documents.map(({ content }) => {
      const { path, document } = JSON.parse(content) as { path: string; document: unknown };
      return [path, JSON.stringify(document)];
    }),
  );
}
