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
      .some((each) => each.instrument === 'vtc-2015-9' && each.assumed);
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

describe('what is to be confirmed', () => {
  it('is, for each instrument, exactly what must be: all of it confirmed it is not assumed, with one part left it is', () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const source = publicOf(sourceOf(randomRegister(seed, { permissions: 14, participants: 6 })));
        const before = assumedInstruments(source);
        const listed = unconfirmedFacts(source);
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

function assumedInstruments(source: RegisterSource): Set<string> {
  const found = new Set<string>();
  for (const { permissions } of compileRegister(source, 1).flows())
    for (const permission of permissions) if (permission.assumed) found.add(permission.instrument);
  return found;
}
