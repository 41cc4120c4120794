import { isScalar, LineCounter, parseAllDocuments, visit, type Scalar } from 'yaml';
import { days, holdsNumberOfPerson, isInsz, namesNobody as textNamesNobody, plainText } from '#contract';

/** What is wrong with a text that may point at a person, in words that repeat nothing of it. */
export const namesNobodyRule = 'must not hold a number of a person, an e-mail address or a telephone number';

/** Whether a property holds no text that names somebody; what is no text is for other rules. */
export function namesNobody(value: unknown): boolean {
  return typeof value !== 'string' || textNamesNobody(value);
}

/**
 * Lines of a file, counted from 1 and each once, that hold an INSZ or BIS number, as it is written and as YAML reads it: a text
 * may go on over lines or be written with escapes. A register file names organisations, so their addresses and telephone numbers
 * may stand in it; numbers of people may not. Days are full of digits, and are no part of one.
 */
export function linesWithPersons(file: string): readonly number[] {
  const shown = plainText(file).split(/\r\n?|\n/);
  const written = shown.flatMap((line, at) => (linesHold(line) ? [at + 1] : []));
  return [...new Set([...written, ...scalarsWithPersons(file)])].toSorted((one, other) => one - other);
}

/** Where texts and numbers begin that hold one once YAML has read them. What is no YAML has none. */
function scalarsWithPersons(file: string): readonly number[] {
  const counter = new LineCounter();
  const found: number[] = [];
  try {
    for (const document of parseAllDocuments(file, { lineCounter: counter, logLevel: 'silent' })) {
      visit(document, (_, node) => {
        if (isScalar(node) && scalarHolds(node)) found.push(Math.max(1, counter.linePos(node.range?.[0] ?? 0).line));
      });
    }
  } catch (fault) {
    // Nested too deeply for the parser: no version is made of it, which says so.
    if (!(fault instanceof RangeError)) throw fault;
  }
  return found;
}

function scalarHolds({ value, source }: Scalar): boolean {
  // Of `00010199747` YAML makes a number without its zeros, and of `0x…` one that shows none of its digits.
  const number = typeof value === 'number' && /^0[xo]|[e.+]/i.test(source ?? '') ? String(value).padStart(11, '0') : '';
  const texts = [typeof value === 'string' ? value : (source ?? ''), number].map(plainText);
  return texts.some((text) => linesHold(text) || isInsz(eleven(text)));
}

/** The digits of a text that is one number in eleven digits, with any signs between them; a number shaped like a day too. */
function eleven(text: string): string {
  return /^\P{L}*$/u.test(text) ? text.replaceAll(/\D/g, '') : '';
}

function linesHold(text: string): boolean {
  return holdsNumberOfPerson(text.replaceAll(days, ' x '));
}
