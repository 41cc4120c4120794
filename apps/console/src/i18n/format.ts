import { localeOf, useLanguage, type Language } from './words';

/** Numbers and times as a reader in Brussels writes them. All take ISO 8601, as the API gives it. */
export interface Format {
  /** `12 345`. */
  number(value: number): string;
  /** `22 nov. 2026`. */
  date(iso: string): string;
  /** `22 nov. 2026 14:05`. */
  time(iso: string): string;
  /** `22 nov. 2026 14:05:09`. */
  exactTime(iso: string): string;
  /** `3 uur geleden`, counted from `now`. */
  ago(iso: string, now?: number): string;
  /** `ma 22 nov.`, or `14:00` for parts of a day. */
  interval(iso: string, hours: boolean): string;
  /** `a, b en c`. */
  list(items: readonly string[]): string;
}

const made = new Map<Language, Format>();

export function useFormat(): Format {
  return formatOf(useLanguage());
}

export function formatOf(language: Language): Format {
  const known = made.get(language) ?? make(localeOf(language));
  made.set(language, known);
  return known;
}

function make(locale: string): Format {
  const timeZone = 'Europe/Brussels';
  const day = { day: 'numeric', month: 'short', year: 'numeric', timeZone } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hour12: false, timeZone } as const;
  const number = new Intl.NumberFormat(locale);
  const date = new Intl.DateTimeFormat(locale, day);
  const time = new Intl.DateTimeFormat(locale, { ...day, ...clock });
  const exact = new Intl.DateTimeFormat(locale, { ...day, ...clock, second: '2-digit' });
  const hour = new Intl.DateTimeFormat(locale, clock);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    number: (value) => number.format(value),
    date: (iso) => date.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)).replace(',', ''),
    exactTime: (iso) => exact.format(new Date(iso)).replace(',', ''),
    ago: (iso, now = Date.now()) => {
      const { count, unit } = distance((Date.parse(iso) - now) / 1_000);
      return relative.format(count, unit);
    },
    interval: (iso, hours) => (hours ? hour : weekday).format(new Date(iso)),
    list: (items) => list.format(items),
  };
}

/** Seconds in the largest unit that holds at least one; negative is the past. */
export function distance(seconds: number): { count: number; unit: Intl.RelativeTimeFormatUnit } {
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return { count: Math.trunc(seconds / length), unit };
  }
  return { count: Math.trunc(seconds), unit: 'second' };
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
