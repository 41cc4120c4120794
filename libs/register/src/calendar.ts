/** Whether `YYYY-MM-DD` is a day of the calendar. */
export function isCalendarDate(written: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) return false;
  const day = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
}

/** What to do about a day that is none: ``February 2023 has 28 days``, or how a day is written. */
export function dateHint(written: string): string {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(written) ?? [];
  if (year === undefined) return 'write a day as `2021-03-01`: year, month, day';
  const name = months[Number(month) - 1];
  if (name === undefined) return `there is no month ${month}; write year, month, day, as in \`2021-03-01\``;
  if (Number(day) === 0) return 'the first day of a month is `01`';
  // Day 0 of the next month is the last of this one.
  return `${name} ${year} has ${new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()} days`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
