import type { Ask, Remedy, RequestRecord } from '#contract';
import type { Permission } from '#register';
import { faultNamesMax, type Causes } from './causes';
import type { Asked } from './context';
import { addAll, addField, covers, fieldsIn, hasField, isEmpty, overlaps, without } from './field-set';
import { failuresOf, notYetBit } from './permission';

/**
 * The smallest changes that would make a denied request lawful: fields to drop, a date to wait for, or what a person
 * must do first. It never proposes another recipient, provider, purpose, category, territory or basis: whoever asks
 * may not be taught to ask for something else until it passes.
 */
export function remedyFor(asked: Asked, candidates: readonly Permission[], causes: Causes): readonly Remedy[] {
  const groups = groupsOf(asked);
  const remedies: Remedy[] = [];
  const drop = smallestDrop(asked, candidates, groups);
  if (drop !== undefined) remedies.push({ drop });
  const after = earliestDay(asked, candidates, groups);
  if (after !== undefined) remedies.push({ after });
  for (const ask of asks) {
    if (!ask.codes.some((code) => causes.has(code))) continue;
    if (drop !== undefined && ask.ask === 'register-instrument' && !causes.has('outside-eea')) continue;
    remedies.push({ ask: ask.ask });
  }
  return remedies;
}

const asks: readonly { readonly ask: Ask; readonly codes: readonly Parameters<Causes['has']>[0][] }[] = [
  { ask: 'register-instrument', codes: ['no-permission', 'field-not-permitted', 'outside-eea'] },
  { ask: 'sign-instrument', codes: ['draft'] },
  { ask: 'confirm-instrument', codes: ['unconfirmed'] },
  { ask: 'renew-instrument', codes: ['expired'] },
  { ask: 'lift-suspension', codes: ['suspended'] },
  { ask: 'lift-restriction', codes: ['subject-restricted'] },
  { ask: 'respect-objection', codes: ['subject-objected'] },
  { ask: 'record-consent', codes: ['consent-missing'] },
  { ask: 'open-file', codes: ['no-relation'] },
];

/** Records that must pass together for a permit: all of them in mode `all`, any one in mode `each`. */
function groupsOf(asked: Asked): readonly (readonly RequestRecord[])[] {
  const { records, mode } = asked.request;
  return mode === 'all' ? [records] : records.map((record) => [record]);
}

/**
 * INVARIANT(remedy-is-exact): without these fields the request stands at the content and permission stages, and no smaller
 * set has that effect. Sets of one size are told apart by catalogue order, then by name.
 */
function smallestDrop(
  asked: Asked,
  candidates: readonly Permission[],
  groups: readonly (readonly RequestRecord[])[],
): readonly string[] | undefined {
  if (candidates.length === 0 || isTooMuch(candidates, groups)) return undefined;
  let best: Drop | undefined;
  for (const records of groups) {
    const faults = faultsOf(asked, records);
    if (faults === undefined) continue;
    const occurring = records.reduce((set, record) => set | record.innerCategories, 0);
    // Every subset of the categories that occur, the empty one last.
    for (let gone = occurring, left = true; left; left = gone !== 0, gone = (gone - 1) & occurring) {
      if ((faults.categories & ~gone) !== 0) continue;
      const dropped = leastDrop(asked, candidates, records, gone, faults.fields, faults.below);
      if (dropped === undefined) continue;
      // What stands below a dropped name goes with it.
      const drop = { fields: fieldsIn(without(dropped, faults.below)), names: faults.names };
      if (best === undefined || isBetter(drop, best)) best = drop;
    }
  }
  // Nothing to drop: then it isn't fields that stand in the way, but persons.
  if (best === undefined || best.fields.length + best.names.length === 0) return undefined;
  return [...best.fields.map((field) => asked.derived.catalogue.fields[field]?.path ?? ''), ...best.names];
}

interface Drop {
  readonly fields: readonly number[];
  /** Names that are no leaf of the catalogue, sorted. */
  readonly names: readonly string[];
}

/**
 * The most looks at a permission that a search may cost: a denial must not be a way to keep the gateway busy. Above it no
 * drop is offered, since one that is not the smallest would be a wrong answer.
 */
