/** Acts that the sources name, each with what they say of it: written by hand, held against `protocols/`. */
import { parseRegister, type RegisterSource } from '#register';
import { readProtocols } from './read';

/** Acts that are legal ground only, or known by their title only: day of the act, first publication where one is known. */
const silent: Readonly<Record<string, readonly [signed: string | undefined, published?: string]>> = {
  'vcw-2021': ['2020-07-17', '2020-11-13'],
  'bvcw-2021-4-3': ['2020-09-11', '2020-12-08'],
  'bvcw-2021-5-5': ['2020-09-11', '2020-12-08'],
  'mb-2007-12-21': ['2007-12-21', '2008-01-18'],
  'mb-2008-07-30': ['2008-07-30'],
  'mb-2009-09-10': ['2009-09-10', '2009-09-24'],
  'mb-2011-10-06': ['2011-10-06', '2011-10-17'],
  'mb-2014-06-10': ['2014-06-10', '2014-08-19'],
  'bvr-2012-05-04': ['2012-05-04'],
  'kb-2002-09-20': ['2002-09-20'],
  'decreet-2008-07-18': ['2008-07-18'],
  'wet-1983-08-08': ['1983-08-08'],
  'wet-2018-07-30': ['2018-07-30'],
  'rr-2009-70': ['2009-11-18'],
  'vtc-2010-2': ['2010-10-06'],
  'fo-2013-22': ['2013-07-25'],
  'ivc-18-103': ['2018-09-04'],
  'vtc-2017-23': ['2017-07-19'],
  'prot-noorderkempen-wonen': [undefined],
  'prot-limburg-houthalen-helchteren': [undefined],
};

/** Day of each act that permits, as the sources give it. */
const permitting: Readonly<Record<string, string>> = {
  'fo-2009-14': '2009-10-01',
  'fo-2012-16': '2012-06-28',
  'fo-2016-36': '2016-10-27',
  'fo-2018-2': '2018-01-11',
  'kb-2001-05-22': '2001-05-22',
  'rr-2007-41': '2007-12-12',
  'rr-2012-60': '2012-07-18',
  'scszg-13-099': '2013-11-05',
  'rr-2013-79': '2013-12-11',
  'rr-2018-2': '2018-02-21',
  'rr-2018-34': '2018-05-16',
  'scszg-15-053': '2015-09-01',
  'scszg-14-088': '2014-10-07',
  'scszg-16-090': '2016-10-04',
  'scszg-12-104': '2012-11-06',
  'vtc-2017-38': '2017-10-25',
  'vtc-2012-21': '2012-09-26',
  'ivc-19-018': '2019-02-05',
  'vtc-2011-37': '2011-12-14',
  'rr-2012-19': '2012-03-14',
  'prot-vmsw-wv-2019-07-11': '2019-07-11',
  'prot-vmsw-wv-2020-03-04': '2020-03-04',
  'vtc-2014-9': '2014-04-09',
  'vtc-2013-13': '2013-05-08',
  'vtc-2015-26': '2015-07-29',
  'vtc-2015-8': '2015-03-25',
  'vtc-2015-19': '2015-05-20',
  'vtc-2016-29': '2016-09-14',
  'rr-2013-48': '2013-06-19',
  'vtc-2010-1': '2010-02-17',
  'vtc-2011-7': '2011-03-16',
  'vtc-2015-9': '2015-02-18',
  'bvcw-2021-6-79': '2020-09-11',
};

/** The catalogue's leaves, object by object. */
const addressLeaves = 'straat huisnummer busnummer postcode gemeente nis';
const catalogue: Readonly<Record<string, string>> = {
  persoon:
    'insz naam voornamen geboortedatum geboorteplaats geslacht burgerlijkeStaat nationaliteit wettelijkeSamenwoning register handelingsbekwaamheid',
  'persoon.hoofdverblijfplaats': addressLeaves,
  'persoon.adreshistoriek[]': `${addressLeaves} van tot`,
  'persoon.overlijden': 'datum plaats',
  'persoon.nationaliteitshistoriek[]': 'nationaliteit van tot',
  gezin: 'id grootte aantalTenLaste',
  'gezin.leden[]': 'insz naam voornamen geboortedatum relatie',
  partner: 'insz naam',
  kind: 'insz handicap',
  inkomen: 'belastbaar aanslagjaar',
  eigendom: 'onroerend vennootschap',
  'socialeZekerheid.leefloon': 'ontvangt van tot',
  'socialeZekerheid.handicap': 'erkend66 van tot',
  'socialeZekerheid.pensioen': 'jaarbedrag jaar',
  inburgering: 'status taalbereidheid taalverplichtingStart',
  'inburgering.taalkennis': 'niveauA1 vrijgesteld datum',
  inschrijving:
    'datum maatschappij status aanbodGeweigerd toewijzingDatum nieuweWachttijdregel voorkeurNis gewensteSlaapkamers',
  huur: 'start einde huurprijs inkomenBerekening toewijzingsgrond',
  premie: 'toegekend start einde status ontbrekendeStukken[]',
  subsidie: 'aanvraag status ontbrekendeStukken[]',
  woning: 'id type bouwjaar slaapkamers status bezet',
  'woning.adres': addressLeaves,
  'grond.adres': addressLeaves,
  contact: 'email telefoon',
};

