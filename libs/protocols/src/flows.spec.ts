/** Every flow of the sources against `protocols/`, written by hand: permitted for exactly this, and nothing else at all. */
import { dutyName, within } from '#contract';
import { compileRegister, parseRegister, type CompiledRegister, type Permission } from '#register';
import { readProtocols } from './read';

interface Flow {
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

const shm = ['woondienst-izegem', 'shm-zuid-west', 'shm-rand', 'shm-antwerpen', 'shm-gent'];
const svk = ['svk-midden-west'];
const ocmw = ['ocmw-izegem', 'ocmw-kortrijk'];
const both = ['inschrijving-toewijzing', 'opvolging-huur'];
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

// One flow a line, as in a table.
// prettier-ignore
const flows: readonly Flow[] = [
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

const systems: Readonly<Record<string, string>> = {
  'woondienst-izegem': 'dossier huur patrimonium compliance auditor',
  'shm-zuid-west': 'dossier-zuid-west',
  'shm-rand': 'dossier-rand',
  'shm-antwerpen': 'patrimonium-antwerpen',
  'shm-gent': 'patrimonium-gent',
  vmsw: 'vmsw vmsw-statistiek',
  'wonen-vlaanderen-woonbeleid': 'woonbeleid',
};
const sameNamed = [
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

const today = '2026-11-22';

describe('the flows of the sources', () => {
  let register: CompiledRegister;

  beforeAll(async () => {
    register = compileRegister(parseRegister(await readProtocols('protocols')).source!, 1);
  });

  function words(permission: Permission): string {
    const { catalogue } = register;
    const fields = catalogue.fields.flatMap(({ number, path }) => {
      const duty = permission.duties[number];
      return duty === undefined ? [] : [duty.kind === 'keep' ? path : `${path}=${dutyName(duty)}`];
    });
    const leaf = permission.territory?.leaf;
    return row({
      categories: [...permission.categories].join(' '),
      fields: fields.join(' '),
      via: [...permission.via].join(' '),
      relation: permission.relation,
      territory: permission.territory && [
        permission.territory.id,
        leaf === undefined ? undefined : catalogue.fields[leaf]!.path,
      ],
      consent: permission.consent && permission.doNotContact,
      outsideEea: !permission.transferAllowed,
    });
  }

  it('are permitted today, each for exactly its fields, and nothing else is', () => {
    const expected: string[] = [];
    for (const flow of flows) {
      for (const from of flow.from) {
        for (const to of flow.to) {
          for (const purpose of flow.purposes) {
            for (const instrument of flow.instruments)
              expected.push(`${from} ${to} ${purpose} ${instrument} ${row(flow)}`);
          }
        }
      }
    }
    const found: string[] = [];
    for (const from of register.participants.keys()) {
      for (const to of register.participants.keys()) {
        for (const purpose of register.purposes.keys()) {
          for (const permission of register.permissions(to, purpose, from)) {
            expect(within(today, permission.from, permission.until) && !permission.draft).toBe(true);
            found.push(`${from} ${to} ${purpose} ${permission.instrument} ${words(permission)}`);
          }
        }
      }
    }
    expect(found.filter((each) => !expected.includes(each))).toEqual([]);
    expect(expected.filter((each) => !found.includes(each))).toEqual([]);
    expect(found).toHaveLength(expected.length);
  });

  it('have the participants and systems of the sources, and no others', () => {
    const expected = [...Object.entries(systems), ...sameNamed.map((id) => [id, id] as const)].map(
      ([id, owned]) => `${id}: ${owned}`,
    );
    const found = [...register.participants.values()].map(
      (each) => `${each.id}: ${each.systems.map((system) => system.id).join(' ')}`,
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it('have a reader for every delivery that the sources give one', () => {
    const reads = (system: string) => [...register.systems.get(system)!.reads].sort();
    expect(reads('dossier')).toEqual(['huurpremie', ...both]);
    expect(reads('huur')).toEqual(['opvolging-huur']);
    expect(reads('vmsw-statistiek')).toEqual(['statistiek-sociale-huur']);
    expect(reads('vmsw')).toEqual(['coordinatie-sociale-huur', 'huurpremie', 'huursubsidie']);
    expect(reads('woonbeleid')).toEqual(['datawarehouse-wonen']);
    expect(reads('leiedal')).toEqual(['lokaal-woonbeleid']);
    const silent = new Set(['shm-antwerpen', 'shm-gent']);
    for (const { to, purposes } of flows) {
      for (const recipient of to.filter((id) => !silent.has(id))) {
        for (const purpose of purposes) {
          const readers = register.participants
            .get(recipient)!
            .systems.filter((system) => system.reads.includes(purpose));
          expect({ recipient, purpose, readers: readers.length > 0 }).toEqual({ recipient, purpose, readers: true });
        }
      }
    }
  });

  it('let only compliance read alerts and only auditor read decisions, and neither send', () => {
    const all = [...register.systems.values()];
    expect(all.filter((system) => system.readsAlerts).map((system) => system.id)).toEqual(['compliance']);
    expect(all.filter((system) => system.readsDecisions).map((system) => system.id)).toEqual(['auditor']);
    expect(
      all
        .filter((system) => !system.sends)
        .map((system) => system.id)
        .sort(),
    ).toEqual(['auditor', 'compliance']);
  });

  it('mark every flow as assumed or not, as the facts do', () => {
    const assumed = (recipient: string, purpose: string, provider: string) =>
      new Set(register.permissions(recipient, purpose, provider).map((each) => each.assumed));
    // The sixteen fields of the Rijksregister stand in the privacy statements; so does everything else about them.
    expect(assumed('woondienst-izegem', 'inschrijving-toewijzing', 'rijksregister')).toEqual(new Set([false]));
    expect(assumed('shm-rand', 'inschrijving-toewijzing', 'rijksregister')).toEqual(new Set([true]));
    expect(assumed('leiedal', 'lokaal-woonbeleid', 'woondienst-izegem')).toEqual(new Set([true]));
  });

  it('hold territories to their dates', () => {
    const [vlabinvest] = register.permissions('vlabinvest', 'toewijzing-vlabinvest', 'shm-rand');
    const [leiedal] = register.permissions('leiedal', 'lokaal-woonbeleid', 'shm-zuid-west');
    const { includes } = vlabinvest!.territory!;
    expect([
      includes('23023', '2024-12-31'),
      includes('23023', today),
      includes('23106', '2024-12-31'),
      includes('23106', today),
    ]).toEqual([true, false, false, true]);
    expect([
      leiedal!.territory!.includes('33029', today),
      leiedal!.territory!.includes('34001', today),
      leiedal!.territory!.includes('36008', today),
    ]).toEqual([true, false, false]);
  });
});

function row(flow: {
  categories: string;
  fields: string;
  via?: string;
  relation?: unknown;
  territory?: unknown;
  consent?: boolean;
  outsideEea?: boolean;
}): string {
  const sorted = (list: string) => list.split(' ').filter(Boolean).sort().join(' ');
  return JSON.stringify([
    sorted(flow.categories),
    sorted(flow.fields),
    flow.via ?? '',
    flow.relation ?? null,
    flow.territory ?? null,
    flow.consent ?? false,
    flow.outsideEea ?? false,
  ]);
}
