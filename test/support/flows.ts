/**
 * Every flow of the sources, written by hand and never derived from `protocols/`: what the register must permit, for
 * exactly this, and nothing else at all. The unit test holds the compiled register to it, the end-to-end test the gateway.
 */
export interface Flow {
  readonly row: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly purposes: readonly string[];
  readonly instruments: readonly string[];
  readonly categories: string;
  /** Leaves, `path` or `path=duty`. */
  readonly fields: string;
  readonly via?: string;
  readonly relation?: 'provider' | 'recipient';
  readonly territory?: readonly [set: string, leaf: string | undefined];
  readonly consent?: true;
  readonly outsideEea?: true;
}

/** By succession, what companies and rental offices have. */
const wm = ['wm-midden-west'];
const shm = ['woondienst-izegem', 'shm-zuid-west', 'shm-rand', 'shm-antwerpen', 'shm-gent', ...wm];
const svk = ['svk-midden-west', ...wm];
const ocmw = ['ocmw-izegem', 'ocmw-kortrijk'];
export const both = ['inschrijving-toewijzing', 'opvolging-huur'];
const three = 'kandidaat-huurder huurder gezinslid';
const address = (object: string) =>
  ['straat', 'huisnummer', 'busnummer', 'postcode', 'gemeente', 'nis'].map((leaf) => `${object}.${leaf}`).join(' ');
const home = address('persoon.hoofdverblijfplaats');
const history = `${address('persoon.adreshistoriek[]')} persoon.adreshistoriek[].van persoon.adreshistoriek[].tot`;
const family = ['insz', 'naam', 'voornamen', 'geboortedatum', 'relatie']
  .map((leaf) => `gezin.leden[].${leaf}`)
  .join(' ');
const death = 'persoon.overlijden.datum persoon.overlijden.plaats';
const twelve = `persoon.insz persoon.naam persoon.voornamen persoon.geboortedatum persoon.geslacht ${home} ${history} ${death} persoon.burgerlijkeStaat ${family} persoon.wettelijkeSamenwoning persoon.register`;
const sixteen = `${twelve} persoon.geboorteplaats persoon.nationaliteit persoon.nationaliteitshistoriek[].nationaliteit persoon.nationaliteitshistoriek[].van persoon.nationaliteitshistoriek[].tot persoon.handelingsbekwaamheid`;
const premium = `persoon.insz persoon.naam ${home} gezin.leden[].insz inschrijving.datum inschrijving.maatschappij inschrijving.status inschrijving.aanbodGeweigerd inschrijving.toewijzingDatum`;
const coded =
  'persoon.insz=pseudonymise gezin.id=pseudonymise persoon.geboortedatum=generalise:geboortejaar persoon.geslacht persoon.nationaliteit=generalise:nationaliteitsklasse gezin.grootte inkomen.belastbaar=generalise:inkomensklasse persoon.hoofdverblijfplaats.nis inschrijving.datum=generalise:jaar huur.start=generalise:jaar huur.huurprijs woning.type';
const dwelling = `woning.id woning.type woning.bouwjaar woning.slaapkamers woning.bezet ${address('woning.adres')}`;
const newsletter = 'contact.email persoon.naam persoon.insz=suppress';
const rijksregister = [
  'kb-2001-05-22',
  'rr-2007-41',
  'rr-2012-60',
  'scszg-13-099',
  'rr-2013-79',
  'rr-2018-2',
  'rr-2018-34',
];
const tax = ['fo-2009-14', 'fo-2012-16'];
const companies = ['fo-2016-36', 'fo-2018-2'];
const integration = ['vtc-2012-21', 'scszg-12-104', 'vtc-2017-38'];

/**
 * Numbers without a flow. Q10 is no row: Q1 to Q9 ask what I1 to I9 answer, Q11 and Q12 what O11 and O12 do, and nothing asks for O10.
 * S3 and S4 have no instrument in the sources; S7 to S9 have one for each case, which no file holds.
 */
export const rowsWithoutFlow = ['Q10', 'S3', 'S4', 'S7', 'S8', 'S9'];

