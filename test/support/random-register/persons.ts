/** How many people there are in random registers and requests. */
export const randomPersons = 200;

/** The n-th of them, as the token that stands for a number: 26 base32 characters. */
export function randomPerson(n: number): string {
  const letters = [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  return `persoon${letters.padStart(19, 'x')}`;
}
