import { normaliseContact, type RequestRecord } from '#contract';
import type { Derived } from './context';
import { hasField } from './field-set';
import { fieldValues } from './territory';

/**
 * Every way to reach the root person that a record holds, each in its one spelling, ready to be made a token:
 * e-mail, telephone, and the name with the address. Never logged or recorded.
 */
export function contactsOf(derived: Derived, record: RequestRecord): readonly string[] {
  const contacts: string[] = [];
  for (const email of texts(derived, record, 'contact.email')) contacts.push(normaliseContact('email', email));
  for (const number of texts(derived, record, 'contact.telefoon')) contacts.push(normaliseContact('telefoon', number));
  const [naam] = texts(derived, record, 'persoon.naam');
  const address = addressLeaves.map((leaf) => texts(derived, record, `persoon.hoofdverblijfplaats.${leaf}`)[0] ?? '');
  if (naam !== undefined && address[0] !== '' && address[3] !== '') {
    contacts.push(
      normaliseNameAndAddress(naam, {
        straat: address[0] ?? '',
        huisnummer: address[1] ?? '',
        busnummer: address[2] ?? '',
        postcode: address[3] ?? '',
      }),
    );
  }
  return contacts;
}

/** An address as far as it tells where letters go. */
export interface PostalAddress {
  readonly straat: string;
  readonly huisnummer: string;
  readonly busnummer: string;
  readonly postcode: string;
}

/**
 * One spelling for a name and address on the do-not-contact list: `naam|straat huisnummer busnummer|postcode`, lower
 * case, without accents, blanks collapsed. The result is what a contact token is made of; it is never stored or
 * logged.
 */
export function normaliseNameAndAddress(naam: string, address: PostalAddress): string {
  const street = [address.straat, address.huisnummer, address.busnummer].filter((part) => part !== '').join(' ');
  return [naam, street, address.postcode].map(plain).join('|');
}

const addressLeaves = ['straat', 'huisnummer', 'busnummer', 'postcode'] as const;

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s|]+/g, ' ')
    .trim()
    .toLowerCase();
}

function texts(derived: Derived, record: RequestRecord, path: string): string[] {
  const field = derived.catalogue.number(path);
  if (field === undefined || !hasField(record.fields, field)) return [];
  return fieldValues(derived, record, field).filter((value) => typeof value === 'string');
}
