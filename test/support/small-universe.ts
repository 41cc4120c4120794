import fc from 'fast-check';
import { keep, type Decision, type Duty, type ExchangeRequest, type Fact } from '#contract';
import { decide } from '#decision';
import type { CompiledRegister, Permission, Territory } from '#register';
import { seeded } from './seeded';
import { contextOf, factOf, permissionOf, recordOf, requestOf, smallCatalogue, smallRegister } from './small-register';

/** A world so small that every request in it can be asked: for what claims to be exact over a whole register. */
export interface Point {
  readonly system: string;
  readonly provider: string;
  readonly basis: string;
  readonly category: string;
  readonly day: string;
  readonly territory: string;
  /** NIS code of `persoon.nis` where the record holds it. */
  readonly nis: string;
  readonly demonstration: boolean;
  readonly provider_file: boolean;
  readonly recipient_file: boolean;
  readonly consent: boolean;
  readonly contactable: boolean;
}

export const universe = {
  system: ['gever', 'tussen', 'ander'],
  provider: ['gever', 'ander'],
  basis: ['', 'akte-1', 'akte-2'],
  category: ['huurder', 'kandidaat', 'woning'],
  day: ['2024-07-01', '2022-06-01', '2023-01-01', '2020-01-01', '2019-12-31'],
  territory: ['11111', '22222', '', '99999'],
  nis: ['11111', '22222', '99999'],
  demonstration: [true, false],
  provider_file: [true, false],
  recipient_file: [true, false],
  consent: [true, false],
  contactable: [true, false],
} as const;

/** Fields that occur; the others of the small catalogue would only repeat them. */
export const universePaths = [
  'persoon.insz',
  'persoon.naam',
  'persoon.nis',
  'huur.start',
  'gezin.leden[].insz',
  'gezin.leden[].naam',
] as const;

/** Points of the universe, more often where something is permitted; the same seed gives the same points. */
export function somePoints(seed: number, count: number): readonly Point[] {
  const next = seeded(seed);
  const pick = (values: readonly unknown[]) => {
    const near = next() < 0.8 ? Math.max(1, Math.floor(values.length / 2)) : values.length;
    return values[Math.floor(next() * near)];
  };
  return Array.from(
    { length: count },
    () =>
      Object.fromEntries(Object.entries(universe).map(([name, values]) => [name, pick(values)])) as unknown as Point,
  );
}

/** Every set of fields that a record of this category can have, with an INSZ of everybody. */
export function fieldSets(category: string): readonly (readonly string[])[] {
  const sets = Array.from({ length: 2 ** universePaths.length - 1 }, (_, index) =>
    universePaths.filter((__, bit) => ((index + 1) & (1 << bit)) !== 0),
  );
  return sets.filter((set) => {
    if (category === 'woning') return set.every((path) => path === 'huur.start');
    if (!set.includes('persoon.insz')) return false;
    return !set.includes('gezin.leden[].naam') || set.includes('gezin.leden[].insz');
  });
}

export function decideAt(
  register: CompiledRegister,
  point: Point,
  paths: readonly string[],
  flow: Partial<Pick<ExchangeRequest, 'recipient' | 'purpose'>> = {},
): Decision {
  return decide(
    { ...askAt(point, paths), ...flow },
    contextOf(register, factsAt(point, flow.recipient), {
      clock: { atMs: Date.parse(`${point.day}T12:00:00Z`), today: point.day },
      demonstration: point.demonstration,
    }),
  );
}

export function askAt(point: Point, paths: readonly string[]): ExchangeRequest {
  const { system, provider, basis, category, territory } = point;
  return {
    ...requestOf([], { system, category }),
    provider: system === provider ? undefined : provider,
    basis: basis === '' ? undefined : basis,
    territory: territory === '' ? undefined : territory,
    records: [recordOf(paths, 'person-0', { 'persoon.nis': point.nis })],
  };
}

function factsAt(
  { provider, provider_file, recipient_file, consent, contactable }: Point,
  recipient = 'ontvanger',
): Fact[] {
  return ['person-0', 'person-0/gezinslid'].flatMap((token) => [
    ...(provider_file ? [factOf('caseload', token, provider)] : []),
    ...(recipient_file ? [factOf('caseload', token, recipient)] : []),
    ...(consent ? [factOf('consent', token, provider)] : []),
    ...(contactable ? [] : [factOf('do-not-contact', token, provider)]),
  ]);
}

