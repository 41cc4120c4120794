import type { LegalDate } from '#contract';
import type { Generalisation } from '#register';
import { TransformFault } from './fault';

/**
 * A value coarsened into a class: always a text, the class's name. The shapes are here, the bounds are the
 * catalogue's. Throws where the value is not of the shape's kind, and never returns the value itself uncut.
 */
export function generalise(generalisation: Generalisation, value: string | number | boolean, today: LegalDate): string {
  switch (generalisation.kind) {
    case 'age':
      return ageClass(generalisation, dateOf(value, generalisation.name), today);
    case 'year': {
      const { year } = dateOf(value, generalisation.name);
      if (year > 0) return padded(year, 4);
      if (generalisation.unknown !== undefined) return generalisation.unknown;
      throw unfit(generalisation.name);
    }
    case 'quarter': {
      const { year, month } = dateOf(value, generalisation.name);
      if (year === 0 || month === 0) throw unfit(generalisation.name);
      return `${padded(year, 4)}-Q${Math.ceil(month / 3)}`;
    }
    case 'amount':
      return amountClass(generalisation, value);
    case 'country': {
      if (typeof value !== 'string' || !/^[A-Z]{2}$/.test(value)) throw unfit(generalisation.name);
      return generalisation.groups.get(value) ?? (value === 'XX' ? generalisation.unknown : generalisation.other);
    }
    default:
      throw unfit((generalisation as { name: string }).name);
  }
}

interface PartialDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * The class of somebody's age in whole years on a day. An unknown month counts as January and an unknown day as the first,
 * so somebody born in `1960-00-00` is of an age from 1 January on. An unknown year, or a birth that is still to come,
 * is the unknown class. Who is born on 29 February has a birthday on 1 March in other years.
 */
function ageClass(
  { lowerBounds, unknown, name }: Extract<Generalisation, { kind: 'age' }>,
  birth: PartialDate,
  today: LegalDate,
): string {
  if (birth.year === 0) return unknown;
  const now = dateOf(today, name);
  const hadBirthday = (now.month - (birth.month || 1)) * 100 + (now.day - (birth.day || 1)) >= 0;
  const age = now.year - birth.year - (hadBirthday ? 0 : 1);
  if (age < 0) return unknown;
  const index = lowerBounds.findLastIndex((bound) => age >= bound);
  const lower = lowerBounds[index];
  if (lower === undefined) return lowerBounds[0] === undefined ? unknown : `<${lowerBounds[0]}`;
  const next = lowerBounds[index + 1];
  return next === undefined ? `${lower}+` : `${lower}-${next - 1}`;
}

/** `<10000`, then steps such as `10000-14999`, and `50000+`. */
function amountClass(
  { first, step, last, name }: Extract<Generalisation, { kind: 'amount' }>,
  value: string | number | boolean,
): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw unfit(name);
  if (value < first) return `<${first}`;
  if (value >= last) return `${last}+`;
  const lower = first + Math.floor((value - first) / step) * step;
  return `${lower}-${Math.min(lower + step, last) - 1}`;
}

function dateOf(value: string | number | boolean, name: string): PartialDate {
  const match = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  if (match === null) throw unfit(name);
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function unfit(name: string): TransformFault {
  return new TransformFault(`couldn't generalise by \`${name}\`: the value is not of its kind`);
}