const looksMax = 200_000;

function isTooMuch(candidates: readonly Permission[], groups: readonly (readonly RequestRecord[])[]): boolean {
  let looks = 0;
  for (const records of groups) {
    const occurring = records.reduce((set, record) => set | record.innerCategories, 0);
    looks += records.length * candidates.length * 2 ** countBits(occurring);
  }
  return looks > looksMax;
}

function countBits(set: number): number {
  let count = 0;
  for (let left = set; left !== 0; left &= left - 1) count++;
  return count;
}

/**
 * The least set of fields whose removal lets all of `records` stand, given which inner categories disappear. What
 * must be dropped only grows as fields are dropped (a permission may lose the leaf that its territory needs), so
 * going on until nothing more is uncovered gives the one least set. Undefined where a person would be left without
 * INSZ or a record without leaf.
 */
function leastDrop(
  asked: Asked,
  candidates: readonly Permission[],
  records: readonly RequestRecord[],
  gone: number,
  faulty: Uint32Array,
  below: Uint32Array,
): Uint32Array | undefined {
  const { innerFields } = asked.derived;
  const dropped = faulty.slice();
  addAll(dropped, below);
  for (const record of records) {
    for (const [category, fields] of innerFields.entries()) {
      if ((gone & (1 << category)) === 0) continue;
      for (const field of fieldsIn(fields)) if (hasField(record.fields, field)) addField(dropped, field);
    }
  }
  const staying = records.map((record) => stayingIn(asked, record, dropped));
  for (let grown = true; grown;) {
    grown = false;
    for (const [index, record] of records.entries()) {
      const uncovered = without(record.fields, dropped);
      const left = uncovered.slice();
      for (const permission of candidates) {
        if (!overlaps(permission.fields, left)) continue;
        const day = asked.context.clock.today;
        if (failuresOf(asked, permission, record, staying[index]!, dropped, day) !== 0) continue;
        for (let word = 0; word < left.length; word++) {
          uncovered[word] = (uncovered[word] ?? 0) & ~(permission.fields[word] ?? 0);
        }
      }
      if (isEmpty(uncovered)) continue;
      addAll(dropped, uncovered);
      grown = true;
    }
  }
  return records.every((record) => isWhole(asked, record, gone, dropped)) ? dropped : undefined;
}

/** Inner categories of a record of which some leaf stays. What is dropped later leaves an INSZ, or nothing stands. */
function stayingIn(asked: Asked, record: RequestRecord, dropped: Uint32Array): number {
  const left = without(record.fields, dropped);
  return asked.derived.innerFields.reduce(
    (set, own, category) => (overlaps(own, left) ? set | ((1 << category) & record.innerCategories) : set),
    0,
  );
}

/** Whether a record without the dropped fields still has a leaf, and an INSZ for everybody who stays in it. */
function isWhole(asked: Asked, record: RequestRecord, gone: number, dropped: Uint32Array): boolean {
  if (covers(dropped, record.fields)) return false;
  const { catalogue } = asked.derived;
  return record.persons.every((person) => {
    if (!hasField(dropped, person.field)) return true;
    if (person.category === undefined) return asked.request.category === 'woning';
    return (gone & (1 << catalogue.innerCategories.indexOf(person.category))) !== 0;
  });
}

interface FaultyParts {
  /** Leaves to drop. */
  readonly fields: Uint32Array;
  /** Names to drop that are no leaf of the catalogue: unknown ones, and objects or lists in the wrong shape. */
  readonly names: readonly string[];
  /** Leaves that go with a name, as they stand below it. */
  readonly below: Uint32Array;
  /** Inner categories with people who have no valid INSZ. */
  readonly categories: number;
}

