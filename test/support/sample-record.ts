import { syntheticInsz } from './requests';

/** Whom a sample record is about. Each is a number that nobody has. */
export interface SamplePersons {
  readonly root: string;
  readonly member: string;
  readonly partner: string;
  readonly child: string;
}

export const samplePersons: SamplePersons = {
  root: syntheticInsz(5_001),
  member: syntheticInsz(5_002),
  partner: syntheticInsz(5_003),
  child: syntheticInsz(5_004),
};

/** A record with these leaves (`persoon.naam`, `gezin.leden[].insz`), each with its sample value; arrays have one item. */
export function sampleRecord(paths: readonly string[], persons: SamplePersons = samplePersons): SampleRecord {
  const record: SampleRecord = {};
  const values = { ...sampleValues, ...numbersOf(persons) };
  for (const path of paths) {
    if (!(path in values)) throw new Error(`\`${path}\` has no sample value`);
    writeLeaf(record, path, values[path]);
  }
  return record;
}

export type SampleRecord = Record<string, unknown>;

/** Writes one leaf where its path says; an array on the way gets one item. */
export function writeLeaf(into: SampleRecord, path: string, value: unknown): void {
  const steps = path.split('.');
  let at = into;
  for (const step of steps.slice(0, -1)) {
    const name = step.replace('[]', '');
    if (step.endsWith('[]')) at = ((at[name] ??= [{}]) as SampleRecord[])[0]!;
    else at = (at[name] ??= {}) as SampleRecord;
  }
  const last = steps.at(-1)!;
  at[last.replace('[]', '')] = last.endsWith('[]') ? [value] : value;
}

function numbersOf({ root, member, partner, child }: SamplePersons): Record<string, string> {
  return { 'persoon.insz': root, 'gezin.leden[].insz': member, 'partner.insz': partner, 'kind.insz': child };
}

const address = (object: string, nis: string): Record<string, string> => ({
  [`${object}.straat`]: 'Proefstraat',
  [`${object}.huisnummer`]: '12',
  [`${object}.busnummer`]: 'B',
  [`${object}.postcode`]: '8870',
  [`${object}.gemeente`]: 'Proefgemeente',
  [`${object}.nis`]: nis,
});

/** A lawful value of every leaf that a record may hold, numbers of people apart. */
export const sampleValues: Readonly<Record<string, unknown>> = {
  'persoon.insz': '',
  'persoon.naam': 'Proefnaam',
  'persoon.voornamen': 'Eerste Tweede',
  'persoon.geboortedatum': '1940-07-30',
  'persoon.geboorteplaats': 'Proefplaats',
  'persoon.geslacht': 'X',
  'persoon.burgerlijkeStaat': 'ongehuwd',
  'persoon.nationaliteit': 'FR',
  'persoon.wettelijkeSamenwoning': false,
  'persoon.register': 'bevolking',
  'persoon.handelingsbekwaamheid': 'bekwaam',
  ...address('persoon.hoofdverblijfplaats', '34022'),
  ...address('persoon.adreshistoriek[]', '36008'),
  'persoon.adreshistoriek[].van': '2001-02-03',
  'persoon.adreshistoriek[].tot': '2009-10-11',
  'persoon.overlijden.datum': '2020-01-02',
  'persoon.overlijden.plaats': 'Proefplaats',
  'persoon.nationaliteitshistoriek[].nationaliteit': 'NL',
  'persoon.nationaliteitshistoriek[].van': '1985-07-30',
  'persoon.nationaliteitshistoriek[].tot': '2003-04-05',
  'gezin.id': 'gezin-000123',
  'gezin.grootte': 3,
  'gezin.aantalTenLaste': 1,
  'gezin.leden[].insz': '',
  'gezin.leden[].naam': 'Proeflid',
  'gezin.leden[].voornamen': 'Derde',
  'gezin.leden[].geboortedatum': '1960-00-00',
  'gezin.leden[].relatie': 'ouder',
  'partner.insz': '',
  'partner.naam': 'Proefpartner',
  'kind.insz': '',
  'kind.handicap': true,
  'inkomen.belastbaar': 18_500,
  'inkomen.aanslagjaar': 2025,
  'eigendom.onroerend': false,
  'eigendom.vennootschap': false,
  'socialeZekerheid.leefloon.ontvangt': true,
  'socialeZekerheid.leefloon.van': '2022-03-01',
  'socialeZekerheid.leefloon.tot': '2023-02-28',
  'socialeZekerheid.handicap.erkend66': true,
  'socialeZekerheid.handicap.van': '2019-05-06',
  'socialeZekerheid.handicap.tot': '2029-05-06',
  'socialeZekerheid.pensioen.jaarbedrag': 17_250,
  'socialeZekerheid.pensioen.jaar': 2024,
  'inburgering.status': 'behaald',
  'inburgering.taalbereidheid': 'voldaan',
  'inburgering.taalverplichtingStart': '2018-09-10',
  'inburgering.taalkennis.niveauA1': true,
  'inburgering.taalkennis.vrijgesteld': false,
  'inburgering.taalkennis.datum': '2020-06-07',
  'inschrijving.datum': '2021-02-14',
  'inschrijving.maatschappij': 'woondienst-izegem',
  'inschrijving.status': 'actief',
  'inschrijving.aanbodGeweigerd': false,
  'inschrijving.toewijzingDatum': '2022-11-12',
  'inschrijving.nieuweWachttijdregel': true,
  'inschrijving.voorkeurNis': '36008',
  'inschrijving.gewensteSlaapkamers': 2,
  'huur.start': '2022-12-01',
  'huur.einde': '2031-11-30',
  'huur.huurprijs': 41_250,
  'huur.inkomenBerekening': 19_850,
  'huur.toewijzingsgrond': 'chronologisch',
  'premie.toegekend': true,
  'premie.start': '2023-01-01',
  'premie.einde': '2027-12-31',
  'premie.status': 'toegekend',
  'premie.ontbrekendeStukken[]': 'huurcontract',
  'subsidie.aanvraag': true,
  'subsidie.status': 'onvolledig',
  'subsidie.ontbrekendeStukken[]': 'inkomensbewijs',
  'woning.id': 'woning-000456',
  'woning.type': 'duplex',
  'woning.bouwjaar': 1974,
  'woning.slaapkamers': 2,
  'woning.status': 'verhuurd',
  'woning.bezet': true,
  ...address('woning.adres', '11002'),
  ...address('grond.adres', '44021'),
  'contact.email': 'proef@example.org',
  'contact.telefoon': '051 30 12 34',
};
