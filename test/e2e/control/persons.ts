// Synthetic numbers: series 997 and 998 of years long past, with valid check digits.
/** Persons who never were, so that a trace of them anywhere is a leak. */
export const insz = ['00', '01', '02', '03'].map((year) => withCheckDigits(`${year}0101997`));
export const contactEmail = 'canary.persoon@example.org';
export const contactTelephone = '+32 (0)51 99 88 77';

function withCheckDigits(nine: string): string {
  return nine + String(97 - (Number(nine) % 97)).padStart(2, '0');
}