// One flow a line, as in a table.
// prettier-ignore
export const flows: readonly Flow[] = [
  { row: 'I1', from: ['fod-financien'], to: shm, purposes: both, instruments: tax, categories: three, fields: 'persoon.insz inkomen.belastbaar inkomen.aanslagjaar eigendom.onroerend' },
  { row: 'I2', from: ['fod-financien'], to: shm, purposes: both, instruments: companies, categories: three, fields: 'persoon.insz eigendom.vennootschap' },
  { row: 'S2', from: ['patrimoniumdocumentatie'], to: shm, purposes: both, instruments: tax, categories: three, fields: 'persoon.insz eigendom.onroerend' },
  { row: 'S2', from: ['patrimoniumdocumentatie'], to: shm, purposes: both, instruments: companies, categories: three, fields: 'persoon.insz eigendom.vennootschap' },
  { row: 'I3', from: ['rijksregister'], to: shm, purposes: both, instruments: rijksregister, categories: three, fields: sixteen },
  { row: 'I4', from: ['fod-sociale-zekerheid'], to: shm, purposes: both, instruments: ['scszg-15-053'], categories: three, via: 'ksz', fields: 'persoon.insz socialeZekerheid.leefloon.ontvangt socialeZekerheid.leefloon.van socialeZekerheid.leefloon.tot' },
  { row: 'I5', from: ['fod-sociale-zekerheid'], to: shm, purposes: both, instruments: ['scszg-14-088'], categories: three, via: 'ksz', fields: 'persoon.insz socialeZekerheid.handicap.erkend66 socialeZekerheid.handicap.van socialeZekerheid.handicap.tot' },
  { row: 'I6', from: ['fod-sociale-zekerheid'], to: shm, purposes: both, instruments: ['scszg-16-090'], categories: three, via: 'ksz', fields: 'persoon.insz socialeZekerheid.pensioen.jaarbedrag socialeZekerheid.pensioen.jaar' },
  { row: 'I7', from: ['integratie-inburgering'], to: shm, purposes: both, instruments: ['scszg-12-104'], categories: three, fields: 'persoon.insz inburgering.status inburgering.taalbereidheid' },
  { row: 'I8', from: ['integratie-inburgering'], to: shm, purposes: ['opvolging-huur'], instruments: ['vtc-2017-38'], categories: 'huurder', fields: 'persoon.insz inburgering.taalkennis.niveauA1 inburgering.taalkennis.vrijgesteld inburgering.taalkennis.datum' },
  { row: 'I9', from: ['kind-en-gezin'], to: shm, purposes: both, instruments: ['ivc-19-018'], categories: 'kind', fields: 'kind.insz kind.handicap' },
  { row: 'O1', from: shm, to: ['vmsw'], purposes: ['coordinatie-sociale-huur'], instruments: ['bvcw-2021-6-79'], categories: three, fields: `persoon.insz persoon.naam persoon.voornamen ${home} inschrijving.datum inschrijving.maatschappij inschrijving.status inschrijving.aanbodGeweigerd inschrijving.toewijzingDatum inschrijving.nieuweWachttijdregel inschrijving.voorkeurNis inschrijving.gewensteSlaapkamers huur.start huur.einde huur.huurprijs huur.inkomenBerekening huur.toewijzingsgrond` },
  { row: 'O2', from: shm, to: ['vmsw'], purposes: ['statistiek-sociale-huur'], instruments: ['bvcw-2021-6-79'], categories: 'kandidaat-huurder huurder', fields: coded },
  { row: 'O3', from: shm, to: ['wonen-vlaanderen'], purposes: ['huurpremie'], instruments: ['vtc-2011-37'], categories: 'kandidaat-huurder gezinslid', via: 'vmsw', fields: premium },
  { row: 'O3b', from: ['wonen-vlaanderen'], to: shm, purposes: ['huurpremie'], instruments: ['vtc-2011-37'], categories: 'kandidaat-huurder', relation: 'recipient', fields: 'persoon.insz premie.toegekend premie.start premie.einde' },
  { row: 'O4', from: shm, to: ['wonen-vlaanderen-woonbeleid'], purposes: ['datawarehouse-wonen'], instruments: ['vtc-2014-9'], categories: 'premie-aanvrager sociaal-ontlener huurder kandidaat-huurder gezinslid', via: 'vmsw', fields: coded },
  { row: 'O4', from: ['wonen-vlaanderen', 'vlaams-woningfonds'], to: ['wonen-vlaanderen-woonbeleid'], purposes: ['datawarehouse-wonen'], instruments: ['vtc-2014-9'], categories: 'premie-aanvrager sociaal-ontlener huurder kandidaat-huurder gezinslid', fields: coded },
  { row: 'O5', from: ['rijksregister'], to: ['wonen-vlaanderen'], purposes: ['huurpremie', 'huursubsidie'], instruments: ['rr-2012-19'], categories: 'kandidaat-huurder gezinslid', fields: twelve },
  { row: 'O6', from: ['vmsw'], to: ['wonen-vlaanderen'], purposes: ['huurpremie'], instruments: ['prot-vmsw-wv-2019-07-11'], categories: 'kandidaat-huurder gezinslid', fields: `${premium} inschrijving.nieuweWachttijdregel` },
  { row: 'O7', from: ['vmsw'], to: ['wonen-vlaanderen'], purposes: ['huursubsidie'], instruments: ['prot-vmsw-wv-2020-03-04'], categories: 'kandidaat-huurder', fields: 'persoon.insz persoon.naam subsidie.aanvraag inschrijving.status inschrijving.aanbodGeweigerd' },
  { row: 'O8', from: shm, to: ['wonen-vlaanderen'], purposes: ['toezicht-sociale-huur'], instruments: ['vtc-2013-13'], categories: 'huurder gezinslid', via: 'vmsw', fields: `persoon.insz persoon.naam ${home} ${address('woning.adres')} huur.start huur.huurprijs huur.inkomenBerekening huur.toewijzingsgrond gezin.leden[].insz` },
  { row: 'O9', from: [...shm, 'vmsw'], to: ['wonen-vlaanderen'], purposes: ['adressenbestand'], instruments: ['vtc-2015-26'], categories: 'woning', fields: `woning.id woning.status ${address('woning.adres')} ${address('grond.adres')}` },
  { row: 'O10', from: shm, to: svk, purposes: ['huursubsidie'], instruments: ['vtc-2015-8'], categories: 'kandidaat-huurder partner', fields: 'persoon.insz persoon.naam persoon.voornamen partner.insz partner.naam inschrijving.maatschappij inschrijving.datum' },
  { row: 'O11', from: ['wonen-vlaanderen', 'vmsw'], to: ocmw, purposes: ['huurpremie'], instruments: ['vtc-2015-19'], categories: 'kandidaat-huurder', relation: 'recipient', fields: 'persoon.insz persoon.naam premie.status premie.ontbrekendeStukken[] inschrijving.maatschappij' },
  { row: 'O12', from: ['wonen-vlaanderen', 'vmsw'], to: ocmw, purposes: ['huursubsidie'], instruments: ['vtc-2016-29'], categories: 'kandidaat-huurder', relation: 'recipient', fields: 'persoon.insz persoon.naam subsidie.status subsidie.ontbrekendeStukken[] inschrijving.maatschappij' },
  { row: 'O13', from: shm, to: ['integratie-inburgering'], purposes: ['inburgering-taal'], instruments: integration, categories: 'huurder kandidaat-huurder', fields: 'persoon.insz inburgering.status inburgering.taalbereidheid inburgering.taalverplichtingStart' },
  { row: 'O14', from: [...shm, 'rijksregister'], to: ['vlabinvest'], purposes: ['toewijzing-vlabinvest'], instruments: ['rr-2013-48'], categories: 'kandidaat-huurder gezinslid', territory: ['vlabinvest-gebied', undefined], fields: `persoon.insz persoon.naam persoon.voornamen persoon.geboortedatum ${home} ${history} persoon.burgerlijkeStaat ${family} persoon.register persoon.wettelijkeSamenwoning` },
  { row: 'O15', from: ['vmsw', ...shm], to: ['stad-antwerpen'], purposes: ['woninggegevens'], instruments: ['vtc-2010-1'], categories: 'woning', territory: ['antwerpen', 'woning.adres.nis'], fields: dwelling },
  { row: 'O16', from: ['vmsw', ...shm], to: ['stad-gent'], purposes: ['woninggegevens'], instruments: ['vtc-2011-7'], categories: 'woning', territory: ['gent', 'woning.adres.nis'], fields: dwelling },
  { row: 'general protocol', from: ['shm-zuid-west', ...wm], to: ['svk-midden-west'], purposes: ['woninggegevens'], instruments: ['prot-algemeen-woningen'], categories: 'woning', fields: `woning.id woning.type woning.slaapkamers woning.bezet ${address('woning.adres')}` },
  { row: 'O17', from: shm, to: ['leiedal'], purposes: ['lokaal-woonbeleid'], instruments: ['vtc-2015-9'], categories: 'kandidaat-huurder', territory: ['leiedal-leden', 'persoon.hoofdverblijfplaats.nis'], fields: 'persoon.insz=pseudonymise persoon.geboortedatum=generalise:leeftijdsklasse gezin.grootte gezin.aantalTenLaste inkomen.belastbaar=generalise:inkomensklasse persoon.hoofdverblijfplaats.nis inschrijving.datum=generalise:kwartaal inschrijving.maatschappij inschrijving.voorkeurNis inschrijving.gewensteSlaapkamers' },
  { row: 'S5', from: shm, to: ['verwerker-post'], purposes: ['nieuwsbrief'], instruments: ['toestemming-nieuwsbrief'], categories: 'kandidaat-huurder huurder', consent: true, fields: newsletter },
  { row: 'S6', from: shm, to: ['verwerker-buiten-eer'], purposes: ['nieuwsbrief'], instruments: ['toestemming-nieuwsbrief'], categories: 'kandidaat-huurder huurder', consent: true, outsideEea: true, fields: newsletter },
  { row: 'Q1 Q2', from: shm, to: ['fod-financien'], purposes: both, instruments: [...tax, ...companies], categories: three, fields: 'persoon.insz' },
  { row: 'Q3', from: shm, to: ['rijksregister'], purposes: both, instruments: rijksregister, categories: three, fields: 'persoon.insz' },
  { row: 'Q4 Q5 Q6', from: shm, to: ['fod-sociale-zekerheid'], purposes: both, instruments: ['scszg-15-053', 'scszg-14-088', 'scszg-16-090'], categories: three, fields: 'persoon.insz' },
  { row: 'Q7', from: shm, to: ['integratie-inburgering'], purposes: both, instruments: ['scszg-12-104'], categories: three, fields: 'persoon.insz' },
  { row: 'Q8', from: shm, to: ['integratie-inburgering'], purposes: ['opvolging-huur'], instruments: ['vtc-2017-38'], categories: 'huurder', fields: 'persoon.insz' },
  { row: 'Q9', from: shm, to: ['kind-en-gezin'], purposes: both, instruments: ['ivc-19-018'], categories: 'kind', fields: 'kind.insz' },
  { row: 'Q11', from: ocmw, to: ['wonen-vlaanderen', 'vmsw'], purposes: ['huurpremie'], instruments: ['vtc-2015-19'], categories: 'kandidaat-huurder', relation: 'provider', fields: 'persoon.insz' },
  { row: 'Q12', from: ocmw, to: ['wonen-vlaanderen', 'vmsw'], purposes: ['huursubsidie'], instruments: ['vtc-2016-29'], categories: 'kandidaat-huurder', relation: 'provider', fields: 'persoon.insz' },
];

/** Systems by participant; the first is the one that sends in its name. */
export const systems: Readonly<Record<string, string>> = {
  'woondienst-izegem': 'dossier huur patrimonium compliance auditor',
  'shm-zuid-west': 'dossier-zuid-west',
  'shm-rand': 'dossier-rand',
  'shm-antwerpen': 'patrimonium-antwerpen',
  'shm-gent': 'patrimonium-gent',
  vmsw: 'vmsw vmsw-statistiek',
  'wonen-vlaanderen-woonbeleid': 'woonbeleid',
};
/** Participants with one system, called as they are. */
export const sameNamed = [
  'wonen-vlaanderen',
  ...ocmw,
  ...svk,
  'leiedal',
  'vlabinvest',
  'stad-antwerpen',
  'stad-gent',
  'integratie-inburgering',
  'fod-financien',
  'rijksregister',
  'fod-sociale-zekerheid',
  'kind-en-gezin',
  'vlaams-woningfonds',
  'ksz',
  'patrimoniumdocumentatie',
  'div',
  'zorginstelling',
  'verwerker-post',
  'verwerker-buiten-eer',
  'politie',
];
