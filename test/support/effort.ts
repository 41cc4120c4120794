/**
 * Which part of its usual runs a property test does: all, unless `SLUIS_EFFORT` says less. `npm run mutation` asks for less, since
 * it runs the tests thousands of times.
 */
const effort = Number(process.env['SLUIS_EFFORT'] ?? 1);

/** Whether tests do all of their runs. */
export const isWhole = effort === 1;

/** So many runs at full effort. */
export function runs(whole: number): number {
  return Math.ceil(whole * effort);
}

/** How often a test must have seen what it is about, where it is so often at full effort; half of its share in fewer runs. */
export function seenAtLeast(whole: number): number {
  return isWhole ? whole : Math.floor((whole * effort) / 2);
}
