import type { ReasonCode } from '../reasons';
import type { ReasonText } from './text';

/** What facts about a person stop. */
export const ofPerson = {
  'not-deliverable': {
    meaning: {
      nl: 'Een vaststelling over een persoon houdt de levering tegen. Welke, weet alleen wie ze liet optekenen.',
      en: 'Something recorded about a person stops the delivery. What it is, only the participant that recorded it knows.',
    },
    mends: 'recorder',
    retry: 'mended',
    sentence: {
      nl: 'Deze gegevens kunnen nu niet worden geleverd.[ Het gaat om {records}.]',
      en: 'This data cannot be delivered now.[ It concerns {records}.]',
    },
  },
  'subject-restricted': {
    meaning: {
      nl: 'De verwerking van gegevens over deze persoon is beperkt (AVG art. 18).',
      en: 'Processing of data about this person is restricted (GDPR art. 18).',
    },
    mends: 'recorder',
    retry: 'mended',
    sentence: {
      nl: 'Voor een persoon in deze aanvraag hebt u een beperking van de verwerking laten optekenen (AVG art. 18).[ Het gaat om {records}.]',
      en: 'For a person in this request you recorded a restriction of processing (GDPR art. 18).[ It concerns {records}.]',
    },
  },
  'subject-objected': {
    meaning: {
      nl: 'Deze persoon heeft bezwaar gemaakt (AVG art. 21).',
      en: 'This person has objected (GDPR art. 21).',
    },
    mends: 'recorder',
    retry: 'mended',
    sentence: {
      nl: 'Voor een persoon in deze aanvraag hebt u een bezwaar laten optekenen (AVG art. 21).[ Het gaat om {records}.]',
      en: 'For a person in this request you recorded an objection (GDPR art. 21).[ It concerns {records}.]',
    },
  },
  'consent-missing': {
    meaning: {
      nl: 'Het instrument is toestemming, en die is van deze persoon niet opgetekend of is ingetrokken (AVG art. 6, lid 1, a, en 7).',
      en: "The instrument is consent, and this person's is not on record or was withdrawn (GDPR art. 6(1)(a) and 7).",
    },
    mends: 'recorder',
    retry: 'mended',
    sentence: {
      nl: 'Van een persoon in deze aanvraag is geen geldige toestemming opgetekend (AVG art. 7).[ Het gaat om {records}.]',
      en: 'No valid consent is on record for a person in this request (GDPR art. 7).[ It concerns {records}.]',
    },
  },
  'do-not-contact': {
    meaning: {
      nl: 'De persoon of het contactgegeven staat op de lijst van wie niet benaderd wil worden (AVG art. 21, lid 2).',
      en: 'The person or contact is on the do-not-contact list (GDPR art. 21(2)).',
    },
    mends: 'recorder',
    retry: 'mended',
    sentence: {
      nl: 'Een contactgegeven in deze aanvraag staat op uw lijst van wie niet benaderd wil worden (AVG art. 21, lid 2).[ Het gaat om {records}.]',
      en: 'A contact in this request is on your do-not-contact list (GDPR art. 21(2)).[ It concerns {records}.]',
    },
  },
  'no-relation': {
    meaning: {
      nl: 'De partij die een open dossier over de persoon moet hebben, heeft er geen.',
      en: 'The party that must have an open file on the person has none.',
    },
    mends: 'recorder',
    retry: 'mended',
    sentence: {
      nl: 'U hebt geen open dossier over een persoon in deze aanvraag, en dat is hier nodig.[ Het gaat om {records}.]',
      en: 'You have no open file on a person in this request, and one is needed here.[ It concerns {records}.]',
    },
  },
} as const satisfies Partial<Record<ReasonCode, ReasonText>>;
