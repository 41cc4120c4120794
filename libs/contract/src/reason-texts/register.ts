import type { ReasonCode } from '../reasons';
import type { ReasonText } from './text';

/** What the register does not permit. */
export const ofRegister = {
  'no-permission': {
    meaning: {
      nl: 'Geen enkel instrument laat deze gever iets aan deze ontvanger geven voor dit doel (AVG art. 5, lid 1, b), of niet via deze verzender.',
      en: 'No instrument lets this provider give anything to this recipient for this purpose (GDPR art. 5(1)(b)), or not through this sender.',
    },
    mends: 'register',
    retry: 'mended',
    sentence: {
      nl: 'Er is geen geregistreerd instrument waarmee[ {provider}] gegevens mag geven[ aan {recipient}][ voor {purpose}] langs deze weg.[ Het gaat om {records}.] Nodig is {needed}.',
      en: 'No registered instrument lets[ {provider}] data go[ to {recipient}][ for {purpose}] along this way.[ It concerns {records}.] Needed is {needed}.',
    },
  },
  'not-yet-in-force': {
    meaning: {
      nl: 'Het instrument dat het zou toelaten, geldt nog niet.',
      en: 'The instrument that would permit it is not yet in force.',
    },
    mends: 'register',
    retry: 'later',
    sentence: {
      nl: 'Wat dit zou toelaten, geldt nog niet[: {instruments}].[ Het gaat om {records}.]',
      en: 'What would permit this is not yet in force[: {instruments}].[ It concerns {records}.]',
    },
  },
  expired: {
    meaning: {
      nl: 'Het instrument dat het toeliet, geldt niet meer, of een van de partijen heeft haar rol niet meer.',
      en: 'The instrument that permitted it is no longer in force, or one of the parties no longer has its role.',
    },
    mends: 'register',
    retry: 'mended',
    sentence: {
      nl: 'Wat dit toeliet, geldt niet meer[: {instruments}].[ Het gaat om {records}.]',
      en: 'What permitted this is no longer in force[: {instruments}].[ It concerns {records}.]',
    },
  },
  suspended: {
    meaning: {
      nl: 'Het instrument is vandaag geschorst.',
      en: 'The instrument is suspended today.',
    },
    mends: 'register',
    retry: 'mended',
    sentence: {
      nl: 'Het instrument dat dit toelaat, is geschorst[: {instruments}].[ Het gaat om {records}.]',
      en: 'The instrument that permits this is suspended[: {instruments}].[ It concerns {records}.]',
    },
  },
  draft: {
    meaning: {
      nl: 'Het instrument is niet gedateerd, niet ondertekend of nog niet goedgekeurd door wie dat eerst moet, en laat daarom niets toe.',
      en: 'The instrument is undated, unsigned or not yet approved by who must approve it first, and therefore permits nothing.',
    },
    mends: 'register',
    retry: 'mended',
    sentence: {
      nl: 'Het instrument dat dit zou toelaten, is nog een ontwerp: zonder datum, ondertekening en vereiste goedkeuring laat het niets toe[ ({instruments})].[ Het gaat om {records}.]',
      en: 'The instrument that would permit this is still a draft: without date, signature and required approval it permits nothing[ ({instruments})].[ It concerns {records}.]',
    },
  },
  unconfirmed: {
    meaning: {
      nl: 'De toelating steunt op een feit dat alleen is aangenomen (`assumed`), en deze installatie is geen demonstratie.',
      en: 'The permission rests on a fact marked `assumed`, and the installation is not a demonstration.',
    },
    mends: 'register',
    retry: 'mended',
    sentence: {
      nl: 'Wat dit zou toelaten, steunt op feiten die nog niemand in een bron heeft nagekeken[: {instruments}].[ Het gaat om {records}.] Twee mensen moeten ze bevestigen.',
      en: 'What would permit this rests on facts that nobody has confirmed in a source yet[: {instruments}].[ It concerns {records}.] Two people must confirm them.',
    },
  },
  'field-not-permitted': {
    meaning: {
      nl: 'Geen enkel instrument laat dit veld toe voor deze gever, deze ontvanger en dit doel (minimale gegevensverwerking, AVG art. 5, lid 1, c).',
      en: 'No instrument permits this field for this provider, recipient and purpose (data minimisation, GDPR art. 5(1)(c)).',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Geen enkel instrument laat deze velden toe[ aan {recipient}][ voor {purpose}][: {fields}].[ Het gaat om {records}.]',
      en: 'No instrument permits these fields[ to {recipient}][ for {purpose}][: {fields}].[ It concerns {records}.]',
    },
  },
  'category-not-permitted': {
    meaning: {
      nl: 'Het instrument laat gegevens toe, maar niet over deze categorie van personen.',
      en: 'The instrument permits data, but not about this category of persons.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Wat hier is toegelaten, geldt niet voor deze categorie van personen[ (personen van {fields})].[ Het gaat om {records}.]',
      en: 'What is permitted here does not hold for this category of persons[ (persons of {fields})].[ It concerns {records}.]',
    },
  },
  'outside-territory': {
    meaning: {
      nl: 'De gemeente ligt buiten het gebied van het instrument, is onbekend of ontbreekt.',
      en: 'The municipality lies outside the territory of the instrument, is unknown or missing.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'De gemeente ligt buiten het gebied waarvoor dit is toegelaten, of is niet opgegeven[ ({instruments})].[ Het gaat om {records}.]',
      en: 'The municipality lies outside the territory for which this is permitted, or is not given[ ({instruments})].[ It concerns {records}.]',
    },
  },
  'basis-mismatch': {
    meaning: {
      nl: 'Het genoemde instrument laat dit niet toe; een ander misschien wel.',
      en: 'The instrument named does not permit this; another one may.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Het instrument waarop deze aanvraag zich beroept, gaat niet over deze gever, deze ontvanger en dit doel.[ Het gaat om {records}.]',
      en: 'The instrument that this request relies on is not about this provider, recipient and purpose.[ It concerns {records}.]',
    },
  },
  'outside-eea': {
    meaning: {
      nl: 'De ontvanger is buiten de Europese Economische Ruimte en er is geen grond voor doorgifte opgetekend (AVG art. 44-46).',
      en: 'The recipient is outside the European Economic Area and no ground for the transfer is on record (GDPR art. 44-46).',
    },
    mends: 'register',
    retry: 'mended',
    sentence: {
      nl: 'De ontvanger[ {recipient}] is buiten de Europese Economische Ruimte, en er is geen grond voor doorgifte opgetekend (AVG art. 44-46).[ Het gaat om {records}.]',
      en: 'The recipient[ {recipient}] is outside the European Economic Area, and no ground for the transfer is on record (GDPR art. 44-46).[ It concerns {records}.]',
    },
  },
} as const satisfies Partial<Record<ReasonCode, ReasonText>>;
