import type { PromiseFiles } from '#postgres';
import { parseRegister, type InvariantSource } from '#register';

/**
 * What a register promises, and what becomes of it by a proposal. INVARIANT(promises-outlive-a-proposal): every promise of the
 * active register is held over the proposed one in the words that it has now, whatever the proposal makes of it. So what
 * a promise forbids takes two proposals, of two people each: one that weakens it, and keeps it, and one that permits.
 */

export type PromiseChange = 'new' | 'changed' | 'removed';

/** A file of the register that a proposal adds, takes away or changes. */
export interface DocumentChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed';
}

/** A promise in each of its words that the proposed register is held against; undefined where it can't be. */
export interface PromiseToHold {
  readonly path: string;
  readonly id: string;
  readonly title: string;
  readonly texts: readonly (InvariantSource | undefined)[];
  readonly change: PromiseChange | undefined;
}

const folder = 'invariants/';

/** The promises among the files of a register, in the order of their paths. */
export function promisesIn(files: ReadonlyMap<string, string>): PromiseFiles {
  const promises = [...files].filter(([path]) => path.startsWith(folder));
  return promises.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** `files`: the proposed register's, which are sound; `own`: what these promise, as it was read. */
export function promisesToHold(
  files: ReadonlyMap<string, string>,
  promised: ReadonlyMap<string, string>,
  own: readonly InvariantSource[],
): readonly PromiseToHold[] {
  const read = new Map(own.map((invariant) => [pathOf(invariant), invariant]));
  const gone = [...promised].filter(([path, text]) => files.get(path) !== text);
  const old = new Map(oldWords(files, gone).map((invariant) => [pathOf(invariant), invariant]));
  const changed = new Map(gone);
  const kept = own.map((invariant): PromiseToHold => {
    const path = pathOf(invariant);
    const before = promised.get(path);
    const change = before === undefined ? 'new' : changed.has(path) ? 'changed' : undefined;
    const texts = change === 'changed' ? [old.get(path), invariant] : [invariant];
    return { path, id: invariant.id, title: invariant.title.nl, texts, change };
  });
  const removed = gone
    .filter(([path]) => !read.has(path))
    .map(([path]): PromiseToHold => {
      const before = old.get(path);
      const id = path.slice(folder.length).replace(/\.yaml$/, '');
      return { path, id, title: before?.title.nl ?? id, texts: [before], change: 'removed' };
    });
  // What the proposal does to promises comes first: whoever approves must not have to look for it.
  const all = [...removed, ...kept];
  return [...all.filter(({ change }) => change !== undefined), ...all.filter(({ change }) => change === undefined)];
}

/** Changes of promises among those of documents. */
export function promiseChanges(promises: readonly PromiseToHold[]): readonly DocumentChange[] {
  return promises.flatMap(({ path, change }) =>
    change === undefined ? [] : [{ path, change: change === 'new' ? ('added' as const) : change }],
  );
}

/** Promises in their old words, read beside the proposed register; those that name what it lacks are left out. */
function oldWords(files: ReadonlyMap<string, string>, gone: PromiseFiles): readonly InvariantSource[] {
  if (gone.length === 0) return [];
  const rest = [...files].filter(([path]) => !path.startsWith(folder));
  const beside = (promises: PromiseFiles) => parseRegister(new Map([...rest, ...promises]));
  const first = beside(gone);
  const unreadable = new Set(first.faults.map(({ file }) => file));
  if (unreadable.size === 0) return first.invariants ?? [];
  return beside(gone.filter(([path]) => !unreadable.has(path))).invariants ?? [];
}

function pathOf({ id }: InvariantSource): string {
  return `${folder}${id}.yaml`;
}
