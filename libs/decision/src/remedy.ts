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
 * INVARIANT(remedy-is-exact): without these fields the request stands at the permission stage, and no smaller set has
 * that effect. Sets of one size are told apart by catalogue order.
 */
function smallestDrop(
  asked: Asked,
  candidates: readonly Permission[],
  groups: readonly (readonly RequestRecord[])[],
): readonly string[] | undefined {
  if (candidates.length === 0) return undefined;
  let best: { size: number; fields: readonly number[]; names: readonly string[] } | undefined;
  for (const records of groups) {
    const faults = faultsOf(asked, records);
    if (faults === undefined) continue;
    const occurring = records.reduce((set, record) => set | record.innerCategories, 0);
    // Every subset of the categories that occur, the empty one last.
    for (let gone = occurring, left = true; left; left = gone !== 0, gone = (gone - 1) & occurring) {
      if ((faults.categories & ~gone) !== 0) continue;
      const dropped = leastDrop(asked, candidates, records, gone, faults.fields);
      if (dropped === undefined) continue;
      const fields = fieldsIn(dropped);
      const size = fields.length + faults.names.length;
      if (best === undefined || size < best.size || (size === best.size && earlier(fields, best.fields))) {
        best = { size, fields, names: faults.names };
      }
    }
  }
  // Nothing to drop: then it isn't fields that stand in the way, but persons.
  if (best === undefined || best.size === 0) return undefined;
  return [...best.fields.map((field) => asked.derived.catalogue.fields[field]?.path ?? ''), ...best.names];
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
): Uint32Array | undefined {
  const { innerFields } = asked.derived;
  const dropped = faulty.slice();
  for (const record of records) {
    for (const [category, fields] of innerFields.entries()) {
      if ((gone & (1 << category)) === 0) continue;
      for (const field of fieldsIn(fields)) if (hasField(record.fields, field)) addField(dropped, field);
    }
  }
  for (let grown = true; grown;) {
    grown = false;
    for (const record of records) {
      const uncovered = without(record.fields, dropped);
      const left = uncovered.slice();
      for (const permission of candidates) {
        if (!overlaps(permission.fields, left)) continue;
        const day = asked.context.clock.today;
        if (failuresOf(asked, permission, record, record.innerCategories & ~gone, dropped, day) !== 0) continue;
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

/**
 * What faults of content demand: fields and names to drop, and inner categories of people who have no valid INSZ.
 * Undefined where dropping can't mend them.
 */
function faultsOf(
  asked: Asked,
  records: readonly RequestRecord[],
): { fields: Uint32Array; names: readonly string[]; categories: number } | undefined {
  const { catalogue } = asked.derived;
  const fields = new Uint32Array(catalogue.words);
  const names = new Set<string>();
  let categories = 0;
  let count = 0;
  for (const record of records) {
    if (record.faultCount > record.faults.length) return undefined;
    if (record.persons.length === 0 && asked.request.category !== 'woning') return undefined;
    for (const fault of record.faults) {
      const field = fault.field === undefined ? undefined : catalogue.fields[fault.field];
      if (field === undefined) {
        if (fault.code === 'invalid-identifier') return undefined;
        names.add(fault.path);
      } else if (field.identifier === 'person') {
        // The root person can't be dropped; nor can one inside who is the root here, as in records about a `kind`.
        const category = field.innerCategory === undefined ? 0 : (1 << field.innerCategory) & record.innerCategories;
        if (category === 0) return undefined;
        categories |= category;
      } else if (!hasField(fields, field.number)) {
        addField(fields, field.number);
        count++;
      }
    }
  }
  if (names.size + count > faultNamesMax) return undefined;
  return { fields, names: [...names].sort(), categories };
}

function earlier(a: readonly number[], b: readonly number[]): boolean {
  for (const [index, field] of a.entries()) {
    const other = b[index] ?? field;
    if (field !== other) return field < other;
  }
  return false;
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
