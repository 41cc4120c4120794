import { isInsz } from '#contract';

/** What is wrong with a text that may point at a person, in words that repeat nothing of it. */
export const namesNobodyRule = 'must not hold a number of a person, an e-mail address or a telephone number';

/**
 * Whether a text holds neither an INSZ or BIS number, in any notation and also mistyped in the usual one, nor an e-mail address
 * or a telephone number. What officers write is kept, shown and partly published, so it must not.
 */
export function namesNobody(value: unknown): boolean {
  if (typeof value !== 'string') return true;
  // Full-width digits and signs that don't show are read by people as what they stand for.
  const text = value.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  return !text.includes('@') && !holdsInsz(text) && !holdsTelephone(text);
}

/**
 * Lines of a file, counted from 1, that hold an INSZ or BIS number. A register file names organisations, so their addresses and
 * telephone numbers may stand in it; numbers of people may not. Days are full of digits, and are no part of one.
 */
export function linesWithPersons(file: string): readonly number[] {
  const lines = file
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .split(/\r\n?|\n/);
  return lines.flatMap((line, at) => (holdsInsz(line.replaceAll(days, ' x ')) ? [at + 1] : []));
}

function holdsInsz(text: string): boolean {
  if (/(?<!\d)\d{2}\.\d{2}\.\d{2}[\s.-]{1,3}\d{3}[\s.-]{1,3}\d{2}(?!\d)/.test(text)) return true;
  for (const { index } of text.matchAll(/\d/g)) {
    const digits = /^(?:\d[\s./_,()\p{Pd}]{0,3}){11}/u.exec(text.slice(index, index + 44))?.[0].replaceAll(/\D/g, '');
    if (digits !== undefined && isInsz(digits)) return true;
  }
  return false;
}

/** Days are written with the digits and signs of telephone numbers. */
const days = /(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})(?!\d)/g;
const international = /(?:\+|(?<![\d./-])00)\s?[1-9](?:[\s./()-]{0,3}\d){7,14}(?!\d)/;
/** Nine digits of a fixed line, ten of a mobile one: they begin with one zero, and no number goes on into them. */
const national = /(?<!\d[\s./-]?)0[1-9](?:[\s./()-]{0,3}\d){7,8}(?!\d)/;

function holdsTelephone(text: string): boolean {
  const rest = text.replaceAll(days, ' x ');
  return international.test(rest) || national.test(rest);
}
