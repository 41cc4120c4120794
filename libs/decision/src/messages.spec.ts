import type { ReasonCode } from '#contract';
import { permissionOf } from '../../../test/support/small-register';
import { messageOf, type MessageParts } from './messages';

const paths = ['persoon.naam', 'huur.prijs', 'huur.start', 'persoon.nis', 'contact.email', 'contact.telefoon'];
const from = (instrument: string, start: string, until?: string) => permissionOf({ instrument, from: start, until });

/** One case a line: code, what is known, the Dutch and the English sentence. */
// prettier-ignore
const sentences: readonly (readonly [ReasonCode, MessageParts, nl: string, en: string])[] = [
  ['malformed', {}, 'Dit bericht is niet te lezen als een aanvraag. Verbeter de vorm en zend het opnieuw onder een nieuw kenmerk.', 'This message cannot be read as a request. Mend its form and send it again under a new id.'],
  ['malformed', { rule: 'json' }, 'Dit bericht is niet te lezen als een aanvraag (regel `json`). Verbeter de vorm en zend het opnieuw onder een nieuw kenmerk.', 'This message cannot be read as a request (rule `json`). Mend its form and send it again under a new id.'],
  ['duplicate', { first: '0f3a' }, 'Dit kenmerk is al gebruikt voor een andere aanvraag (beslissing `0f3a`). Geef elke aanvraag een eigen kenmerk.', 'This id was used before for another request (decision `0f3a`). Give each request an id of its own.'],
  ['field-not-permitted', {}, 'Geen enkel instrument laat deze velden toe.', 'No instrument permits these fields.'],
  ['field-not-permitted', { fields: [] }, 'Geen enkel instrument laat deze velden toe.', 'No instrument permits these fields.'],
  ['field-not-permitted', { recipient: 'ontvanger' }, 'Geen enkel instrument laat deze velden toe aan `ontvanger`.', 'No instrument permits these fields to `ontvanger`.'],
  ['field-not-permitted', { purpose: 'doel', fields: paths.slice(0, 1) }, 'Geen enkel instrument laat deze velden toe voor `doel`: `persoon.naam`.', 'No instrument permits these fields for `doel`: `persoon.naam`.'],
  ['field-not-permitted', { fields: paths.slice(0, 2) }, 'Geen enkel instrument laat deze velden toe: `persoon.naam` en `huur.prijs`.', 'No instrument permits these fields: `persoon.naam` and `huur.prijs`.'],
  ['field-not-permitted', { fields: paths.slice(0, 5) }, 'Geen enkel instrument laat deze velden toe: `persoon.naam`, `huur.prijs`, `huur.start`, `persoon.nis` en `contact.email`.', 'No instrument permits these fields: `persoon.naam`, `huur.prijs`, `huur.start`, `persoon.nis` and `contact.email`.'],
  ['field-not-permitted', { fields: paths }, 'Geen enkel instrument laat deze velden toe: `persoon.naam`, `huur.prijs`, `huur.start`, `persoon.nis`, `contact.email` en nog 1 andere.', 'No instrument permits these fields: `persoon.naam`, `huur.prijs`, `huur.start`, `persoon.nis`, `contact.email` and 1 more.'],
  ['field-not-permitted', { count: 1 }, 'Geen enkel instrument laat deze velden toe. Het gaat om één dossier.', 'No instrument permits these fields. It concerns one record.'],
  ['field-not-permitted', { count: 2 }, 'Geen enkel instrument laat deze velden toe. Het gaat om 2 dossiers.', 'No instrument permits these fields. It concerns 2 records.'],
  ['unknown-field', { unknownCount: 0 }, 'Het dossier bevat gegevens die niet in de veldencatalogus staan. Wat niet in de catalogus staat, gaat nooit mee.', 'The record holds data that is not in the field catalogue. What is not in the catalogue never passes.'],
  ['unknown-field', { unknownCount: 1 }, 'Het dossier bevat gegevens die niet in de veldencatalogus staan: één naam. Wat niet in de catalogus staat, gaat nooit mee.', 'The record holds data that is not in the field catalogue: one name. What is not in the catalogue never passes.'],
  ['unknown-field', { unknownCount: 3 }, 'Het dossier bevat gegevens die niet in de veldencatalogus staan: 3 namen. Wat niet in de catalogus staat, gaat nooit mee.', 'The record holds data that is not in the field catalogue: 3 names. What is not in the catalogue never passes.'],
  ['not-yet-in-force', { permissions: [from('b', '2030-01-01'), from('a', '2031-01-01', '2032-01-01'), from('b', '2030-01-01')] }, 'Wat dit zou toelaten, geldt nog niet: `a` (vanaf 2031-01-01) en `b` (vanaf 2030-01-01).', 'What would permit this is not yet in force: `a` (from 2031-01-01) and `b` (from 2030-01-01).'],
  ['expired', { permissions: [from('a', '2000-01-01', '2020-01-01'), from('b', '2000-01-01')] }, 'Wat dit toeliet, geldt niet meer: `a` (tot 2020-01-01) en `b`.', 'What permitted this is no longer in force: `a` (until 2020-01-01) and `b`.'],
  ['suspended', { permissions: [from('a', '2000-01-01', '2020-01-01')] }, 'Het instrument dat dit toelaat, is geschorst: `a`.', 'The instrument that permits this is suspended: `a`.'],
  ['draft', { permissions: [from('a', '2000-01-01')] }, 'Het instrument dat dit zou toelaten, is nog een ontwerp: zonder datum, ondertekening en vereiste goedkeuring laat het niets toe (`a`).', 'The instrument that would permit this is still a draft: without date, signature and required approval it permits nothing (`a`).'],
  ['draft', { permissions: [] }, 'Het instrument dat dit zou toelaten, is nog een ontwerp: zonder datum, ondertekening en vereiste goedkeuring laat het niets toe.', 'The instrument that would permit this is still a draft: without date, signature and required approval it permits nothing.'],
  ['no-permission', { provider: 'gever', recipient: 'ontvanger', purpose: 'doel' }, 'Er is geen geregistreerd instrument waarmee `gever` gegevens mag geven aan `ontvanger` voor `doel` langs deze weg. Nodig is een protocol (tussen Vlaamse instanties), een beraadslaging (voor een federale of sociale bron), een decreet, of toestemming van de persoon.', 'No registered instrument lets `gever` data go to `ontvanger` for `doel` along this way. Needed is a protocol (between Flemish authorities), a deliberation (for a federal or social security source), a decree, or the consent of the person.'],
  ['no-permission', { level: 'federal' }, 'Er is geen geregistreerd instrument waarmee gegevens mag geven langs deze weg. Nodig is een beraadslaging van het Informatieveiligheidscomité of een federaal protocol (wet van 30 juli 2018, art. 20).', 'No registered instrument lets data go along this way. Needed is a deliberation of the Information Security Committee or a federal protocol (law of 30 July 2018, art. 20).'],
  ['no-permission', { level: 'social-security' }, 'Er is geen geregistreerd instrument waarmee gegevens mag geven langs deze weg. Nodig is een beraadslaging van het Informatieveiligheidscomité, kamer sociale zekerheid en gezondheid.', 'No registered instrument lets data go along this way. Needed is a deliberation of the Information Security Committee, chamber of social security and health.'],
  ['no-permission', { level: 'flemish' }, 'Er is geen geregistreerd instrument waarmee gegevens mag geven langs deze weg. Nodig is een protocol (e-gov-decreet van 18 juli 2008, art. 8), tenzij een decreet of besluit het al regelt.', 'No registered instrument lets data go along this way. Needed is a protocol (e-government decree of 18 July 2008, art. 8), unless a decree or order provides for it already.'],
  ['no-permission', { level: 'private' }, 'Er is geen geregistreerd instrument waarmee gegevens mag geven langs deze weg. Nodig is een wettelijke grond of de toestemming van de persoon (AVG art. 6; voor gezondheid ook art. 9); een protocol volstaat hier niet.', 'No registered instrument lets data go along this way. Needed is a ground in law or the consent of the person (GDPR art. 6; for health art. 9 too); a protocol does not suffice here.'],
];

describe('the sentence of a reason', () => {
  it.each(sentences)('says for `%s` what is known, %j, and drops what is not', (code, parts, nl, en) => {
    expect(messageOf(code, parts)).toEqual({ nl, en });
  });
});
