/** What is said of a request and of the permissions it meets, in both languages of an officer. */
import type { ReasonCode } from '#contract';
import type { Candidate } from '#decision';
import type { Language } from './remedy';

type Condition = { readonly holds: string; readonly fails: string };

export interface RequestWords {
  readonly noPermission: string;
  readonly otherInstrument: string;
  readonly which: (record: number, records: number) => string;
  readonly caption: (day: string, which: string) => string;
  readonly field: string;
  readonly answer: string;
  readonly candidates: string;
  readonly notListed: string;
  readonly blocked: (instrument: string, failed: string, more: number) => string;
  readonly draft: string;
  readonly window: (from: string, until: string | undefined) => string;
  readonly lists: (count: number, asked: number, window: string) => string;
  /** What is in order, in short parts. */
  readonly met: (parts: string) => string;
  /** What a permission asks, as it is met or not. What has no words here is called by its code. */
  readonly conditions: Partial<Record<ReasonCode, Condition>>;
  readonly demands: Record<Candidate['demands'][number], string>;
}

export const requestWords: Record<Language, RequestWords> = {
  nl: {
    noPermission:
      'Geen enkele toelating gaat van deze verstrekker naar deze ontvanger voor dit doel, dus geen enkel veld wordt gedragen.',
    otherInstrument:
      'Er zijn toelatingen voor deze verstrekker, ontvanger en dit doel, maar niet van het instrument waarop de aanvraag steunt.',
    which: (record, records) => ` (record ${record} van ${records})`,
    caption: (day, which) => `Per veld, zoals het op ${day} geldt${which}`,
    field: 'Veld',
    answer: 'Antwoord',
    candidates: 'Per toelating, de dichtstbijzijnde eerst',
    notListed: 'geen van deze toelatingen noemt het',
    blocked: (instrument, failed, more) =>
      `${instrument} noemt het, maar: ${failed}${more > 0 ? ` (en ${more} andere)` : ''}`,
    draft: 'is een ontwerp',
    window: (from, until) => `geldt van ${from} tot ${until ?? 'een einde dat niet bekend is'}`,
    lists: (count, asked, window) => `noemt ${count} van de ${asked} velden; ${window}`,
    met: (parts) => `in orde: ${parts}`,
    conditions: {
      'category-not-permitted': { holds: 'over deze personen', fails: 'niet over deze categorie van personen' },
      'not-yet-in-force': { holds: 'al begonnen', fails: 'nog niet van kracht' },
      expired: { holds: 'nog niet geëindigd', fails: 'niet meer van kracht' },
      suspended: { holds: 'niet geschorst', fails: 'geschorst' },
      draft: { holds: 'gedateerd en getekend', fails: 'een ontwerp: niet gedateerd, goedgekeurd of getekend' },
      unconfirmed: { holds: 'feiten bevestigd, of een demonstratie', fails: 'steunt op feiten die niemand bevestigde' },
      'outside-eea': { holds: 'binnen de EER', fails: 'buiten de EER, zonder grond voor doorgifte' },
      'outside-territory': { holds: 'binnen het gebied', fails: 'buiten het gebied' },
      // What it asks of persons: only facts about them can tell, so no permission holds or fails it by itself.
      'consent-missing': {
        holds: 'toestemming opgetekend',
        fails: 'van een persoon is geen geldige toestemming opgetekend',
      },
      'no-relation': { holds: 'open dossier opgetekend', fails: 'over een persoon is geen open dossier opgetekend' },
      'do-not-contact': {
        holds: 'mag benaderd worden',
        fails: 'een persoon of contactgegeven mag niet benaderd worden',
      },
      'subject-restricted': { holds: 'verwerking niet beperkt', fails: 'de verwerking is voor een persoon beperkt' },
      'subject-objected': { holds: 'geen bezwaar', fails: 'een persoon maakte bezwaar' },
    },
    demands: {
      'open-file-provider': 'wie geeft moet een open dossier over de persoon hebben',
      'open-file-recipient': 'wie krijgt moet een open dossier over de persoon hebben',
      consent: 'elke persoon moet toestemming gegeven hebben',
      'do-not-contact': 'niemand mag op de niet-contacterenlijst staan',
    },
  },
  en: {
    noPermission: 'No permission goes from this provider to this recipient for this purpose, so no field is carried.',
    otherInstrument:
      'There are permissions for this provider, recipient and purpose, but none of the instrument that the request relies on.',
    which: (record, records) => ` (record ${record} of ${records})`,
    caption: (day, which) => `By field, as it holds on ${day}${which}`,
    field: 'Field',
    answer: 'Answer',
    candidates: 'By permission, the nearest first',
    notListed: 'none of these permissions lists it',
    blocked: (instrument, failed, more) =>
      `${instrument} lists it, but: ${failed}${more > 0 ? ` (and ${more} more)` : ''}`,
    draft: 'is a draft',
    window: (from, until) => `holds from ${from} until ${until ?? 'an end that is not known'}`,
    lists: (count, asked, window) => `lists ${count} of the ${asked} fields; ${window}`,
    met: (parts) => `in order: ${parts}`,
    conditions: {
      'category-not-permitted': { holds: 'about these persons', fails: 'not about this category of persons' },
      'not-yet-in-force': { holds: 'begun', fails: 'not in force yet' },
      expired: { holds: 'not ended', fails: 'no longer in force' },
      suspended: { holds: 'not suspended', fails: 'suspended' },
      draft: { holds: 'dated and signed', fails: 'a draft: not dated, approved or signed' },
      unconfirmed: { holds: 'facts confirmed, or a demonstration', fails: 'rests on facts that nobody confirmed' },
      'outside-eea': { holds: 'inside the EEA', fails: 'outside the EEA, without a ground for transfer' },
      'outside-territory': { holds: 'inside the territory', fails: 'outside the territory' },
      'consent-missing': { holds: 'consent on record', fails: 'no valid consent of a person is on record' },
      'no-relation': { holds: 'open file on record', fails: 'no open file on a person is on record' },
      'do-not-contact': { holds: 'may be contacted', fails: 'a person or contact detail may not be contacted' },
      'subject-restricted': { holds: 'processing not restricted', fails: 'processing is restricted for a person' },
      'subject-objected': { holds: 'no objection', fails: 'a person objected' },
    },
    demands: {
      'open-file-provider': 'the provider must have an open file on the person',
      'open-file-recipient': 'the recipient must have an open file on the person',
      consent: 'each person must have consented',
      'do-not-contact': 'nobody may be on the do-not-contact list',
    },
  },
};
