/** How a contact is written in a record (`contact.email`, `contact.telefoon`) or in a `do-not-contact` fact. */
export type ContactKind = 'email' | 'telefoon';

/**
 * One spelling for each way to reach a person, so that a do-not-contact fact recorded as `+32 51 30 12 34` is found for
 * a record that says `051/30.12.34`. The result is what contact tokens are made of; it is never stored or logged.
 *
 * E-mail: trimmed, lower case, Unicode NFC. Telephone: digits only; `+32` and `0032` become `0`, another `+` becomes
 * `00`, and the bracketed zero of `+32 (0)51` falls away.
 */
export function normaliseContact(kind: ContactKind, value: string): string {
  return kind === 'email' ? value.normalize('NFC').trim().toLowerCase() : telephoneDigits(value);
}

function telephoneDigits(value: string): string {
  const international = value
    .trim()
    .replace(/^\+/, '00')
    .replace(/^(00[^(]*)\(0\)/, '$1');
  const digits = international.replace(/\D/g, '');
  return digits.replace(/^00320?/, '0');
}
