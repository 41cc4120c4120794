import type { ReasonCode } from '../reasons';
import type { ReasonText } from './text';

/** What is wrong with a message, whatever the register permits. */
export const ofRequest = {
  malformed: {
    meaning: {
      nl: 'Het bericht is niet te lezen als aanvraag: de vorm breekt een regel.',
      en: 'The message cannot be read as a request: its form breaks a rule.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Dit bericht is niet te lezen als een aanvraag[ (regel `{rule}`)]. Verbeter de vorm en zend het opnieuw onder een nieuw kenmerk.',
      en: 'This message cannot be read as a request[ (rule `{rule}`)]. Mend its form and send it again under a new id.',
    },
  },
  'too-large': {
    meaning: {
      nl: 'Het bericht of een deel ervan is groter dan toegelaten.',
      en: 'The message or a part of it is larger than allowed.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Dit bericht is te groot[ (regel `{rule}`)]. Verdeel het over meer berichten.',
      en: 'This message is too large[ (rule `{rule}`)]. Split it into several.',
    },
  },
  'invalid-value': {
    meaning: {
      nl: 'Een gegeven heeft niet de soort die de veldencatalogus voorschrijft.',
      en: 'A leaf does not have the type that the field catalogue prescribes.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Een of meer gegevens hebben niet de vorm die de veldencatalogus vraagt[: {fields}].[ Het gaat om {records}.]',
      en: 'One or more values do not have the form that the field catalogue asks[: {fields}].[ It concerns {records}.]',
    },
  },
  'invalid-identifier': {
    meaning: {
      nl: 'Een persoon in het dossier heeft geen INSZ, of een met een fout controlegetal.',
      en: 'A person in the record has no INSZ, or one with wrong check digits.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Iedere persoon in een dossier moet een geldig INSZ hebben[; het ontbreekt of klopt niet in {fields}].[ Het gaat om {records}.]',
      en: 'Every person in a record must have a valid INSZ[; it is missing or wrong in {fields}].[ It concerns {records}.]',
    },
  },
  duplicate: {
    meaning: {
      nl: 'Het kenmerk (`ce_id`) is al gebruikt voor een andere aanvraag.',
      en: 'The id (`ce_id`) was used before for another request.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Dit kenmerk is al gebruikt voor een andere aanvraag[ (beslissing `{first}`)]. Geef elke aanvraag een eigen kenmerk.',
      en: 'This id was used before for another request[ (decision `{first}`)]. Give each request an id of its own.',
    },
  },
  'unknown-recipient': {
    meaning: {
      nl: 'De ontvanger staat niet in het register.',
      en: 'The recipient is not in the register.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'De genoemde ontvanger staat niet in het register.',
      en: 'The recipient named is not in the register.',
    },
  },
  'unknown-provider': {
    meaning: {
      nl: 'De partij van wie de gegevens komen, of het systeem dat zendt, staat niet in het register.',
      en: 'The participant whose data it is, or the system that sends, is not in the register.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'De partij van wie de gegevens zouden komen staat niet in het register.',
      en: 'The participant that the data would come from is not in the register.',
    },
  },
  'unknown-purpose': {
    meaning: {
      nl: 'Het doel staat niet in het register.',
      en: 'The purpose is not in the register.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Het genoemde doel staat niet in het register.',
      en: 'The purpose named is not in the register.',
    },
  },
  'unknown-category': {
    meaning: {
      nl: 'De categorie van de persoon staat niet in het register.',
      en: 'The category of the person is not in the register.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'De genoemde categorie van personen staat niet in het register.',
      en: 'The category of persons named is not in the register.',
    },
  },
  'unknown-field': {
    meaning: {
      nl: 'Het dossier bevat gegevens die niet in de veldencatalogus staan.',
      en: 'The record holds leaves that are not in the field catalogue.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Het dossier bevat gegevens die niet in de veldencatalogus staan[: {unknown}].[ Het gaat om {records}.] Wat niet in de catalogus staat, gaat nooit mee.',
      en: 'The record holds data that is not in the field catalogue[: {unknown}].[ It concerns {records}.] What is not in the catalogue never passes.',
    },
  },
  'unknown-basis': {
    meaning: {
      nl: 'Het instrument waarop de aanvraag steunt, staat niet in het register.',
      en: 'The instrument that the request relies on is not in the register.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Het instrument waarop deze aanvraag zich beroept, staat niet in het register.',
      en: 'The instrument that this request relies on is not in the register.',
    },
  },
  'identifier-leak': {
    meaning: {
      nl: 'Na toepassing van de plichten stond een identificerend gegeven nog ergens in wat zou vertrekken, zoals in een tekstveld.',
      en: 'After the duties were applied, an identifier still stood somewhere in what would leave, such as in a text field.',
    },
    mends: 'sender',
    retry: 'changed',
    sentence: {
      nl: 'Een gegeven dat weggelaten of gepseudonimiseerd moest worden, komt ook elders in het bericht voor[ ({fields})].[ Het gaat om {records}.] Haal het daar weg.',
      en: 'An identifier that had to be left out or pseudonymised occurs elsewhere in the message too[ ({fields})].[ It concerns {records}.] Remove it there.',
    },
  },
} as const satisfies Partial<Record<ReasonCode, ReasonText>>;
