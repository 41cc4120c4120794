import { isInsz } from './insz';
import { plainText } from './plain-text';

/**
 * Whether a text holds neither an INSZ or BIS number, in any notation and also mistyped in the usual one, nor an e-mail address
 * or a telephone number. What officers write is kept, shown and partly published, so it must not.
 */
export function namesNobody(text: string): boolean {
  const plain = plainText(text);
  return !plain.includes('@') && !holdsNumber(plain) && !holdsTelephone(plain);
}

/**
 * Whether a text that is still being typed, and looked for meanwhile, could come to name somebody: what is looked for goes into
 * addresses, which histories and logs keep. Ids of the register have letters beside their few digits.
 */
export function mayNameSomebody(text: string): boolean {
  const signs = plainText(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
  return /\d{9}/.test(signs) || /^\d{7,}$/.test(signs) || !namesNobody(text);
}

/** Whether a text holds an INSZ or BIS number: its eleven digits, whatever stands between them that is no letter. */
export function holdsNumberOfPerson(text: string): boolean {
  return holdsNumber(plainText(text));
}

function holdsNumber(plain: string): boolean {
  if (usualNotation.test(plain)) return true;
  return plain.split(asunder).some((part) => {
    const digits = part.replaceAll(/\D/g, '');
    for (let at = 0; at + 11 <= digits.length; at += 1) if (isInsz(digits.slice(at, at + 11))) return true;
    return false;
  });
}

/** Nobody writes one number with a word in it, or with more signs than this between two of its digits. */
const asunder = /\p{L}+|[^\p{L}\p{N}]{6,}/u;
/** Only numbers of people are written so: one whose check digits are wrong is a mistyped one. */
const usualNotation = /(?<!\d)\d{2}\.\d{2}\.\d{2}[^\p{L}\p{N}]{1,5}\d{3}[^\p{L}\p{N}]{1,5}\d{2}(?!\d)/u;

/** Days are written with the digits and signs of telephone numbers. */
export const days = /(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})(?!\d)/g;
const international = /(?:\+|(?<![\d./-])00)\s?[1-9](?:[\s./()-]{0,3}\d){7,14}(?!\d)/;
/** Nine digits of a fixed line, ten of a mobile one: they begin with one zero, and no number goes on into them. */
const national = /(?<!\d[\s./-]?)0[1-9](?:[\s./()-]{0,3}\d){7,8}(?!\d)/;

function holdsTelephone(plain: string): boolean {
  const rest = plain.replaceAll(days, ' x ');
  return international.test(rest) || national.test(rest);
}
