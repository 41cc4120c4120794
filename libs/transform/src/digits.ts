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
