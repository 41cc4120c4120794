/**
 * One spelling for texts that look alike: compatibility forms made plain (NFKC), marks and invisible characters taken
 * out, decimal digits of every script as ASCII, lower case.
 */
export function plainText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the range is ASCII
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
    .toLowerCase();
}

/** The text without anything that is neither letter nor digit: a number stands as its digits alone. */
export function formsOfDigits(plain: string): string {
  return plain.replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Whether a text has so many digits without an ASCII letter between them: cheap, and true of any text in which
 * `formsOfDigits` could show a number of that length.
 */
export function hasDigitRun(plain: string, length: number): boolean {
  let run = 0;
  for (let index = 0; index < plain.length; index += 1) {
    const unit = plain.charCodeAt(index);
    if (unit >= 0x30 && unit <= 0x39) {
      run += 1;
      if (run >= length) return true;
    } else if (unit >= 0x61 && unit <= 0x7a) run = 0;
  }
  return false;
}

/** Decimal digits stand in rows of ten in Unicode, zero first (The Unicode Standard 4.6). */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let first = code;
  while (isDigit(first - 1)) first -= 1;
  return String((code - first) % 10);
}

function isDigit(code: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(code));
}
