import type { LegalDate, RecordedShape } from '#contract';
import type { DecisionRecord } from './decision-record';

/** Days `[from, until)` on which an answer is the same; an `until` of undefined is open. */
export interface Days {
  readonly from: LegalDate;
  readonly until: LegalDate | undefined;
}

/** All that an answer rests on, beside the register, the day and whether facts were stale. */
interface Question {
  readonly system: string | undefined;
  readonly recipient: string | undefined;
  readonly purpose: string | undefined;
  readonly provider: string | undefined;
  readonly category: string | undefined;
  readonly territory: string | undefined;
  readonly asked: string | undefined;
  readonly mode: DecisionRecord['mode'];
  readonly demonstration: boolean | undefined;
  readonly fields: readonly string[] | undefined;
  readonly shapes: readonly RecordedShape[] | undefined;
}

interface Entry<Answer> extends Question, Days {
  readonly factsStale: boolean;
  readonly answer: Answer;
}

const entriesMax = 65_536;
/** Entries that questions of one hash may have: it is made of samples, and one question has an answer for each span of days. */
const ways = 4;

/**
 * Answers to recorded questions under one register. Systems send the same forms day after day, so most records of a
 * month ask what another asked. A table of fixed size: questions push each other out, which costs time and never
 * changes an answer, because an entry is compared in full with all that an answer rests on.
 */
export class RememberedAnswers<Answer> {
  private readonly entries: (Entry<Answer> | undefined)[];
  private readonly texts = new Map<string, string>();
  private turn = 0;

  /** `size` is a power of two: as many answers as may be remembered at once. */
  constructor(private readonly size = entriesMax) {
    this.entries = new Array<Entry<Answer> | undefined>(size).fill(undefined);
  }

  find(record: DecisionRecord, today: LegalDate, factsStale: boolean): Answer | undefined {
    const first = this.placeOf(record);
    for (let place = first; place < first + ways; place++) {
      const entry = this.entries[place];
      if (entry === undefined || entry.factsStale !== factsStale) continue;
      if (liesIn(today, entry) && sameQuestion(entry, record)) return entry.answer;
    }
    return undefined;
  }

  keep(record: DecisionRecord, factsStale: boolean, { from, until }: Days, answer: Answer): void {
    const first = this.placeOf(record);
    let place = first;
    while (place < first + ways && this.entries[place] !== undefined) place++;
    if (place === first + ways) place = first + (this.turn++ & (ways - 1));
    const { mode, demonstration, fields, shapes } = record;
    this.entries[place] = {
      system: this.shared(record.system),
      recipient: this.shared(record.recipient),
      purpose: this.shared(record.purpose),
      provider: this.shared(record.provider),
      category: this.shared(record.category),
      territory: this.shared(record.territory),
      asked: this.shared(record.asked),
      mode,
      demonstration,
      fields: fields?.map((path) => this.shared(path)!),
      shapes: shapes?.length === 1 && sameShape(shapes[0]!, wholeRecord) ? oneWholeRecord : shapes,
      factsStale,
      from,
      until,
      answer,
    };
  }

  /** One text for all that read the same: entries stay small, and what they are compared with stays near. */
  private shared(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size < this.size) this.texts.set(text, text);
    return text;
  }

  /** Of samples of the record's texts: reading all of them costs more than comparing the few that fall together. */
  private placeOf({
    system,
    recipient,
    purpose,
    provider,
    category,
    territory,
    fields,
    shapes,
  }: DecisionRecord): number {
    let hash = mix(mix(mix(mix(mix(mix(7, system), recipient), purpose), provider), category), territory);
    if (fields !== undefined) for (let at = 0; at < fields.length; at++) hash = mix(hash, fields[at]);
    if (shapes !== undefined) {
      hash = Math.imul(hash ^ shapes.length, prime);
      for (let at = 0; at < shapes.length; at++) {
        const { fields: places, failed } = shapes[at]!;
        if (places !== undefined) for (let n = 0; n < places.length; n++) hash = Math.imul(hash ^ places[n]!, prime);
        if (failed !== undefined) for (let n = 0; n < failed.length; n++) hash = mix(hash, failed[n]);
      }
    }
    hash ^= hash >>> 15;
    return (hash ^ (hash >>> 7)) & (this.size - 1) & -ways;
  }
}

const wholeRecord: RecordedShape = Object.freeze({});
const oneWholeRecord = Object.freeze([wholeRecord]);

const prime = 0x01000193;

function mix(hash: number, text: string | undefined): number {
  if (text === undefined) return Math.imul(hash ^ 0x5bd1e995, prime);
  const { length } = text;
  // Names tell each other apart by their ends more than by their beginnings, paths in their middle too.
  const ends = (text.charCodeAt(length - 1) << 8) ^ (text.charCodeAt(length - 2) << 16);
  const mixed = Math.imul(hash ^ length ^ ends ^ (text.charCodeAt(length >> 1) << 24), prime);
  return mixed ^ (mixed >>> 13);
}

function liesIn(day: LegalDate, { from, until }: Days): boolean {
  return day >= from && (until === undefined || day < until);
}

/** How many records are of a shape is the one thing that an answer does not depend on. */
function sameQuestion(known: Question, asked: DecisionRecord): boolean {
  return (
    known.system === asked.system &&
    known.recipient === asked.recipient &&
    known.purpose === asked.purpose &&
    known.provider === asked.provider &&
    known.category === asked.category &&
    known.territory === asked.territory &&
    known.asked === asked.asked &&
    known.mode === asked.mode &&
    known.demonstration === asked.demonstration &&
    sameList(known.fields, asked.fields) &&
    sameShapes(known.shapes, asked.shapes)
  );
}

function sameShapes(one: readonly RecordedShape[] | undefined, other: readonly RecordedShape[] | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (!sameShape(one[at]!, other[at]!)) return false;
  return true;
}

function sameShape(one: RecordedShape, other: RecordedShape): boolean {
  return (
    sameList(one.fields, other.fields) &&
    sameList(one.inner, other.inner) &&
    sameList(one.faults, other.faults) &&
    sameList(one.failed, other.failed) &&
    sameInside(one.inside, other.inside)
  );
}

function sameInside(one: RecordedShape['inside'], other: RecordedShape['inside']): boolean {
  if (one === undefined || other === undefined) return one === other;
  const leaves = Object.keys(one);
  return (
    leaves.length === Object.keys(other).length &&
    leaves.every((leaf) => Object.hasOwn(other, leaf) && sameList(one[leaf], other[leaf]))
  );
}

export function sameList<T extends string | number>(
  one: readonly T[] | undefined,
  other: readonly T[] | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
