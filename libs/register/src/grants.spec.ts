import fc from 'fast-check';
import { runs } from '../../../test/support/effort';
import { randomRegister } from '../../../test/support/random-register';
import { specimen } from '../../../test/support/register-specimen';
import { compileRegister } from './compile';
import { faultLine } from './fault';
import { parseRegister } from './parse';
import type { RegisterSource } from './source';
import { unconfirmedFacts, type UnconfirmedFact } from './unconfirmed';

const file = 'instruments/vtc-2015-9.yaml';
const confirmed = 'confirmed: { on: 2026-01-05, by: [een, twee], source: 4 }';
const version = ['from: 2015-02-18\n', `from: 2015-02-18\n    ${confirmed}\n`] as const;

function sourceOf(files: ReadonlyMap<string, string>): RegisterSource {
  const { source, faults } = parseRegister(files);
  expect(faults.map(faultLine)).toEqual([]);
  return source!;
}

describe('a confirmation', () => {
  /** Whether `vtc-2015-9` permits this provider by something assumed, with one file bent and with or without its version confirmed. */
  function assumed(
    path: string,
    change: readonly [string, string],
    {
      signed = false,
      provider = 'maatschappij',
      succeeded = false,
    }: { signed?: boolean; provider?: string | undefined; succeeded?: boolean } = {},
  ): boolean {
    const files = specimen({ [path]: change });
    if (succeeded)
      files.set(file, files.get(file)!.replaceAll('{ role: shm }', 'relais').replace('        via: relais\n', ''));
    if (signed) files.set(file, files.get(file)!.replace(...version));
    return compileRegister(sourceOf(files), 1)
      .permissions('ontvanger', 'beheer', provider)
      .some((each) => each.instrument === 'vtc-2015-9' && each.until === undefined && each.assumed);
  }

  const line = `\n${confirmed}`;
  const member = "members:\n  - { nis: '34022', name: Kortrijk";
  const next = '[{ participant: maatschappij, from: 2030-01-01, sure: assumed }]';

  it.each<[what: string, path: string, before: string, doubtful: string, lifted: string]>([
    ['recipient', 'participants/ontvanger.yaml', 'sure: seed', 'sure: assumed', `sure: assumed${line}`],
    ['provider', 'participants/maatschappij.yaml', 'sure: seed', 'sure: assumed', `sure: assumed${line}`],
    [
      'role',
      'participants/maatschappij.yaml',
      '[shm]',
      '[{ role: shm, sure: assumed }]',
      `[{ role: shm, sure: assumed }]${line}`,
    ],
    ['succession of a role', 'roles/r.yaml', 'source:4 }]', 'assumed }]', `assumed }], ${confirmed}`],
    [
      'succession of a participant',
      'participants/relais.yaml',
      'sure: seed',
      `sure: seed\nsucceededBy: ${next}`,
      `sure: seed\nsucceededBy: ${next}${line}`,
    ],
    ['purpose', 'purposes/p.yaml', 'sure: seed', 'sure: assumed', `sure: assumed, ${confirmed}`],
    ['territory', 'territories/streek.yaml', 'sure: seed', 'sure: assumed', `sure: assumed${line}`],
    [
      'municipality',
      'territories/streek.yaml',
      member,
      `${member}, sure: assumed`,
      `${confirmed}\n${member}, sure: assumed`,
    ],
  ])(
    'of a version leaves an assumed %s assumed; one where that stands lifts it',
    (what, path, before, doubtful, lifted) => {
      const provider = what === 'succession of a role' ? 'opvolger' : 'maatschappij';
      const succeeded = what === 'succession of a participant';
      const of = (after: string, signed: boolean) => assumed(path, [before, after], { signed, provider, succeeded });
      expect([of(before, false), of(doubtful, false), of(doubtful, true)]).toEqual([false, true, true]);
      expect([of(lifted, false), of(lifted, true)]).toEqual([false, false]);
    },
  );

  it('of a version covers what the instrument, the version and the permission say themselves', () => {
    const own = (change: readonly [string, string]) => [assumed(file, change), assumed(file, change, { signed: true })];
    expect(own(['sure: seed', 'sure: assumed'])).toEqual([true, false]);
    expect(own(['sure: seed', 'sure: seed\nsureOf: { authority: assumed }'])).toEqual([true, false]);
    expect(own(['persoon.naam: {}', 'persoon.naam: { sure: assumed }'])).toEqual([true, false]);
    expect(own(['leaf: persoon.adres.nis', 'leaf: persoon.adres.nis, sure: assumed'])).toEqual([true, false]);
  });

  it('counts from its own day: on the day before, nobody had confirmed anything', () => {
    const days = (files: Map<string, string>, provider = 'maatschappij') =>
      compileRegister(sourceOf(files), 1)
        .permissions('ontvanger', 'beheer', provider)
        .filter(({ instrument }) => instrument === 'vtc-2015-9')
        .map(({ from, until, assumed: inDoubt }) => [from, until, inDoubt]);
    const on = (day: string) => `confirmed: { on: ${day}, by: [een jurist, een functionaris], source: 4 }`;
    const own = (day: string): readonly [string, string] => [
      'sure: seed\nversions:\n  - from: 2015-02-18',
      `sure: assumed\nversions:\n  - from: 2015-02-18\n    ${on(day)}`,
    ];
    expect(days(specimen({ [file]: own('2027-01-20') }))).toEqual([
      ['2015-02-18', '2027-01-20', true],
      ['2027-01-20', undefined, false],
    ]);
    // Confirmed before it holds, there is no day of doubt; several parts are sure once the last of them is.
    expect(days(specimen({ [file]: own('2015-02-18') }))).toEqual([['2015-02-18', undefined, false]]);
    const purpose = (day: string): readonly [string, string] => ['sure: seed', `sure: assumed, ${on(day)}`];
    const several = specimen({ [file]: own('2020-01-01'), 'purposes/p.yaml': purpose('2027-01-20') });
    expect(days(several)).toEqual([
      ['2015-02-18', '2027-01-20', true],
      ['2027-01-20', undefined, false],
    ]);
    for (const [from, listed] of [
      ['2019-12-31', [file, 'purposes/p.yaml']],
      ['2027-01-19', ['purposes/p.yaml']],
      ['2027-01-20', []],
    ] as const) {
      const found = unconfirmedFacts(sourceOf(several), undefined, { during: { from, until: undefined } });
      const told = found.filter((fact) => fact.instrument === 'vtc-2015-9' && fact.permission === 0);
      expect(told.map((fact) => fact.file)).toEqual(listed);
      for (const fact of told) expect(fact.confirmedOn).toBe(fact.file === file ? '2020-01-01' : '2027-01-20');
    }
  });

  it('of a version covers no accession, which whoever joins declares; one at the accession does', () => {
    const accession = (more: string) => ({
      before: 'sure: seed\nversions:\n  - from: 2015-02-18\n    permissions:\n      - provider: { role: shm }',
      after: `sure: assumed\naccessions: [{ participant: maatschappij, as: gever, from: 2016-01-01${more} }]\nversions:\n  - from: 2015-02-18\n    permissions:\n      - provider: { acceded: gever }`,
    });
    const of = (more: string, signed: boolean) => {
      const { before, after } = accession(more);
      return assumed(file, [before, after], { signed });
    };
    // It inherits the mark of the instrument.
    expect([of('', false), of('', true), of(`, ${confirmed}`, false), of(`, ${confirmed}`, true)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(of(', sure: source:4', true)).toBe(false);
  });
});

describe('what another act or a relay leaves in doubt', () => {
  const of = (files: Map<string, string>, instrument = 'vtc-2015-9') =>
    compileRegister(sourceOf(files), 1)
      .permissions('ontvanger', 'beheer', 'maatschappij')
      .filter((each) => each.instrument === instrument)
      .map(({ from, until, assumed }) => [from, until, assumed]);
  const act = (id: string, more: string, versions: string) =>
    [
      `instruments/${id}.yaml`,
      `id: ${id}\nkind: decree\nauthority: vtc\ntitle: { nl: Akte }\n${more}\nversions:\n${versions}\n`,
    ] as const;
  const extending = (...acts: (readonly [string, string])[]) =>
    new Map([...specimen({ [file]: ['sure: seed', 'sure: seed\nextends: [eerder]'] }), ...acts]);

  it('is in doubt in an act that extends it, as long as it is, however far the way', () => {
    expect(of(extending(act('eerder', 'sure: seed', '  - from: 2010-01-01')))).toEqual([
      ['2015-02-18', undefined, false],
    ]);
    expect(of(extending(act('eerder', 'sure: assumed', '  - from: 2010-01-01')))).toEqual([
      ['2015-02-18', undefined, true],
    ]);
    const lifted = `  - from: 2010-01-01\n    ${confirmed}`;
    expect(of(extending(act('eerder', 'sure: assumed', lifted)))).toEqual([
      ['2015-02-18', '2026-01-05', true],
      ['2026-01-05', undefined, false],
    ]);
    const far = act('eerst', 'sure: seed\nsureOf: { number: assumed }', '  - from: 2005-01-01');
    const files = extending(act('eerder', 'sure: seed\nextends: [eerst]', '  - from: 2010-01-01'), far);
    expect(of(files)).toEqual([['2015-02-18', undefined, true]]);
    const { source, locate } = parseRegister(files);
    expect(unconfirmedFacts(source!, locate)[0]).toMatchObject({
      about: { kind: 'act', id: 'eerst', version: 0 },
      file: 'instruments/eerst.yaml',
      path: 'sureOf.number',
      confirmAt: 'versions[0]',
      line: 6,
    });
  });

  it('is what its version of the day says: a sure one after it lifts the doubt, a draft brings none', () => {
    const versions =
      '  - { from: 2010-01-01, until: 2020-01-01, sure: assumed }\n  - { from: 2020-01-01 }\n  - { sure: assumed }';
    expect(of(extending(act('eerder', 'sure: seed', versions)))).toEqual([
      ['2015-02-18', '2020-01-01', true],
      ['2020-01-01', undefined, false],
    ]);
    // What ended is still what this was added to.
    const ended = '  - { from: 2010-01-01, until: 2020-01-01, sure: assumed }';
    expect(of(extending(act('eerder', 'sure: seed', ended)))).toEqual([['2015-02-18', undefined, true]]);
  });

  it('is in doubt in acts that permit jointly with it', () => {
    const files = specimen({
      [file]: ['sure: seed', 'sure: seed\njointly: [samen]'],
    });
    files.set(file, files.get(file)!.replace('        via: relais\n', '        via: relais\n        split: unknown\n'));
    const joint = (sure: string) =>
      new Map([...files, act('samen', `sure: ${sure}\njointly: [vtc-2015-9]`, '  - from: 2016-01-01')]);
    expect(of(joint('seed'))).toEqual([['2016-01-01', undefined, false]]);
    expect(of(joint('assumed'))).toEqual([['2016-01-01', undefined, true]]);
  });

  it('is in doubt where a relay is, on the days on which it may send', () => {
    const relay = 'participants/relais.yaml';
    expect(of(specimen({ [relay]: ['sure: seed', 'sure: assumed'] }))).toEqual([['2015-02-18', undefined, true]]);
    const succeeded = 'sure: seed\nsucceededBy: [{ participant: maatschappij, from: 2020-01-01, sure: assumed }]';
    expect(of(specimen({ [relay]: ['sure: seed', succeeded] }))).toEqual([
      ['2015-02-18', '2020-01-01', false],
      ['2020-01-01', undefined, true],
    ]);
  });
});

describe('what is to be confirmed', () => {
  it('is, for each instrument, exactly what must be: all of it confirmed it is not assumed, with one part left it is', () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const source = publicOf(sourceOf(randomRegister(seed, { permissions: 14, participants: 6 })));
        const before = assumedInstruments(source);
        const listed = unconfirmedFacts(source, undefined, { during: { from: later, until: undefined } });
        // A permission is listed exactly where the compiled register calls it assumed.
        expect(new Set(listed.map(({ instrument }) => instrument))).toEqual(before);
        for (const id of [...before].slice(0, 3)) {
          const parts = new Map(
            listed
              .filter(({ instrument }) => instrument === id)
              .map((fact) => [`${fact.file} ${fact.confirmAt}`, fact]),
          );
          expect(assumedInstruments(sourceOf(confirming(source, [...parts.values()]))).has(id)).toBe(false);
          for (const left of parts.keys()) {
            const others = [...parts].filter(([key]) => key !== left).map(([, fact]) => fact);
            expect(assumedInstruments(sourceOf(confirming(source, others))).has(id)).toBe(true);
          }
          tried += 1;
        }
      }),
      { numRuns: runs(10) },
    );
    expect(tried).toBeGreaterThan(0);
  });
});

