import { bounds, reasonCodes, type ReasonCode } from '#contract';
import type { Permission } from '#register';
import { addField } from './field-set';

/**
 * One kind of cause of a denial, with everything it concerns. Grows while a stage runs and is read once, as a reason.
 */
export interface Cause {
  readonly code: ReasonCode;
  /** Catalogue fields it concerns. */
  readonly fields: Uint32Array;
  /** Names as the sender wrote them, for content faults. Told to the sender only. */
  readonly names: Set<string>;
  /** Names outside the catalogue, among `names` or beyond their bound. */
  readonly unknownNames: Set<string>;
  /** Permissions whose condition failed. */
  readonly permissions: Set<Permission>;
}

/** Causes by code. Order of insertion means nothing: reasons come in the order of `reasonCodes`. */
export type Causes = Map<ReasonCode, Cause>;

/** The cause of this code, made where it is not there yet. `words` is the length of a field set. */
export function causeOf(causes: Causes, code: ReasonCode, words: number): Cause {
  let cause = causes.get(code);
  if (cause === undefined) {
    cause = {
      code,
      fields: new Uint32Array(words),
      names: new Set(),
      unknownNames: new Set(),
      permissions: new Set(),
    };
    causes.set(code, cause);
  }
  return cause;
}

/** Adds all of `more` to `causes`. */
export function unite(causes: Causes, more: Causes): void {
  for (const [code, cause] of more) {
    const into = causeOf(causes, code, cause.fields.length);
    for (let word = 0; word < cause.fields.length; word++) {
      into.fields[word] = (into.fields[word] ?? 0) | (cause.fields[word] ?? 0);
    }
    for (const name of cause.names) into.names.add(name);
    for (const name of cause.unknownNames) into.unknownNames.add(name);
    for (const permission of cause.permissions) into.permissions.add(permission);
  }
}

/** A cause about fields, for one permission or none. */
export function blame(causes: Causes, code: ReasonCode, words: number, field?: number, permission?: Permission): void {
  const cause = causeOf(causes, code, words);
  if (field !== undefined) addField(cause.fields, field);
  if (permission !== undefined) cause.permissions.add(permission);
}

const rank = new Map<ReasonCode, number>(reasonCodes.map((code, index) => [code, index]));

/** Codes in the order of the documentation, whatever order they were found in. */
export function inOrder<T>(items: Iterable<T>, codeOf: (item: T) => ReasonCode): T[] {
  return [...items].sort((a, b) => (rank.get(codeOf(a)) ?? 0) - (rank.get(codeOf(b)) ?? 0));
}

/** Bound on the sender's own names in one answer. */
export const faultNamesMax = bounds.faultPathsMax;
