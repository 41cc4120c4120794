import type { Fault } from './fault';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

/**
 * Where every name that leads nowhere stands, and every source that is not there, file by file. What must be found is
 * written as `nergens`, a number or an id that nothing has, so that each place is found in the text.
 */
const files: Readonly<Record<string, string>> = {
  'participants/ontvanger.yaml': `id: ontvanger
name: { nl: Ontvanger }
sure: source:91
divisionOf: nergens-1
partOf:
  - { name: { nl: Provincie }, sure: seed }
  - { name: { nl: Provincie }, sure: source:92 }
roles: [shm, nergens-2, { role: nergens-3, sure: source:93 }]
succeededBy:
  - { participant: opvolger, from: 2025-01-01 }
  - { participant: nergens-4, from: 2025-01-01, sure: source:94 }
notes:
  - { nl: Ooit, sure: source:95 }
systems:
  ontvanger: { reads: [beheer, nergens-5] }
  teller: { reads: [nergens-6] }
`,
  'roles/r.yaml': `roles:
  shm: { title: { nl: SHM }, succeededBy: [{ role: wm, from: 2023-01-01, sure: seed }, { role: nergens-7, from: 2023-01-01, sure: source:96 }] }
  wm: { title: { nl: WM } }
`,
  'purposes/p.yaml': `purposes:
  beheer: { title: { nl: Beheer }, sure: source:97 }
  statistiek: { title: { nl: Statistiek }, sure: seed, statistical: true }
`,
  'territories/streek.yaml': `id: streek
title: { nl: Streek }
sure: source:98
members:
  - { nis: '34022', name: Kortrijk }
  - { nis: '34023', name: Kuurne, sure: source:99 }
notes:
  - { nl: Ooit, sure: source:81 }
`,
  'instruments/vtc-2015-9.yaml': `id: vtc-2015-9
kind: authorisation
authority: nergens-8
title: { nl: Machtiging }
sure: source:82
sureOf: { authority: source:83 }
citedAs: [{ text: Ooit, sure: source:84 }]
jointly: [prot-1, nergens-9]
extends: [nergens-10]
replaces: [nergens-11]
publications:
  - { where: op de eigen site }
  - { participant: nergens-12, where: op de eigen site, sure: source:85 }
accessions:
  - { participant: nergens-13, as: gever, from: 2016-01-01, sure: source:86 }
notes: [{ nl: Ooit, sure: source:87 }]
versions:
  - from: 2015-02-18
    until: 2016-01-01
  - from: 2016-01-01
    sure: source:88
    sureOf: { from: source:89 }
    advices: [{ participant: nergens-14, date: 2015-01-01, sure: source:71 }]
    approvals: [{ body: gemeenteraad, on: 2015-01-01, sure: source:72 }]
    confirmed: { on: 2026-01-05, by: [een, twee], source: 73 }
    permissions:
      - { provider: maatschappij, recipient: ontvanger, purpose: beheer, categories: [huurder], fields: { persoon.insz: } }
      - provider: [{ role: shm }, nergens-15, { role: nergens-16 }, { acceded: nergens-17 }]
        recipient: [ontvanger, nergens-18]
        via: [relais, nergens-19]
        purpose: [beheer, nergens-20]
        categories: [huurder, nergens-21]
        territory: { set: nergens-22, leaf: persoon.nergens23, sure: source:74 }
        sure: source:75
        sureOf: { via: source:76 }
        transfer: { ground: AVG artikel 46, sure: source:77 }
        processingAgreement: { signed: 2020-01-01, sure: source:78 }
        notes: [{ nl: Ooit, sure: source:79 }]
        fields:
          persoon.insz: {}
          persoon.nergens24: {}
          persoon.naam: { sure: source:61 }
          persoon.geboortedatum: { duty: 'generalise:nergens25' }
`,
};

const nouns: Readonly<Record<string, string>> = {
  'unknown-authority': 'unknown authority ',
  'unknown-capacity': 'nobody acceded as ',
  'unknown-category': 'unknown category ',
  'unknown-field': 'unknown field ',
  'unknown-generalisation': 'unknown class ',
  'unknown-instrument': 'unknown instrument ',
  'unknown-participant': 'unknown participant ',
  'unknown-purpose': 'unknown purpose ',
  'unknown-role': 'unknown role ',
  'unknown-source': 'unknown source ',
  'unknown-territory': 'unknown territory ',
};

describe('names that lead nowhere', () => {
  let faults: readonly Fault[];
  beforeAll(() => {
    faults = parseRegister(specimen(files)).faults;
  });

  it('are each found once, in every place where a name can stand', () => {
    const written = Object.values(files).flatMap((text) =>
      [...text.matchAll(/nergens-?[0-9]+|source:? ?[0-9]+/g)].map(([name]) => name.replace(/^source:? ?/, '')),
    );
    const found = faults.map(({ message }) => /`(?:persoon\.)?([^`]+)`/.exec(message)![1]!);
    expect(found.sort()).toEqual(written.sort());
  });

  it('are found where they are written, or where the item begins that names them', () => {
    for (const { file, line, column, message } of faults) {
      const text = files[file]!.split('\n')[line - 1]!;
      const name = /`([^`]+)`/.exec(message)![1]!;
      expect({ message, from: text.slice(column - 1) }).toEqual({
        message,
        from: expect.stringMatching(
          new RegExp(`^('generalise:|\\{ (role|acceded): |source:)?${name.replace('.', '\\.')}(?![0-9])`),
        ),
      });
    }
  });

  it('are called what they are', () => {
    for (const { code, message } of faults) expect(message).toMatch(new RegExp(`^${nouns[code]}\``));
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(Object.keys(nouns)));
  });

  it('come with the name that was meant, where one is near', () => {
    const hints = (changes: Parameters<typeof specimen>[0]) =>
      parseRegister(specimen(changes)).faults.map(({ hint }) => hint);
    expect(hints({ 'participants/ontvanger.yaml': ['[beheer]', '[behere]'] })).toEqual(['did you mean `beheer`?']);
    expect(faults.find(({ message }) => message.includes('nergens-5'))?.hint).toBe('define it in `purposes/`');
  });

  it('are not looked for in a folder with a file that could not be read', () => {
    const { faults: others } = parseRegister(specimen({ ...files, 'sources.yaml': '[', 'purposes/p.yaml': '{' }));
    const codes = new Set(others.map(({ code }) => code));
    expect([codes.has('unknown-source'), codes.has('unknown-purpose'), codes.has('unknown-role')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
