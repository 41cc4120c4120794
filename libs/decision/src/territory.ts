import type { RequestRecord } from '#contract';
import type { Territory } from '#register';
import type { Asked, Derived } from './context';
import { hasField } from './field-set';

/**
 * Whether the territory of a permission holds for a record on a day: by the leaf it names, which must be there and
 * inside in every place where it occurs, or else by the territory of the request. An unknown or missing code is
 * outside.
 */
export function territoryHolds(
  asked: Asked,
  territory: Territory,
  record: RequestRecord,
  dropped: Uint32Array | undefined,
  day: string,
): boolean {
  if (territory.leaf === undefined) {
    const { territory: code } = asked.request;
    return code !== undefined && territory.includes(code, day);
  }
  if (!hasField(record.fields, territory.leaf)) return false;
  if (dropped !== undefined && hasField(dropped, territory.leaf)) return false;
  return liesInside(territory, record.data, pathTo(asked.derived, territory.leaf), day);
}

/** Whether a leaf, by the steps to it, is there and inside in every place where it occurs. */
export function liesInside(territory: Territory, data: unknown, path: readonly string[], day: string): boolean {
  const values = valuesAt(data, path, 0);
  return values.length > 0 && values.every((value) => typeof value === 'string' && territory.includes(value, day));
}

/** The steps to a leaf: `gezin.leden[].insz` as `gezin`, `leden`, `[]`, `insz`. */
export function stepsTo(path: string): readonly string[] {
  return path.split('.').flatMap((name) => (name.endsWith('[]') ? [name.slice(0, -2), '[]'] : [name]));
}

/** Values of a field in a record, in order; more than one where arrays lie on the way. */
export function fieldValues(derived: Derived, record: RequestRecord, field: number): readonly unknown[] {
  return valuesAt(record.data, pathTo(derived, field), 0);
}

function pathTo(derived: Derived, field: number): readonly string[] {
  let path = derived.paths.get(field);
  if (path === undefined) {
    path = stepsTo(derived.catalogue.fields[field]?.path ?? '');
    derived.paths.set(field, path);
  }
  return path;
}

function valuesAt(value: unknown, path: readonly string[], from: number): readonly unknown[] {
  let here = value;
  for (let step = from; step < path.length; step++) {
    const name = path[step] ?? '';
    if (name === '[]') {
      return Array.isArray(here) ? here.flatMap((item: unknown) => valuesAt(item, path, step + 1)) : [];
    }
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return [];
    here = (here as Readonly<Record<string, unknown>>)[name];
  }
  return [here];
}
