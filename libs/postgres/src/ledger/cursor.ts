/** Where a page of rows in the order of time and index ended. Times are kept to the millisecond, so a text in milliseconds is exact. */
export function parseCursor(text: string | undefined): { at: string; index: string } | undefined {
  const [, ms, index] = /^(\d{1,13})-(\d{1,15})$/.exec(text ?? '') ?? [];
  return ms === undefined ? undefined : { at: new Date(Number(ms)).toISOString(), index: index! };
}
