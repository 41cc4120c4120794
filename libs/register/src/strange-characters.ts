/** Characters that have no place in a file which people review: what is read must be what is there. */

/**
 * Controls of ASCII and of Latin-1, a carriage return that no line feed follows, signs that turn the direction of the text,
 * line ends that only some readers know, a byte order mark, and U+FFFD, which is what the reader writes in place of bytes that
 * are no UTF-8.
 */
export const strangeCharacter =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]|\r(?!\n)/;

/** What to call one of them, and what to do about it; without a hint where the rule's own says it. */
export function strangeWords(character: string): { readonly message: string; readonly hint: string } {
  const code = character.charCodeAt(0);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (character === '\ufeff') return { message: 'a byte order mark', hint: '' };
  if (character === '\ufffd') return { message: 'bytes that are no UTF-8', hint: '' };
  if (character === '\r')
    return { message: 'a carriage return without a line feed', hint: 'end every line with a line feed' };
  if (character === '\u0085' || character === '\u2028' || character === '\u2029')
    return {
      message: `a line end that only some readers know (${name})`,
      hint: 'end the line with a line feed, or remove it',
    };
  if (code > 0x9f)
    return {
      message: `a sign that turns the direction of the text (${name})`,
      hint: 'remove it: with it, what is read is not what is there',
    };
  return { message: `a control character (${name})`, hint: 'remove it' };
}

/** A file's name on one line, with what would break the line, steer a terminal or turn the text as its code. */
export function shownName(path: string): string {
  return path.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);
}
