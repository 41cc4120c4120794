/**
 * A Brussels calendar date, `YYYY-MM-DD`. Legal dates are calendar dates, so a permission that ends on a day ends at
 * midnight in Brussels, whatever the machine's zone. Dates in this form compare as strings.
 */
export type LegalDate = string;

/** The one clock reading a decision is made with. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** The Brussels date of `atMs`. */
  readonly today: LegalDate;
}

const brussels = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Brussels',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const quarterHourMs = 900_000;
let cachedQuarter = Number.NaN;
let cachedDate: LegalDate = '';

/** The Brussels date of a moment. Formatting costs microseconds, and a date only changes on a quarter of an hour. */
export function brusselsDate(atMs: number): LegalDate {
  const quarter = Math.floor(atMs / quarterHourMs);
  if (quarter !== cachedQuarter) {
    cachedDate = brussels.format(atMs);
    cachedQuarter = quarter;
  }
  return cachedDate;
}

/** The clock reading at a moment. */
export function clockAt(atMs: number): Clock {
  return { atMs, today: brusselsDate(atMs) };
}

/** Whether a day lies in `[from, until)`; a missing bound is open. */
export function within(day: LegalDate, from: LegalDate | undefined, until: LegalDate | undefined): boolean {
  return (from === undefined || from <= day) && (until === undefined || day < until);
}