/** What faults of content demand to be dropped. Undefined where dropping can't mend them. */
function faultsOf(asked: Asked, records: readonly RequestRecord[]): FaultyParts | undefined {
  const { catalogue } = asked.derived;
  const fields = new Uint32Array(catalogue.words);
  const below = new Uint32Array(catalogue.words);
  const names = new Set<string>();
  const places = new Set<string>();
  const unnamed = new Uint32Array(catalogue.words);
  let categories = 0;
  for (const record of records) {
    // More faults than are kept: the names of the rest are not known.
    if (record.faultCount > record.faults.length) return undefined;
    if (record.persons.length === 0 && asked.request.category !== 'woning') return undefined;
    for (const fault of record.faults) {
      const number = fault.field ?? (fault.code === 'invalid-value' ? catalogue.number(fault.path) : undefined);
      const field = number === undefined ? undefined : catalogue.fields[number];
      if (field === undefined) {
        // A name that was cut, or reads as a leaf of the catalogue, would make the sender drop something else.
        const isOther = fault.path.includes(cutMark) || catalogue.number(fault.path) !== undefined;
        if (fault.code === 'invalid-identifier' || isOther) return undefined;
        names.add(fault.path);
        if (fault.code === 'invalid-value') {
          places.add(fault.path);
          addAll(below, fieldsBelow(asked, fault.path));
        }
      } else if (field.identifier === 'person') {
        // The root person can't be dropped; nor can one inside who is the root here, as in records about a `kind`.
        const { innerCategory } = field;
        if (innerCategory === undefined || ((1 << innerCategory) & record.innerCategories) === 0) return undefined;
        // Nobody without INSZ stays: every leaf of such people in this record goes, and where one is an INSZ, all of them.
        const own = asked.derived.innerFields[innerCategory]!;
        const held = intersection(record.fields, own);
        addAll(unnamed, held);
        if (asked.derived.inszFields.some((insz) => hasField(held, insz))) categories |= 1 << innerCategory;
      } else addField(fields, field.number);
    }
  }
  // A category whose INSZ goes with a name goes as a whole.
  for (const [category, own] of asked.derived.innerFields.entries()) {
    if (asked.derived.inszFields.some((field) => hasField(own, field) && hasField(below, field))) {
      categories |= 1 << category;
    }
  }
  for (const name of names) if ([...places].some((place) => isBelow(name, place))) names.delete(name);
  if (names.size + fieldsIn(fields).length > faultNamesMax) return undefined;
  addAll(fields, unnamed);
  const occurring = records.reduce((set, record) => set | record.innerCategories, 0);
  return { fields, names: [...names].sort(), below, categories: categories & occurring };
}

/** Ends a name that was too long to repeat. */
const cutMark = '…';

function fieldsBelow(asked: Asked, path: string): Uint32Array {
  const { catalogue } = asked.derived;
  const below = new Uint32Array(catalogue.words);
  for (const field of catalogue.fields) {
    if (isBelow(field.path, path)) addField(below, field.number);
  }
  return below;
}

function intersection(a: Uint32Array, b: Uint32Array): Uint32Array {
  return without(a, without(a, b));
}

function isBelow(path: string, place: string): boolean {
  return path.startsWith(`${place}.`) || path.startsWith(`${place}[]`);
}

function isBetter(a: Drop, b: Drop): boolean {
  const size = a.fields.length + a.names.length - b.fields.length - b.names.length;
  if (size !== 0) return size < 0;
  for (const [index, field] of a.fields.entries()) {
    const other = b.fields[index];
    if (field !== other) return other !== undefined && field < other;
  }
  if (a.fields.length !== b.fields.length) return false;
  return a.names.join('\n') < b.names.join('\n');
}

/**
 * The first day on which one permission alone carries everything, where today only its date stands in the way. Never
 * of a confidential one.
 */
function earliestDay(
  asked: Asked,
  candidates: readonly Permission[],
  groups: readonly (readonly RequestRecord[])[],
): string | undefined {
  let earliest: string | undefined;
  for (const permission of candidates) {
    if (permission.confidential || (earliest !== undefined && earliest <= permission.from)) continue;
    if (groups.some((records) => records.every((record) => opensLater(asked, permission, record)))) {
      earliest = permission.from;
    }
  }
  return earliest;
}

function opensLater(asked: Asked, permission: Permission, record: RequestRecord): boolean {
  if (record.faultCount > 0 || !covers(permission.fields, record.fields)) return false;
  const failuresOn = (day: string) => failuresOf(asked, permission, record, record.innerCategories, undefined, day);
  return failuresOn(asked.context.clock.today) === notYetBit && failuresOn(permission.from) === 0;
}
