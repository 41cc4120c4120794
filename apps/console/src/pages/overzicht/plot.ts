/** Where things stand in a plot of stacked bars. Arithmetic only; units are those of the SVG. */

/** Marks of an axis from 0 that reaches at least `highest`, at whole numbers that people count in. */
export function ticks(highest: number, wanted = 4): readonly number[] {
  const rough = Math.max(1, highest) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 1);
  const marks = [0];
  for (let mark = step; marks.at(-1)! < Math.max(1, highest); mark += step) marks.push(mark);
  return marks;
}

/** Every which label is written, so that each has `labelWidth` of room: 1 writes all. */
export function labelEvery(count: number, width: number, labelWidth: number): number {
  const fit = Math.max(1, Math.floor(width / labelWidth));
  return Math.max(1, Math.ceil(count / fit));
}
