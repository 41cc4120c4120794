import { dutyName } from '#contract';
import { compileRegister } from './compile';
import type { ObjectNode } from './catalogue';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

function compiled(changes: Parameters<typeof specimen>[0] = {}) {
  return compileRegister(parseRegister(specimen(changes)).source!, 7);
}

const instrument = 'instruments/vtc-2015-9.yaml';

describe('compileRegister', () => {
  it('numbers the fields in catalogue order and finds each by its path', () => {
    const { catalogue, version } = compiled();
    expect(version).toBe(7);
    expect(catalogue.fields.map((field) => catalogue.number(field.path))).toEqual([...catalogue.fields.keys()]);
    expect(catalogue.number('persoon.achternaam')).toBeUndefined();
    expect(catalogue.words).toBe(1);
  });

  it('gives a trie in which people inside a record are marked', () => {
    const { root } = compiled().catalogue;
    const family = root.children.get('gezin') as ObjectNode;
    const members = family.children.get('leden')!;
    expect(members).toMatchObject({
      kind: 'list',
      item: { kind: 'object', person: { inszField: 5, innerCategory: 0 } },
    });
    expect(family.children.get('codes')).toMatchObject({
      kind: 'list',
      item: { kind: 'leaf', field: { path: 'gezin.codes[]' } },
    });
    expect(root.children.get('persoon')).toMatchObject({ kind: 'object', person: undefined });
  });

  it('knows an identifier by its type', () => {
    const identifiers = compiled().catalogue.fields.filter((field) => field.identifier !== undefined);
    expect(identifiers.map((field) => [field.path, field.identifier])).toEqual([
      ['persoon.insz', 'person'],
      ['gezin.leden[].insz', 'person'],
      ['woning.id', 'entity'],
    ]);
  });

  it('answers with one window for a role that has no end, and with nothing beside it', () => {
    const register = compiled();
    const [permission, ...rest] = register
      .permissions('ontvanger', 'beheer', 'maatschappij')
      .filter((each) => each.instrument === 'vtc-2015-9');
    expect(rest).toEqual([]);
    expect(permission).toMatchObject({
      from: '2015-02-18',
      until: undefined,
      draft: false,
      assumed: false,
      innerCategories: 1,
      retention: 'unknown',
    });
    expect([...permission!.via]).toEqual(['relais']);
    expect(permission!.duties.map((duty) => duty && dutyName(duty)).filter(Boolean)).toEqual([
      'keep',
      'keep',
      'keep',
      'keep',
      'suppress',
    ]);
    for (const [recipient, purpose, provider] of [
      ['maatschappij', 'beheer', 'ontvanger'],
      ['ontvanger', 'anders', 'maatschappij'],
      ['ontvanger', 'beheer', 'relais'],
      ['__proto__', 'constructor', 'toString'],
    ]) {
      expect(register.permissions(recipient!, purpose!, provider!)).toEqual([]);
    }
  });

  it('lets a successor role in from the day of succession, and its holder from the day of its role', () => {
    const windows = compiled().permissions('ontvanger', 'beheer', 'opvolger');
    expect(windows.map((each) => [each.instrument, each.from, each.until])).toEqual([
      ['vtc-2015-9', '2024-01-01', undefined],
    ]);
  });

  it('passes what a participant had by name to its successor, and ends it there unless it keeps it', () => {
    const succession = (keeps: boolean) =>
      compiled({
        'participants/ontvanger.yaml': [
          'sure: seed',
          `sure: seed\nsucceededBy: [{ participant: opvolger, from: 2021-01-01, keeps: ${keeps} }]`,
        ],
      });
    const spans = (register: ReturnType<typeof compiled>, recipient: string) =>
      register
        .permissions(recipient, 'beheer', 'maatschappij')
        .filter((each) => each.instrument === 'prot-1')
        .map((each) => [each.from, each.until]);
    expect(spans(succession(false), 'ontvanger')).toEqual([['2020-01-01', '2021-01-01']]);
    expect(spans(succession(true), 'ontvanger')).toEqual([['2020-01-01', '2022-01-01']]);
    expect(spans(succession(true), 'opvolger')).toEqual([['2021-01-01', '2022-01-01']]);
  });

  it('gives those who acceded what the protocol gives their capacity, while they take part', () => {
    const register = compiled({
      [instrument]: `id: vtc-2015-9
kind: decision
authority: vtc
title: { nl: Algemeen }
sure: seed
accessions:
  - { participant: maatschappij, as: gever, from: 2016-01-01, until: 2018-01-01 }
  - { participant: relais, as: gever, from: 2017-01-01, sure: assumed }
versions:
  - from: 2015-01-01
    permissions:
      - { provider: { acceded: gever }, recipient: ontvanger, purpose: beheer, categories: [huurder], fields: { persoon.insz: } }
`,
    });
    const of = (provider: string) =>
      register.permissions('ontvanger', 'beheer', provider).filter((each) => each.instrument === 'vtc-2015-9');
    expect(of('maatschappij')).toMatchObject([{ from: '2016-01-01', until: '2018-01-01', assumed: false }]);
    expect(of('relais')).toMatchObject([{ from: '2017-01-01', until: undefined, assumed: true }]);
  });

  it('cuts a window where a relay comes or goes', () => {
    const register = compiled({
      'participants/relais.yaml': [
        'sure: seed',
        'sure: seed\nroles: [{ role: wm, from: 2020-01-01, until: 2021-01-01 }]',
      ],
      [instrument]: ['via: relais', 'via: { role: wm }'],
    });
    const windows = register
      .permissions('ontvanger', 'beheer', 'maatschappij')
      .filter((each) => each.instrument === 'vtc-2015-9');
    expect(windows.map((each) => [each.from, each.until, [...each.via]])).toEqual([
      ['2015-02-18', '2020-01-01', []],
      ['2020-01-01', '2021-01-01', ['relais']],
      ['2021-01-01', '2024-01-01', []],
      ['2024-01-01', undefined, ['opvolger']],
    ]);
  });

  it('holds a territory to its members on the day', () => {
    const [permission] = compiled()
      .permissions('ontvanger', 'beheer', 'maatschappij')
      .filter((each) => each.territory !== undefined);
    const { territory } = permission!;
    expect(territory).toMatchObject({ id: 'streek', leaf: 3 });
    expect(territory!.includes('34022', '2020-01-01')).toBe(true);
    expect([territory!.includes('23023', '2024-12-31'), territory!.includes('23023', '2025-01-01')]).toEqual([
      true,
      false,
    ]);
    expect([territory!.includes('23106', '2024-12-31'), territory!.includes('23106', '2025-01-01')]).toEqual([
      false,
      true,
    ]);
    expect(territory!.includes('3402', '2025-01-01')).toBe(false);
  });

  it('marks as draft what is undated, and what nobody signed', () => {
    const undated = compiled({ [instrument]: ['from: 2015-02-18\n    permissions', 'permissions'] });
    expect(
      undated.permissions('ontvanger', 'beheer', 'maatschappij').find((each) => each.instrument === 'vtc-2015-9'),
    ).toMatchObject({ draft: true });
    const unsigned = compiled({ 'instruments/prot-1.yaml': ['    signed: 2019-12-01\n', ''] });
    expect(
      unsigned.permissions('ontvanger', 'beheer', 'maatschappij').find((each) => each.instrument === 'prot-1'),
    ).toMatchObject({ draft: true });
  });

  it('marks as assumed what rests on an assumed participant, role, succession, purpose or territory', () => {
    const assumed = (changes: Parameters<typeof specimen>[0], provider = 'maatschappij') =>
      compiled(changes)
        .permissions('ontvanger', 'beheer', provider)
        .find((each) => each.instrument === 'vtc-2015-9')!.assumed;
    expect(assumed({})).toBe(false);
    expect(assumed({ 'participants/maatschappij.yaml': ['sure: seed', 'sure: assumed'] })).toBe(true);
    expect(assumed({ 'participants/maatschappij.yaml': ['[shm]', '[{ role: shm, sure: assumed }]'] })).toBe(true);
    expect(assumed({ 'participants/ontvanger.yaml': ['sure: seed', 'sure: assumed'] })).toBe(true);
    expect(assumed({ 'roles/r.yaml': ['sure: source:4', 'sure: assumed'] }, 'opvolger')).toBe(true);
    expect(assumed({ 'purposes/p.yaml': ['sure: seed', 'sure: assumed'] })).toBe(true);
    expect(assumed({ 'territories/streek.yaml': ['name: Kortrijk', 'name: Kortrijk, sure: assumed'] })).toBe(true);
  });

  it('allows a transfer outside the EEA only on a ground', () => {
    const outside: Parameters<typeof specimen>[0] = {
      'participants/ontvanger.yaml': ['sure: seed', 'sure: seed\ninsideEea: false'],
    };
    const allowed = (changes: Parameters<typeof specimen>[0]) =>
      compiled(changes)
        .permissions('ontvanger', 'beheer', 'maatschappij')
        .find((each) => each.instrument === 'vtc-2015-9')!.transferAllowed;
    expect([allowed({}), allowed(outside)]).toEqual([true, false]);
    expect(
      allowed({
        ...outside,
        [instrument]: ['via: relais', 'via: relais\n        transfer: { ground: AVG artikel 46 }'],
      }),
    ).toBe(true);
  });

  it('lets a case permit only what concerns its one person, until its review is overdue', () => {
    const register = compiled({
      'cases/zaak-1.yaml': `id: zaak-1
kind: legal-duty
authority: vtc
title: { nl: Bevel }
sure: seed
confidential: true
case: { person: [${'a'.repeat(26)}, ${'b'.repeat(26)}], others: [${'c'.repeat(26)}], approvals: [{ by: jurist, on: 2026-01-05 }, { by: functionaris, on: 2026-01-06 }] }
versions:
  - from: 2026-01-10
    until: 2026-02-10
    permissions:
      - { provider: maatschappij, recipient: relais, purpose: beheer, categories: [huurder], fields: { persoon.insz: } }
`,
    });
    expect(register.instruments.get('zaak-1')).toMatchObject({ confidential: true });
    const [permission, ...more] = register.permissions('relais', 'beheer', 'maatschappij');
    expect(more).toEqual([]);
    expect(permission).toMatchObject({ instrument: 'zaak-1', from: '2026-01-10', until: '2026-02-10' });
    expect(permission!.onePerson).toEqual({
      tokens: new Set(['a'.repeat(26), 'b'.repeat(26)]),
      others: new Set(['c'.repeat(26)]),
      endsAtMs: undefined,
    });
    const urgent = compiled({
      'cases/zaak-2.yaml': `id: zaak-2
kind: vital-interest
authority: vtc
title: { nl: Nood }
sure: seed
confidential: true
case: { person: ${'a'.repeat(26)}, reviewBefore: 2026-01-11T12:00:00Z, approvals: [{ by: jurist, on: 2026-01-10 }] }
versions:
  - from: 2026-01-10
    until: 2026-02-10
    permissions:
      - { provider: maatschappij, recipient: relais, purpose: beheer, categories: [huurder], fields: { persoon.insz: } }
`,
    });
    const [open] = urgent.permissions('relais', 'beheer', 'maatschappij');
    expect(open!.onePerson!.endsAtMs).toBe(Date.parse('2026-01-11T12:00:00Z'));
    expect(open!.onePerson!.tokens).toEqual(new Set(['a'.repeat(26)]));
    // What is about nobody in particular is for everybody.
    expect(
      compiled()
        .permissions('ontvanger', 'beheer', 'maatschappij')
        .every((each) => each.onePerson === undefined),
    ).toBe(true);
  });

  it('lists systems with what they may do', () => {
    expect(compiled().systems.get('lezer')).toEqual({
      id: 'lezer',
      participant: 'maatschappij',
      sends: false,
      reads: [],
      readsAlerts: true,
      readsDecisions: false,
    });
  });
});
