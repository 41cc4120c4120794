import type { Open } from './verdict';

/** A permission that no settled dimension has failed. */
export interface Live extends Open {
  /** Until the day is settled the whole window counts, after it only what the window says. */
  readonly key: number;
  /** Codes of its territory on the day that is settled. */
  readonly codes: Codes | undefined;
}

export interface Codes {
  readonly key: number;
  readonly set: ReadonlySet<string>;
}

export interface Lives {
  readonly before: readonly Live[];
  readonly after: readonly Live[];
}

export function* both({ before, after }: Lives): Generator<Live> {
  yield* before;
  yield* after;
}

export function keep({ before, after }: Lives, holds: (live: Live) => boolean): Lives {
  return { before: before.filter(holds), after: after.filter(holds) };
}

/** Windows that differ only in their days are one once the day is settled. */
export function distinct(lives: readonly Live[]): Live[] {
  return [...new Map(lives.map((live) => [liveKey(live), live])).values()].sort((a, b) =>
    liveKey(a) < liveKey(b) ? -1 : 1,
  );
}

function liveKey({ key, codes, satisfied }: Live): string {
  return `${key}:${codes?.key ?? ''}${satisfied ? '' : '!'}`;
}

export function keyOf(lives: Lives): string {
  return `${keyOfSide(lives.before)}|${keyOfSide(lives.after)}`;
}

export function keyOfSide(lives: readonly Live[]): string {
  let key = '';
  for (const live of lives) key += `${liveKey(live)} `;
  return key;
}
