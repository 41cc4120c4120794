/**
 * The shorter of two retention periods, each an ISO 8601 duration or `unknown`; a known one is shorter than an unknown.
 * Years and months count with their mean length, which orders every pair that a retention rule would write.
 */
export function shorterRetention(a: string, b: string): string {
  const lengthOfA = meanDays(a);
  const lengthOfB = meanDays(b);
  if (lengthOfA !== lengthOfB) return lengthOfA < lengthOfB ? a : b;
  return a <= b ? a : b;
}

/** Whether the first lets somebody keep longer than the second; nobody knows how long `unknown` is, so nothing is longer. */
export function isLongerRetention(a: string, b: string): boolean {
  return meanDays(a) > meanDays(b);
}

const duration =
  /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const daysIn = [365.2425, 30.436875, 7, 1, 1 / 24, 1 / 1_440, 1 / 86_400] as const;

function meanDays(period: string): number {
  const match = duration.exec(period);
  if (match === null) return Number.POSITIVE_INFINITY;
  let days = 0;
  for (const [index, length] of daysIn.entries()) days += Number(match[index + 1] ?? 0) * length;
  return days;
}