const days = ['2020-01-01', '2022-06-01', '2023-01-01'] as const;
type Window = { readonly from: string | undefined; readonly until: string | undefined };

function territoryOf(id: string, leaf: number | undefined, members: Readonly<Record<string, Window>>): Territory {
  const windows = new Map(Object.entries(members).map(([nis, window]) => [nis, [window]]));
  return {
    id,
    leaf,
    members: windows,
    includes: (nis, day) =>
      (windows.get(nis) ?? []).some(
        ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day < until),
      ),
  };
}

const always = { from: undefined, until: undefined };
const territories = [
  { '11111': always },
  { '11111': always, '22222': { from: '2022-06-01', until: undefined } },
  { '22222': { from: undefined, until: '2023-01-01' } },
];
const nisLeaf = smallCatalogue.number('persoon.nis');

/** Fields of a permission with their duties; one class a field, as two would be a fault of the register. */
const someFields = fc
  .tuple(
    fc.subarray([...universePaths], { minLength: 1 }),
    fc.array(fc.constantFrom<Duty['kind']>('keep', 'keep', 'generalise', 'pseudonymise', 'suppress'), {
      minLength: universePaths.length,
      maxLength: universePaths.length,
    }),
    fc.constantFrom(true, true, true, false),
  )
  .map(([paths, kinds, named]) => {
    const all = named ? [...new Set(['persoon.insz', 'gezin.leden[].insz', ...paths])] : paths;
    return Object.fromEntries(
      all.map((path, index): [string, Duty] => {
        const kind = kinds[index % kinds.length]!;
        return [path, kind === 'generalise' ? { kind, to: 'jaar' } : kind === 'keep' ? keep : { kind }];
      }),
    );
  });

const somePermission: fc.Arbitrary<Permission> = fc
  .record({
    instrument: fc.constantFrom('akte-1', 'akte-2'),
    fields: someFields,
    categories: fc.constantFrom(
      ['huurder'],
      ['huurder', 'gezinslid'],
      ['huurder', 'kandidaat', 'gezinslid'],
      ['kandidaat'],
      ['woning'],
    ),
    from: fc.constantFrom('2000-01-01', '2000-01-01', ...days),
    until: fc.constantFrom(undefined, undefined, '2022-06-01', '2023-01-01'),
    suspensions: fc.constantFrom([], [], [], [{ from: '2022-06-01', until: '2023-01-01' }]),
    draft: fc.constantFrom(false, false, false, false, false, false, true),
    transferAllowed: fc.constantFrom(true, true, true, true, true, true, false),
    assumed: fc.constantFrom(false, false, false, true),
    via: fc.constantFrom(new Set<string>(), new Set(['tussen'])),
    territory: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(undefined, nisLeaf), fc.constantFrom(...territories.entries()))
          .map(([leaf, [at, members]]) => territoryOf(`gebied-${at}`, leaf, members)),
      },
    ),
    relation: fc.constantFrom(undefined, undefined, undefined, 'provider' as const, 'recipient' as const),
    consent: fc.constantFrom(false, false, false, true),
    doNotContact: fc.constantFrom(false, false, false, true),
    retention: fc.constantFrom('unknown', 'P5Y', 'P10Y'),
    parties: fc.constantFrom({}, {}, { provider: 'ander' }),
  })
  .map((text) => permissionOf(text));

export const somePermissions = fc.array(somePermission, { minLength: 0, maxLength: 4 });

/** Two registers that have most permissions in common. */
export const somePair: fc.Arbitrary<readonly [CompiledRegister, CompiledRegister]> = fc
  .tuple(
    somePermissions,
    somePermissions,
    fc.array(fc.constantFrom('both', 'before', 'after'), { minLength: 8, maxLength: 8 }),
  )
  .map(([first, second, places]) => {
    const all = [...first, ...second];
    const side = (name: string) =>
      smallRegister(
        all.filter((_, index) => places[index] === 'both' || places[index] === name),
        {
          instruments: new Map(all.map(({ instrument: id }) => [id, { id, title: { nl: id }, confidential: false }])),
        },
      );
    return [side('before'), side('after')];
  });
