import { faultLine } from './fault';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

const instrument = 'instruments/vtc-2015-9.yaml';
const protocol = 'instruments/prot-1.yaml';
type Changes = Parameters<typeof specimen>[0];

/** The statistical permission again from a later day, after its authority closed, with changes to the first and to the second. */
function again(from: string, first: readonly [string, string], second: readonly [string, string]): Changes {
  const text = specimen().get(instrument)!;
  const permission = text.slice(text.lastIndexOf('      - provider'));
  const [head] = text.split('versions:');
  return {
    [instrument]: `${head}versions:
  - from: 2015-02-18
    until: ${from}
    permissions:
${permission.replace(first[0], () => first[1])}  - from: ${from}
    permissions:
${permission.replace(second[0], () => second[1])}`,
  };
}

const as = ['', ''] as const;
const purpose = 'purpose: statistiek\n';

// One case a line, as in a table.
// prettier-ignore
const allowed: readonly (readonly [what: string, changes: Changes])[] = [
  ['an approval on the first day', { [protocol]: ['    signed: 2019-12-01', '    signed: 2019-12-01\n    approvals: [{ body: gemeenteraad, on: 2020-01-01 }]'] }],
  ['an approval on an unknown day that is marked', { [protocol]: ['    signed: 2019-12-01', '    signed: 2019-12-01\n    approvals: [{ body: gemeenteraad, on: unknown, sure: assumed }]'] }],
  ['a protocol that holds from its signature', { [protocol]: ['signed: 2019-12-01', 'signed: 2020-01-01'] }],
  ['a deliberation that holds from before its signature', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    signed: 2015-03-01'] }],
  ['an unknown reason and retention where the permission is assumed', { [protocol]: ['        justification: om de woning te vinden\n        retention: P5Y', '        justification: unknown\n        retention: unknown\n        sure: assumed'] }],
  ['a reason at each field', { [protocol]: ['        justification: om de woning te vinden\n        retention: P5Y\n        fields:\n          woning.id:\n          woning.nis:', '        retention: P5Y\n        fields:\n          woning.id: { justification: a }\n          woning.nis: { justification: b }'] }],
  ['a draft protocol that says nothing yet', { [protocol]: ['    signed: 2019-12-01\n    advices:\n      - { participant: maatschappij, date: 2019-11-01, outcome: positive }\n      - { participant: ontvanger, date: 2019-11-02, outcome: positive }\n', ''] }],
  ['a negative advice with its reason', { [protocol]: ['2019-11-02, outcome: positive', '2019-11-02, outcome: negative, reason: te streng'] }],
  ['an unknown publication that is marked', { [protocol]: ['{ participant: ontvanger, where: op de eigen site }', '{ participant: ontvanger, where: unknown, sure: assumed }'] }],
  ['a confirmation on the day of signature', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    signed: 2015-02-18\n    confirmed: { on: 2015-02-18, by: [een, twee], source: 4 }'] }],
  ['an instrument that is replaced on the day it ends', { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    until: 2020-01-01'], [protocol]: ['sure: seed', 'sure: seed\nreplaces: [vtc-2015-9]'] }],
  ['a draft that would replace what goes on', { 'instruments/nieuw.yaml': 'id: nieuw\nkind: protocol\nauthority: partijen\ntitle: { nl: N }\nsure: seed\nreplaces: [vtc-2015-9]\nversions: [{ from: 2020-01-01 }]\n' }],
  ['a replaced draft without end', { 'instruments/oud.yaml': 'id: oud\nkind: protocol\nauthority: partijen\ntitle: { nl: O }\nsure: seed\nversions: [{ from: 2019-01-01 }]\n', [protocol]: ['sure: seed', 'sure: seed\nreplaces: [oud]'] }],
  ['instruments that name each other as joint', { [instrument]: ['sure: seed', 'sure: seed\njointly: [prot-1]'], [protocol]: ['sure: seed', 'sure: seed\njointly: [vtc-2015-9]'] }],
  ['one number of two authorities', { [protocol]: ['authority: partijen', 'authority: partijen\nnumber: 9/2015'] }],
  ['two numbers of which one begins with the other', { 'instruments/x.yaml': 'id: x\nkind: decree\nauthority: vtc\nnumber: 90/2015\ntitle: { nl: X }\nsure: seed\nversions: [{}]\n' }],
  ['a closed authorisation that goes on as it was', again('2020-01-01', as, as)],
  ['a closed authorisation that gives less', again('2020-01-01', as, ['          persoon.naam: { duty: suppress }\n', ''])],
  ['a closed authorisation under a stricter duty', again('2020-01-01', as, ["{ duty: 'generalise:jaar' }", '{ duty: suppress }'])],
  ['a closed authorisation that is kept less long', again('2020-01-01', [purpose, `${purpose}        retention: P10Y\n`], [purpose, `${purpose}        retention: P5Y\n`])],
  ['a closed authorisation on one more condition', again('2020-01-01', as, [purpose, `${purpose}        consent: true\n`])],
  ['a closed authorisation that gains before the day of closing', again('2018-06-25', ['          persoon.naam: { duty: suppress }\n', ''], as)],
  ['an undated version of a closed authorisation that would gain', { [instrument]: ['versions:\n', 'versions:\n  - permissions:\n      - { provider: relais, recipient: ontvanger, purpose: beheer, categories: [huurder], fields: { persoon.insz:, persoon.geboortedatum: } }\n'] }],
  ['a decree of a closed authority that gains', { 'instruments/x.yaml': 'id: x\nkind: decree\nauthority: vtc\ntitle: { nl: X }\nsure: seed\nversions:\n  - from: 2020-01-01\n    permissions:\n      - { provider: relais, recipient: ontvanger, purpose: beheer, categories: [huurder], fields: { persoon.insz: } }\n' }],
  ['a processor that receives under an agreement', { 'participants/relais.yaml': ['sure: seed', 'sure: seed\nprocessor: true'], 'instruments/x.yaml': 'id: x\nkind: decree\nauthority: partijen\ntitle: { nl: X }\nsure: seed\nversions:\n  - from: 2020-01-01\n    permissions:\n      - { provider: ontvanger, recipient: relais, purpose: beheer, categories: [huurder], processingAgreement: { signed: unknown, sure: assumed }, fields: { persoon.insz: } }\n' }],
  ['a statistical relay of another organisation', { [instrument]: ['        purpose: statistiek', '        via: relais\n        purpose: statistiek'], 'participants/relais.yaml': ['sure: seed', 'sure: seed\ndivisionOf: maatschappij'] }],
  ['a relay inside the recipient where nothing is statistical', { 'participants/relais.yaml': ['sure: seed', 'sure: seed\ndivisionOf: ontvanger'] }],
  ['a permission that says which grant it is', { 'authorities/a.yaml': ['closedOn: 2018-06-26', 'closedOn: 2018-06-26, grantsApart: true'], [instrument]: [`        ${purpose}`, `        ${purpose}        grant: data\n`], ...grantOnFirst() }],
  ['use of the number that gives the number', { 'instruments/x.yaml': 'id: x\nkind: decree\nauthority: partijen\ntitle: { nl: X }\nsure: seed\nversions:\n  - from: 2020-01-01\n    permissions:\n      - { provider: ontvanger, recipient: relais, purpose: beheer, categories: [huurder], grant: number, fields: { persoon.insz: } }\n' }],
  ['an enterprise number that checks', { 'participants/relais.yaml': ['sure: seed', "sure: seed\nkbo: '0236506487'"] }],
  ['a confirmed territory with a member since an unknown day: the source says that it is one on the first day that we know', { 'territories/streek.yaml': ["sure: seed\nmembers:\n  - { nis: '34022', name: Kortrijk }", "sure: seed\nconfirmed: { on: 2026-01-05, by: [een, twee], source: 4 }\nmembers:\n  - { nis: '34022', name: Kortrijk, from: 2020-01-01, since: unknown, sure: assumed }"] }],
  ['a member since an unknown day that is marked and has a first day', { 'territories/streek.yaml': ['name: Kortrijk', 'name: Kortrijk, from: 2020-01-01, since: unknown, sure: assumed'] }],
  ['a municipality that comes back', { 'territories/streek.yaml': ['until: 2025-01-01 }', 'until: 2025-01-01 }\n  - { nis: "23023", name: Galmaarden, from: 2026-01-01 }'] }],
  ['a window of one day', { 'participants/opvolger.yaml': ['2024-01-01', '2024-01-01, until: 2024-01-02'] }],
  ['a title in any script', { [instrument]: ['nl: Machtiging', "nl: 'Bevoegdheid, niveau ≥ 2: één «proef»'"] }],
];

function grantOnFirst(): Changes {
  const text = specimen().get(instrument)!;
  return { [instrument]: text.replaceAll('        categories:', '        grant: data\n        categories:') };
}

describe('the rules let pass', () => {
  it.each(allowed)('%s', (_what, changes) => {
    expect(parseRegister(specimen(changes)).faults.map(faultLine)).toEqual([]);
  });
});

const refused: readonly (readonly [what: string, changes: Changes, message: string])[] = [
  [
    'relation',
    again('2020-01-01', [purpose, `${purpose}        relation: { caseload: recipient }\n`], as),
    'conditions',
  ],
  ['do-not-contact', again('2020-01-01', [purpose, `${purpose}        doNotContact: true\n`], as), 'conditions'],
  ['territory', again('2020-01-01', [purpose, `${purpose}        territory: { set: streek }\n`], as), 'conditions'],
  [
    'territory’s leaf',
    again(
      '2020-01-01',
      [purpose, `${purpose}        territory: { set: streek, leaf: persoon.adres.nis }\n`],
      [purpose, `${purpose}        territory: { set: streek }\n`],
    ),
    'conditions',
  ],
  [
    'strict duty',
    again('2020-01-01', ["{ duty: 'generalise:jaar' }", '{ duty: suppress }'], as),
    '`persoon.geboortedatum`',
  ],
  ['whole absence', again('2018-06-26', ['          persoon.naam: { duty: suppress }\n', ''], as), '`persoon.naam`'],
];

describe('a closed authorisation', () => {
  it.each(refused)('cannot lose its %s', (_what, changes, message) => {
    const { faults } = parseRegister(specimen(changes));
    expect(faults.map((fault) => fault.code)).toEqual(['legacy-gain']);
    expect(faults[0]!.message).toContain(message);
    expect(faults[0]!.hint).toBe('`vtc` closed on 2018-06-26: register a protocol for it');
  });
});
