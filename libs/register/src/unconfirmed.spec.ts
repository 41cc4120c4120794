import fc from 'fast-check';
import { stringify } from 'yaml';
import { runs } from '../../../test/support/effort';
import { randomRegister } from '../../../test/support/random-register';
import { compileRegister } from './compile';
import { parseRegister } from './parse';
import type { RegisterSource } from './source';
import { specimen } from '../../../test/support/register-specimen';
import { unconfirmedFacts } from './unconfirmed';

const instrument = 'instruments/vtc-2015-9.yaml';

function facts(changes: Parameters<typeof specimen>[0] = {}): string[] {
  const files = specimen(changes);
  const { source, locate } = parseRegister(files);
  const found = unconfirmedFacts(source!, locate);
  for (const { file, line, column } of found) {
    const lines = files.get(file)!.split('\n');
    expect(lines[line - 1]!.slice(column - 1)).toMatch(/^assumed\b/);
  }
  return found.map(
    (each) =>
      `${each.instrument} ${each.version}/${each.permission} ${each.file}:${each.line}:${each.column} ${each.path}`,
  );
}

const usual = `vtc-2015-9 0/1 ${instrument}:25:15 versions[0].permissions[1].sure`;

describe('unconfirmedFacts', () => {
  it('gives the file, line, column and path of the mark that a permission rests on', () => {
    expect(facts()).toEqual([usual]);
  });

  it.each<[what: string, changes: Parameters<typeof specimen>[0], fact: string]>([
    ['the instrument', { [instrument]: ['sure: seed', 'sure: assumed'] }, `${instrument}:6:7 sure`],
    [
      'one fact of it',
      { [instrument]: ['sure: seed', 'sure: seed\nsureOf: { authority: assumed }'] },
      `${instrument}:7:22 sureOf.authority`,
    ],
    [
      'a publication',
      { [instrument]: ['sure: seed', 'sure: seed\npublications: [{ where: x, sure: assumed }]'] },
      `${instrument}:7:34 publications[0].sure`,
    ],
    [
      'a version',
      { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    sure: assumed'] },
      `${instrument}:9:11 versions[0].sure`,
    ],
    [
      'one fact of a version',
      { [instrument]: ['from: 2015-02-18', 'from: 2015-02-18\n    sureOf: { from: assumed }'] },
      `${instrument}:9:21 versions[0].sureOf.from`,
    ],
    [
      'an advice',
      {
        [instrument]: [
          'from: 2015-02-18',
          'from: 2015-02-18\n    advices: [{ participant: relais, date: unknown, sure: assumed }]',
        ],
      },
      `${instrument}:9:59 versions[0].advices[0].sure`,
    ],
    [
      'one fact of a permission',
      { [instrument]: ['via: relais', 'via: relais\n        sureOf: { via: assumed }'] },
      `${instrument}:12:24 versions[0].permissions[0].sureOf.via`,
    ],
    [
      'a field',
      { [instrument]: ['persoon.naam: {}', 'persoon.naam: { sure: assumed }'] },
      `${instrument}:18:33 versions[0].permissions[0].fields.persoon.naam.sure`,
    ],
    [
      'where it holds',
      { [instrument]: ['leaf: persoon.adres.nis', 'leaf: persoon.adres.nis, sure: assumed'] },
      `${instrument}:15:66 versions[0].permissions[0].territory.sure`,
    ],
    [
      'a ground for transfer',
      { [instrument]: ['via: relais', 'via: relais\n        transfer: { ground: x, sure: assumed }'] },
      `${instrument}:12:38 versions[0].permissions[0].transfer.sure`,
    ],
    [
      'a processing agreement',
      {
        [instrument]: [
          'via: relais',
          'via: relais\n        processingAgreement: { signed: 2020-01-01, sure: assumed }',
        ],
      },
      `${instrument}:12:58 versions[0].permissions[0].processingAgreement.sure`,
    ],
    [
      'a participant',
      { 'participants/maatschappij.yaml': ['sure: seed', 'sure: assumed'] },
      'participants/maatschappij.yaml:3:7 sure',
    ],
    [
      'a role that it holds',
      { 'participants/maatschappij.yaml': ['[shm]', '[{ role: shm, sure: assumed }]'] },
      'participants/maatschappij.yaml:4:28 roles[0].sure',
    ],
    [
      'a succession of a role',
      { 'roles/r.yaml': ['sure: source:4', 'sure: assumed'] },
      'roles/r.yaml:2:80 roles.shm.succeededBy[0].sure',
    ],
    ['a purpose', { 'purposes/p.yaml': ['sure: seed', 'sure: assumed'] }, 'purposes/p.yaml:2:42 purposes.beheer.sure'],
    ['a territory', { 'territories/streek.yaml': ['sure: seed', 'sure: assumed'] }, 'territories/streek.yaml:3:7 sure'],
    [
      'a member of a territory',
      { 'territories/streek.yaml': ['name: Kortrijk', 'name: Kortrijk, sure: assumed'] },
      'territories/streek.yaml:5:43 members[0].sure',
    ],
    [
      'a succession of a recipient',
      {
        'participants/ontvanger.yaml': [
          'sure: seed',
          'sure: seed\nsucceededBy: [{ participant: relais, from: 2021-01-01, sure: assumed }]',
        ],
      },
      'participants/ontvanger.yaml:4:62 succeededBy[0].sure',
    ],
    [
      'an accession',
      {
        [instrument]: [
          'sure: seed\nversions:\n  - from: 2015-02-18\n    permissions:\n      - provider: { role: shm }',
          'sure: seed\naccessions: [{ participant: maatschappij, as: gever, from: 2016-01-01, sure: assumed }]\nversions:\n  - from: 2015-02-18\n    permissions:\n      - provider: { acceded: gever }',
        ],
      },
      `${instrument}:7:78 accessions[0].sure`,
    ],
  ])('finds %s where it is assumed', (_what, changes, fact) => {
    expect(facts(changes)).toContain(`vtc-2015-9 0/0 ${fact}`);
  });

  it('names an inherited mark once, where it is written', () => {
    const changed = facts({ [instrument]: ['sure: seed', 'sure: assumed'] });
    expect(changed.filter((fact) => fact.startsWith('vtc-2015-9 0/0'))).toEqual([
      `vtc-2015-9 0/0 ${instrument}:6:7 sure`,
    ]);
  });

  it('leaves out a holder whose days do not meet those of the version', () => {
    const earlier = { 'participants/opvolger.yaml': ['from: 2024-01-01', 'until: 2023-01-01, sure: assumed'] } as const;
    expect(facts(earlier)).toEqual([usual]);
    const later = { 'participants/opvolger.yaml': ['from: 2024-01-01', 'from: 2024-01-01, sure: assumed'] } as const;
    expect(facts(later)).toContain('vtc-2015-9 0/0 participants/opvolger.yaml:4:45 roles[0].sure');
  });

  it('tells, for the days that are asked, only what counts on one of them', () => {
    const role = 'from: 2024-01-01, until: 2025-01-01, sure: assumed';
    const { source } = parseRegister(specimen({ 'participants/opvolger.yaml': ['from: 2024-01-01', role] }));
    const files = (from: string | undefined, until: string | undefined) =>
      unconfirmedFacts(source!, undefined, { during: { from, until } }).map(({ file }) => file);
    const held = 'participants/opvolger.yaml';
    expect(files('2024-12-31', undefined)).toContain(held);
    expect(files('2025-01-01', undefined)).not.toContain(held);
    expect(files(undefined, '2024-01-01')).not.toContain(held);
    expect(files('2024-01-01', '2024-01-02')).toContain(held);
    expect(files('2025-01-01', undefined)).toEqual([instrument]);
  });

  it('leaves out a version from the day on which two people confirmed it', () => {
    const line = 'confirmed: { on: 2026-01-05, by: [een, twee], source: 4 }';
    const { source } = parseRegister(specimen({ [instrument]: ['from: 2015-02-18', `from: 2015-02-18\n    ${line}`] }));
    const from = (day: string) =>
      unconfirmedFacts(source!, undefined, { during: { from: day, until: undefined } }).map((fact) => fact.confirmedOn);
    expect([from('2026-01-04'), from('2026-01-05')]).toEqual([['2026-01-05'], []]);
  });

  it('gives the dates of the version, and whether it is a draft', () => {
    const { source } = parseRegister(specimen({ [instrument]: ['from: 2015-02-18', 'signed: 2015-02-18'] }));
    expect(unconfirmedFacts(source!)).toEqual([
      expect.objectContaining({ draft: true, from: undefined, until: undefined, line: 1, column: 1 }),
    ]);
  });

  it('lists exactly what keeps permissions assumed: none is assumed once each of the listed facts has a source', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const source = withoutCases(parseRegister(randomRegister(seed, { permissions: 12 })).source!);
        const listed = unconfirmedFacts(source);
        const assumed = assumedInstruments(source);
        expect([...assumed].filter((id) => !listed.some((fact) => fact.instrument === id))).toEqual([]);
        expect(assumedInstruments(parseRegister(sourced(source, listed)).source!)).toEqual(new Set());
      }),
      { numRuns: runs(12) },
    );
  });
});

