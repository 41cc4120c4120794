import { plainText } from '#contract';
import { formsOfDigits, hasDigitRun } from './digits';
import { numeralsAsDigits } from './numerals';

/** Identifiers of a record that must not survive in what leaves. */
export interface Hidden {
  /** INSZ: looked for in every notation. */
  readonly persons: Set<string>;
  /** Ids and contacts: looked for as whole tokens. */
  readonly tokens: Set<string>;
}

/** Shorter identifiers and shorter ends of numbers occur by chance. */
const charactersMin = 6;

/**
 * Whether any text shows an identifier that should be gone.
 *
 * An INSZ is found as its digits, in any script and in any sign that stands for a digit, whatever stands between them that
 * is neither letter nor digit, and without its leading zeros, as a reader of numbers would write it; also in the middle of
 * a longer number. Another identifier is found as a whole token in any case and any Unicode compatibility form, a telephone
 * number also by its digits. What a sender encodes (base64, words, letters between digits) is not found: fields that may hold such text are
 * never part of a statistical permission.
 */
export function findLeak(hidden: Hidden, texts: readonly string[]): boolean {
  // `x` is a letter, so that no number goes on from one text to the next.
  const text = texts.join(' x ');
  const plain = plainText(text);
  const numbered = numeralsAsDigits(text);
  const asNumbers = numbered === text ? plain : plainText(numbered);
  const needles = new Set<string>();
  for (const insz of hidden.persons) for (const form of numberForms(insz)) needles.add(form);
  for (const token of hidden.tokens) {
    const wanted = plainText(token);
    if (wanted.length >= charactersMin && (hasToken(plain, wanted) || hasToken(asNumbers, wanted))) return true;
    for (const form of telephoneForms(token)) needles.add(form);
  }
  if (needles.size === 0) return false;
  let shortest = Number.POSITIVE_INFINITY;
  for (const needle of needles) shortest = Math.min(shortest, needle.length);
  if (!hasDigitRun(asNumbers, shortest)) return false;
  const digits = formsOfDigits(asNumbers);
  for (const needle of needles) if (digits.includes(needle)) return true;
  return false;
}

function numberForms(insz: string): string[] {
  const bare = insz.replace(/^0+/, '');
  return bare === insz || bare.length < charactersMin ? [insz] : [insz, bare];
}

/** The part of a telephone number that every notation has: without prefix of country or trunk. */
function telephoneForms(token: string): string[] {
  if (!/^\+?[0-9(][0-9 ./()-]*$/.test(token)) return [];
  const international = token
    .trim()
    .replace(/^\+/, '00')
    .replace(/^(00[^(]*)\(0\)/, '$1');
  const digits = international.replace(/[^0-9]/g, '').replace(/^(?:0032)?0*/, '');
  return digits.length >= charactersMin ? [digits] : [];
}

function hasToken(text: string, token: string): boolean {
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
    if (!isWordAt(text, at - 1) && !isWordAt(text, at + token.length)) return true;
  }
  return false;
}

function isWordAt(text: string, index: number): boolean {
  return index >= 0 && index < text.length && /[\p{L}\p{N}]/u.test(text[index]!);
}