describe('the acts of the sources', () => {
  let source: RegisterSource;
  const act = (id: string) => source.instruments.find((each) => each.id === id);

  beforeAll(async () => {
    source = parseRegister(await readProtocols('protocols')).source!;
  });

  it.each(Object.entries(silent))('has %s, which permits nothing', (id, [signed, published]) => {
    const found = act(id)!;
    expect(found.versions[0]!.signed).toBe(signed);
    expect(found.versions.flatMap((version) => version.permissions)).toEqual([]);
    expect(published === undefined ? undefined : found.publications[0]!.date).toBe(published);
  });

  it.each(Object.entries(permitting))('has %s of %s', (id, signed) => {
    expect(act(id)!.versions[0]!.signed).toBe(signed);
    expect(act(id)!.versions[0]!.permissions.length).toBeGreaterThan(0);
  });

  it('has no other act, the consent of a person and an example of a general protocol apart', () => {
    const known = [
      ...Object.keys(silent),
      ...Object.keys(permitting),
      'toestemming-nieuwsbrief',
      'prot-algemeen-woningen',
    ];
    expect(source.instruments.map((each) => each.id).filter((id) => !known.includes(id))).toEqual([]);
  });

  it('holds as drafts the protocols that have no date, and the one that waits for a council', () => {
    const drafts = source.instruments.filter((each) => each.versions.every((version) => version.draft));
    expect(drafts.map((each) => each.id)).toEqual(['prot-limburg-houthalen-helchteren', 'prot-noorderkempen-wonen']);
    expect(act('prot-limburg-houthalen-helchteren')!.versions[0]!.approvals).toEqual([
      { body: 'gemeenteraad van Houthalen-Helchteren', on: undefined, sure: 'source:36' },
    ]);
  });

  it('keeps what the sources do not agree on, and what nobody knows, as data', () => {
    expect(act('rr-2012-19')!.citedAs).toEqual([{ text: 'FO 19/2012', sure: 'source:7' }]);
    expect(act('vtc-2017-38')!.sureOf).toEqual({ authority: 'assumed' });
    expect(act('ivc-18-103')!.versions.map((version) => [version.from, version.until])).toEqual([
      ['2018-09-04', '2019-02-05'],
      ['2019-02-05', undefined],
    ]);
    expect(act('rr-2009-70')!.extends).toEqual(['rr-2007-41']);
    expect(act('kb-2001-05-22')!.versions[0]!.permissions.every((permission) => permission.splitUnknown)).toBe(true);
    const wervik = source.territories.find((each) => each.id === 'leiedal-leden')!.members.at(-1)!;
    expect(wervik).toEqual(expect.objectContaining({ nis: '33029', sinceUnknown: true, sure: 'assumed' }));
    const vlabinvest = source.participants.find((each) => each.id === 'vlabinvest')!;
    expect(vlabinvest.partOf.map(({ name, from, until }) => [name.nl, from, until])).toEqual([
      ['Vlaamse overheid', undefined, '2014-01-01'],
      ['Provincie Vlaams-Brabant', '2014-01-01', undefined],
    ]);
  });

  it('lets two authorities give one number, and keeps the numbers of one apart', () => {
    expect([act('rr-2018-2')!.number, act('fo-2018-2')!.number]).toEqual(['02/2018', '02/2018']);
    expect([act('vtc-2014-9')!.number, act('vtc-2015-9')!.number]).toEqual(['09/2014', '9/2015']);
  });

  it('catalogues exactly the fields of the sources', () => {
    const expected = Object.entries(catalogue).flatMap(([object, leaves]) =>
      leaves.split(' ').map((leaf) => `${object}.${leaf}`),
    );
    expect(source.fields.map((field) => field.path).sort()).toEqual(expected.sort());
  });

  it('lists thirteen municipalities for Leiedal and, after the merger of 2025, thirty-seven for Vlabinvest', () => {
    const on = (id: string, day: string) =>
      source.territories
        .find((each) => each.id === id)!
        .members.filter(({ from = day, until }) => from <= day && (until === undefined || day < until)).length;
    expect([on('leiedal-leden', '2015-02-18'), on('leiedal-leden', '2026-11-22')]).toEqual([12, 13]);
    expect([on('vlabinvest-gebied', '2013-06-19'), on('vlabinvest-gebied', '2025-01-01')]).toEqual([39, 37]);
  });
});