/** Without confidential instruments, of which nothing is listed. */
function publicOf(source: RegisterSource): RegisterSource {
  return sourceOf(
    new Map(
      source.documents
        .filter(({ path }) => !path.startsWith('cases/'))
        .map(({ path, document }) => [path, JSON.stringify(document)]),
    ),
  );
}

/** The files with a `confirmed` at each of these places, and what stays unknown there written out. */
function confirming(source: RegisterSource, facts: readonly UnconfirmedFact[]): Map<string, string> {
  return new Map(
    source.documents.map(({ path, document }) => {
      const bent = structuredClone(document);
      for (const fact of facts.filter(({ file: where }) => where === path)) {
        const part = fact.confirmAt
          .split(/[.[\]]+/)
          .filter((step) => step !== '')
          .reduce((at, step) => (at as Record<string, unknown>)[step], bent) as Record<string, unknown>;
        part['confirmed'] = { on: '2026-01-05', by: ['een', 'twee'], source: 1 };
        for (const advice of (part['advices'] ?? []) as { date: string }[])
          if (advice.date === 'unknown') advice.date = '2008-05-01';
      }
      return [path, JSON.stringify(bent)];
    }),
  );
}

/** After every day of a confirmation. */
const later = '2031-01-01';

function assumedInstruments(source: RegisterSource): Set<string> {
  const found = new Set<string>();
  for (const { permissions } of compileRegister(source, 1).flows())
    for (const { assumed, instrument, until } of permissions)
      if (assumed && (until === undefined || until > later)) found.add(instrument);
  return found;
}
