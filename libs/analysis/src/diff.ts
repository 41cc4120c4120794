import type { Decision } from '#contract';
import type { CompiledRegister, Field, Generalisation } from '#register';
import { compare, type Comparison } from './compare';
import { decideExample, exampleOf, type Example } from './example';
import { regionsOf, type Region } from './region';

/** What one register permits and another does not, and what it permits otherwise. */
export interface RegisterDiff {
  /** Whether no request that can be made is decided otherwise, and no delivered value is another. */
  readonly isEmpty: boolean;
  /** How many regions there are. */
  readonly count: number;
  /** Every region, one at a time: a diff of two registers that have nothing in common may not fit in memory. */
  regions(): Iterable<Region>;
  /** What is accepted or delivered under the same name otherwise than before. */
  readonly catalogue: readonly CatalogueChange[];
}

/** A field or class that means something else than before: `type` changes what is accepted, `bounds` what is delivered. */
export interface CatalogueChange {
  readonly name: string;
  readonly change: 'type' | 'bounds';
  /** Values that a list of codes or of participants newly accepts, and those that it accepts no more. */
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** An example of the one value, and what `decide` says of it where the list takes it; elsewhere it is `invalid-value`. */
export interface ValueExample {
  readonly example: Example;
  readonly value: string;
  readonly taken: 'before' | 'after';
  readonly decision: Decision;
}

/**
 * What becomes newly permitted, newly refused, or permitted otherwise (another duty, basis, retention, certainty) from one
 * register to the next. Exact: a request is decided otherwise if and only if it holds a field of a region at a point of
 * that region. Facts about persons are the same on both sides.
 */
export function diff(before: CompiledRegister, after: CompiledRegister): RegisterDiff {
  const comparison = compare(before, after);
  const catalogue = catalogueChanges(before, after);
  return {
    isEmpty: comparison.differences.length === 0 && catalogue.length === 0,
    count: countOf(comparison),
    regions: () => regionsOf(comparison),
    catalogue,
  };
}

/** A region with an example of it and what `decide` says of that on either side. */
export interface Shown {
  readonly region: Region;
  readonly example: Example;
  readonly before: Decision;
  readonly after: Decision;
}

export function show(region: Region, before: CompiledRegister, after: CompiledRegister): Shown {
  // The side that permits it knows every name in it.
  const example = exampleOf(region, region.after === undefined ? [after, before] : [before, after]);
  return { region, example, before: decideExample(example, before), after: decideExample(example, after) };
}

/** A request with a value that only one of two registers takes; undefined where neither permits any with that field. */
export function showValue(
  { name, added = [], removed = [] }: CatalogueChange,
  before: CompiledRegister,
  after: CompiledRegister,
): ValueExample | undefined {
  const [fresh] = added;
  const [gone] = removed;
  return (
    (fresh === undefined ? undefined : valueExample(name, fresh, 'after', after)) ??
    (gone === undefined ? undefined : valueExample(name, gone, 'before', before))
  );
}

function countOf({ diagrams, differences }: Comparison): number {
  return differences.reduce((sum, { diagram }) => sum + diagrams.count(diagram), 0);
}

function catalogueChanges(before: CompiledRegister, after: CompiledRegister): CatalogueChange[] {
  const changes: CatalogueChange[] = [];
  for (const field of before.catalogue.fields) {
    const number = after.catalogue.number(field.path);
    const now = number === undefined ? undefined : after.catalogue.fields[number];
    if (now === undefined || typeText(now) === typeText(field)) continue;
    const [old, fresh] = [acceptedBy(field), acceptedBy(now)];
    changes.push({
      name: field.path,
      change: 'type',
      ...(old && fresh && { added: only(fresh, old), removed: only(old, fresh) }),
    });
  }
  for (const [name, generalisation] of before.catalogue.generalisations) {
    const now = after.catalogue.generalisations.get(name);
    if (now !== undefined && classText(now) !== classText(generalisation)) changes.push({ name, change: 'bounds' });
  }
  return changes;
}

/** A permitted request that holds the value in this field, if a register permits any with the field. */
function valueExample(
  path: string,
  value: string,
  taken: ValueExample['taken'],
  register: CompiledRegister,
): ValueExample | undefined {
  for (const region of regionsOf(compare(undefined, register))) {
    if (!region.fields.includes(path)) continue;
    const example = exampleOf({ ...region, fields: [path] }, [register], new Map([[path, value]]));
    return { example, value, taken, decision: decideExample(example, register) };
  }
  return undefined;
}

/** The values of a list; undefined of any other type. */
function acceptedBy({ type }: Field): ReadonlySet<string> | undefined {
  if (type.kind === 'code') return type.codes;
  return type.kind === 'participant' ? type.ids : undefined;
}

function only(values: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...values].filter((value) => !others.has(value)).sort();
}

/** Sets in order: as they are, JSON would show each as empty, and two that differ alike. */
function typeText({ type }: Field): string {
  return JSON.stringify(type, (_name, value: unknown) =>
    value instanceof Set ? [...(value as Set<string>)].sort() : value,
  );
}

function classText(generalisation: Generalisation): string {
  if (generalisation.kind !== 'country') return JSON.stringify(generalisation);
  const groups = [...generalisation.groups].map(([code, group]) => `${code} ${group}`).sort();
  return JSON.stringify({ ...generalisation, groups });
}
