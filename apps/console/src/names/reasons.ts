import type { ReasonCode } from '#contract';
import type { Language } from '../i18n/words';

/** Each reason in a few words, for lists; the sentence of the answer itself stands on the page of a case. */
const short: Readonly<Record<ReasonCode, { readonly nl: string; readonly en: string }>> = {
  malformed: { nl: 'Onleesbaar bericht', en: 'Unreadable message' },
  'too-large': { nl: 'Bericht te groot', en: 'Message too large' },
  'invalid-value': { nl: 'Ongeldige waarde', en: 'Invalid value' },
  'invalid-identifier': { nl: 'Ongeldig identificatienummer', en: 'Invalid identifier' },
  duplicate: { nl: 'Kenmerk al gebruikt', en: 'Id used before' },
  'unknown-recipient': { nl: 'Onbekende ontvanger', en: 'Unknown recipient' },
  'unknown-provider': { nl: 'Onbekende verstrekker', en: 'Unknown provider' },
  'unknown-purpose': { nl: 'Onbekend doel', en: 'Unknown purpose' },
  'unknown-category': { nl: 'Onbekende categorie', en: 'Unknown category' },
  'unknown-field': { nl: 'Onbekend gegeven', en: 'Unknown field' },
  'unknown-basis': { nl: 'Onbekende rechtsgrond', en: 'Unknown basis' },
  'no-permission': { nl: 'Geen toelating', en: 'No permission' },
  'not-yet-in-force': { nl: 'Nog niet van kracht', en: 'Not yet in force' },
  expired: { nl: 'Verstreken', en: 'Expired' },
  suspended: { nl: 'Geschorst', en: 'Suspended' },
  draft: { nl: 'Nog een ontwerp', en: 'Still a draft' },
  unconfirmed: { nl: 'Nog niet bevestigd', en: 'Not confirmed yet' },
  'field-not-permitted': { nl: 'Gegeven niet toegelaten', en: 'Field not permitted' },
  'category-not-permitted': { nl: 'Personen niet toegelaten', en: 'Persons not permitted' },
  'outside-territory': { nl: 'Buiten het gebied', en: 'Outside the territory' },
  'basis-mismatch': { nl: 'Andere rechtsgrond', en: 'Other basis' },
  'not-deliverable': { nl: 'Niet te leveren', en: 'Not deliverable' },
  'subject-restricted': { nl: 'Verwerking beperkt', en: 'Processing restricted' },
  'subject-objected': { nl: 'Bezwaar', en: 'Objection' },
  'consent-missing': { nl: 'Geen toestemming van de persoon', en: 'No consent' },
  'do-not-contact': { nl: 'Niet contacteren', en: 'Do not contact' },
  'no-relation': { nl: 'Geen dossier bij de ontvanger', en: 'No file at the recipient' },
  'outside-eea': { nl: 'Buiten de EER', en: 'Outside the EEA' },
  'identifier-leak': { nl: 'Identificatie lekt', en: 'Identifier would leak' },
  undeliverable: { nl: 'Niet af te leveren', en: 'Cannot be delivered' },
  'key-unavailable': { nl: 'Sleutel ontbreekt', en: 'Key missing' },
  'register-stale': { nl: 'Register verouderd', en: 'Register stale' },
  'facts-stale': { nl: 'Feiten verouderd', en: 'Facts stale' },
  'clock-unsure': { nl: 'Klok onzeker', en: 'Clock unsure' },
};

/** A code that this console doesn't know yet is shown as it is. */
export function reasonText(code: string, language: Language): string {
  return short[code as ReasonCode]?.[language] ?? code;
}

export const shownReasons = Object.keys(short) as readonly ReasonCode[];
