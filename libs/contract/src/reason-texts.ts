import type { ReasonCode } from './reasons';

/** Who can take the cause of a denial away. */
export type Mender =
  /** Whoever sends the request: another request is needed. */
  | 'sender'
  /** Whoever keeps the register, with the legal act in hand. */
  | 'register'
  /** The participant that recorded, or should have recorded, the fact about the person. */
  | 'recorder'
  /** Whoever runs the installation. */
  | 'operator';

/**
 * What sending again does. `changed`: only another request can pass; `mended`: the same can, once the cause is gone;
 * `later`: the same can, by itself.
 */
export type Retry = 'changed' | 'mended' | 'later';

/** What one reason code means, in the words of the generated reference and of the answer. */
export interface ReasonText {
  readonly meaning: { readonly nl: string; readonly en: string };
  readonly mends: Mender;
  readonly retry: Retry;
  /**
   * Sentence of the answer. `{name}` is filled in; a part in square brackets falls away where its name is not known.
   * Names: recipient, purpose, provider, fields, unknown, records, instruments, rule, first. Never a value.
   */
  readonly sentence: { readonly nl: string; readonly en: string };
}

/** Every code in words; `docs/reasons.md` is generated from it. */
export const reasonTexts: Readonly<Record<ReasonCode, ReasonText>> = {
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
      nl: 'De toestemming steunt op een feit dat alleen is aangenomen (`assumed`), en deze installatie is geen demonstratie.',
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
  undeliverable: {
    meaning: {
      nl: 'Het bericht kon om een technische reden niet worden verwerkt, ook niet alleen.',
      en: 'The message could not be processed for a technical reason, not even on its own.',
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'Dit bericht kon om een technische reden niet worden verwerkt. Er is niets geleverd; meld het aan de beheerder.',
      en: 'This message could not be processed for a technical reason. Nothing was delivered; tell the operator.',
    },
  },
  'key-unavailable': {
    meaning: {
      nl: 'Een sleutel ontbreekt, zodat niet gepseudonimiseerd of nagekeken kan worden.',
      en: 'A key is missing, so that nothing can be pseudonymised or checked.',
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'Een sleutel van de sluis ontbreekt. Er is niets geleverd; meld het aan de beheerder.',
      en: 'A key of the gateway is missing. Nothing was delivered; tell the operator.',
    },
  },
  'register-stale': {
    meaning: {
      nl: 'Het register van de sluis is te oud of niet te vertrouwen.',
      en: "The gateway's register is too old or cannot be trusted.",
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'Het register is niet actueel. Tot het dat weer is, gaat er niets door; zend de aanvraag later opnieuw onder een nieuw kenmerk.',
      en: 'The register is not up to date. Nothing passes until it is; send the request again later under a new id.',
    },
  },
  'facts-stale': {
    meaning: {
      nl: 'De feiten over personen zijn niet actueel of er ontbreekt er een.',
      en: 'The facts about persons are not up to date, or one is missing.',
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'De feiten over personen zijn niet actueel. Tot ze dat weer zijn, gaat er niets over personen door.[ Het gaat om {records}.]',
      en: 'The facts about persons are not up to date. Nothing about persons passes until they are.[ It concerns {records}.]',
    },
  },
  'clock-unsure': {
    meaning: {
      nl: 'De klok van de sluis wijkt te veel af, zodat niet zeker is wat vandaag geldt.',
      en: "The gateway's clock is off by too much, so that it is not certain what is in force today.",
    },
    mends: 'operator',
    retry: 'later',
    sentence: {
      nl: 'De klok van de sluis is niet betrouwbaar. Tot ze dat weer is, gaat er niets door.',
      en: "The gateway's clock is not reliable. Nothing passes until it is.",
    },
  },
};
