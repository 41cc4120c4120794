/**
 * Whether a text to look for could be a number of a person, a telephone number or an e-mail address. What is looked for goes
 * into addresses, which histories and logs keep.
 */
export function namesSomebody(text: string): boolean {
  return text.includes('@') || /\d{9}/.test(text.replaceAll(/[\s.\-/()+]/g, ''));
}
