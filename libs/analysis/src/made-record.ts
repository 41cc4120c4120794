import { addField } from '#decision';
import type { Catalogue, Field } from '#register';

/** A record put together from leaves: what the decider looks at, and which fields of the catalogue that are. */
export interface MadeRecord {
  readonly data: Readonly<Record<string, unknown>>;
  /** Set of the fields that occur. */
  readonly fields: Uint32Array;
  /** The same in the order in which the leaves came. */
  readonly known: readonly Field[];
  /** Paths that are no field of this catalogue; `data` has no leaf for them. */
  readonly unknown: readonly string[];
}

/**
 * A record with a value at each of these catalogue paths (`gezin.leden[].insz`); a list on the way has one item. A leaf of
 * `undefined` occurs and stands nowhere in the data, for whoever asks what does not depend on it.
 */
export function makeRecord(
  catalogue: Catalogue,
  leaves: Iterable<readonly [path: string, value: unknown]>,
): MadeRecord {
  const data: Record<string, unknown> = {};
  const fields = new Uint32Array(catalogue.words);
  const known: Field[] = [];
  const unknown: string[] = [];
  for (const [path, value] of leaves) {
    const number = catalogue.number(path);
    const field = number === undefined ? undefined : catalogue.fields[number];
    if (field === undefined) {
      unknown.push(path);
      continue;
    }
    addField(fields, field.number);
    known.push(field);
    if (value !== undefined) writeLeaf(data, path, value);
  }
  return { data, fields, known, unknown };
}

/** Writes one leaf where its path says. */
export function writeLeaf(into: Record<string, unknown>, path: string, value: unknown): void {
  let at = into;
  let from = 0;
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
    const step = path.slice(from, dot);
    if (step.endsWith('[]')) at = ((at[step.slice(0, -2)] ??= [{}]) as Record<string, unknown>[])[0]!;
    else at = (at[step] ??= {}) as Record<string, unknown>;
    from = dot + 1;
  }
  const last = path.slice(from);
  if (last.endsWith('[]')) at[last.slice(0, -2)] = [value];
  else at[last] = value;
}
