/**
 * Whether a text is a Belgian identification number of social security (INSZ: Rijksregister or BIS number): eleven
 * digits, a month of 00-12 (or with 20 or 40 added for BIS numbers), a day of 00-31, a series of 001-999 and check
 * digits 97 - (first nine digits mod 97), with a 2 put in front of the nine for births from 2000.
 *
 * Unknown months and days are 00, and a full series borrows other days, so the digits are no calendar date and are not
 * read as one. No number passes both centuries, since 2,000,000,000 mod 97 is 68.
 */
export function isInsz(text: string): boolean {
  if (text.length !== 11) return false;
  let base = 0;
  for (let index = 0; index < 9; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    base = base * 10 + digit;
  }
  const tens = text.charCodeAt(9) - 48;
  const units = text.charCodeAt(10) - 48;
  if (tens < 0 || tens > 9 || units < 0 || units > 9) return false;
  const check = tens * 10 + units;
  if (check !== 97 - (base % 97) && check !== 97 - ((base + 2_000_000_000) % 97)) return false;
  const series = base % 1000;
  const day = Math.floor(base / 1000) % 100;
  const month = Math.floor(base / 100_000) % 100;
  return series >= 1 && day <= 31 && month % 20 <= 12 && month <= 52;
}

/** `85.07.30-998.47`: how an INSZ is shown to its holder. Takes eleven digits; never for logs. */
export function formatInsz(insz: string): string {
  const part = (from: number, to: number): string => insz.slice(from, to);
  return `${part(0, 2)}.${part(2, 4)}.${part(4, 6)}-${part(6, 9)}.${part(9, 11)}`;
}
