/** What is said of a region of requests, in both languages of an officer. */
import { durationWords } from '#contract';
import type { Language } from './remedy';

export interface RegionWords {
  readonly route: (to: string, what: string, from: string) => string;
  readonly before: string;
  readonly now: string;
  readonly by: (instruments: string) => string;
  readonly kept: (duration: string) => string;
  readonly assumed: string;
  readonly statistical: string;
  readonly self: string;
  readonly noBasis: string;
  readonly ownObject: string;
  readonly sent: (senders: string, bases: string, about: string) => string;
  readonly from: (day: string) => string;
  readonly window: (from: string, until: string) => string;
  readonly inside: string;
  readonly maybeInside: string;
  readonly territory: string;
  readonly none: string;
  readonly orNone: string;
  readonly any: string;
  readonly allBut: (codes: string) => string;
  readonly demonstration: string;
  readonly operational: string;
  readonly facts: Readonly<Record<string, Readonly<Record<'holds' | 'fails', string>>>>;
  readonly more: (count: number) => string;
  readonly example: (asked: string, fields: string) => string;
  readonly asks: (system: string, recipient: string, purpose: string) => string;
  readonly behalf: (provider: string) => string;
  readonly ground: (instrument: string) => string;
  readonly place: (municipality: string) => string;
  readonly about: (category: string) => string;
  readonly on: (day: string) => string;
}

export const regionWords: Record<Language, RegionWords> = {
  nl: {
    route: (to, what, from) => `aan ${to}, voor ${what}, van ${from}`,
    before: 'vroeger',
    now: 'nu',
    by: (instruments) => `door ${instruments}`,
    kept: (duration) => `bewaartermijn ${duration}`,
    assumed: 'steunt op een aanname',
    statistical: 'statistisch',
    self: 'de verstrekker zelf',
    noBasis: 'geen genoemd',
    ownObject: 'in een eigen object',
    sent: (senders, bases, about) => `verzonden door ${senders}; op grond van: ${bases}; over ${about}`,
    from: (day) => `vanaf ${day}`,
    window: (from, until) => `van ${from} tot ${until}`,
    inside: 'ook in het record',
    maybeInside: 'al dan niet in het record',
    territory: 'gemeente die de aanvraag noemt',
    none: 'geen',
    orNone: ', of geen',
    any: 'om het even welke',
    allBut: (codes) => `elke behalve ${codes}`,
    demonstration: 'alleen in een demonstratie',
    operational: 'alleen buiten een demonstratie',
    facts: {
      consent: { holds: 'waar toestemming is opgetekend', fails: 'waar toestemming niet is opgetekend' },
      doNotContact: {
        holds: 'waar niemand op de niet-contacterenlijst staat',
        fails: 'waar iemand op de niet-contacterenlijst staat',
      },
      provider: {
        holds: 'waar de verstrekker een open dossier heeft',
        fails: 'waar de verstrekker geen open dossier heeft',
      },
      recipient: {
        holds: 'waar de ontvanger een open dossier heeft',
        fails: 'waar de ontvanger geen open dossier heeft',
      },
    },
    more: (count) => ` en nog ${count}`,
    example: (asked, fields) => `voorbeeld: ${asked}: ${fields}`,
    asks: (system, recipient, purpose) => `${system} aan ${recipient} voor ${purpose}`,
    behalf: (provider) => `namens ${provider}`,
    ground: (instrument) => `op grond van ${instrument}`,
    place: (municipality) => `in ${municipality}`,
    about: (category) => `over ${category}`,
    on: (day) => `op ${day}`,
  },
  en: {
    route: (to, what, from) => `to ${to}, for ${what}, from ${from}`,
    before: 'before',
    now: 'now',
    by: (instruments) => `by ${instruments}`,
    kept: (duration) => (duration === durationWords('unknown', 'en') ? 'retention not known' : `kept for ${duration}`),
    assumed: 'rests on an assumption',
    statistical: 'statistical',
    self: 'the provider itself',
    noBasis: 'none named',
    ownObject: 'in an object of its own',
    sent: (senders, bases, about) => `sent by ${senders}; on the ground of: ${bases}; about ${about}`,
    from: (day) => `from ${day}`,
    window: (from, until) => `from ${from} until ${until}`,
    inside: 'also in the record',
    maybeInside: 'with or without in the record',
    territory: 'municipality that the request names',
    none: 'none',
    orNone: ', or none',
    any: 'any',
    allBut: (codes) => `any but ${codes}`,
    demonstration: 'only in a demonstration',
    operational: 'only outside a demonstration',
    facts: {
      consent: { holds: 'where consent is on record', fails: 'where consent is not on record' },
      doNotContact: {
        holds: 'where nobody is on the do-not-contact list',
        fails: 'where somebody is on the do-not-contact list',
      },
      provider: {
        holds: 'where the provider has an open file',
        fails: 'where the provider has no open file',
      },
      recipient: {
        holds: 'where the recipient has an open file',
        fails: 'where the recipient has no open file',
      },
    },
    more: (count) => ` and ${count} more`,
    example: (asked, fields) => `example: ${asked}: ${fields}`,
    asks: (system, recipient, purpose) => `${system} to ${recipient} for ${purpose}`,
    behalf: (provider) => `on behalf of ${provider}`,
    ground: (instrument) => `on the ground of ${instrument}`,
    place: (municipality) => `in ${municipality}`,
    about: (category) => `about ${category}`,
    on: (day) => `on ${day}`,
  },
};