function withoutCases(source: RegisterSource): RegisterSource {
  return parseRegister(
    new Map(
      source.documents
        .filter(({ path }) => !path.startsWith('cases/'))
        .map(({ path, document }) => [path, stringify(document, { aliasDuplicateObjects: false })]),
    ),
  ).source!;
}

/** The files with every listed mark replaced by a source. */
function sourced(source: RegisterSource, listed: ReturnType<typeof unconfirmedFacts>): Map<string, string> {
  return new Map(
    source.documents.map(({ path, document }) => {
      const marks = new Set(listed.filter((fact) => fact.file === path).map((fact) => fact.path));
      const replaced = JSON.stringify(replaceMarks(document, '', marks));
      return [path, replaced];
    }),
  );
}

function replaceMarks(value: unknown, at: string, marks: ReadonlySet<string>): unknown {
  if (marks.has(at)) return 'seed';
  // What has a source is known.
  if (value === 'unknown' && at.endsWith('.date')) return '2008-05-01';
  if (Array.isArray(value)) return value.map((item, n) => replaceMarks(item, `${at}[${n}]`, marks));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaceMarks(item, at === '' ? key : `${at}.${key}`, marks)]),
  );
}

function assumedInstruments(source: RegisterSource): Set<string> {
  const register = compileRegister(source, 1);
  const ids = [...register.participants.keys()];
  return new Set(
    ids.flatMap((to) =>
      ids.flatMap((from) =>
        [...register.purposes.keys()].flatMap((purpose) =>
          register.permissions(to, purpose, from).flatMap((each) => (each.assumed ? [each.instrument] : [])),
        ),
      ),
    ),
  );
}
