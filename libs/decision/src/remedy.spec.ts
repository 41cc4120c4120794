import fc from 'fast-check';
import type { ContentFault, ExchangeRequest, RequestRecord } from '#contract';
import type { CompiledRegister } from '#register';
import { runs, seenAtLeast } from '../../../test/support/effort';
import {
  contextOf,
  factOf,
  permissionOf,
  recordOf,
  requestOf,
  smallCatalogue,
  smallRegister,
} from '../../../test/support/small-register';
import { somePermissions, universePaths } from '../../../test/support/small-universe';
import { decide } from './decide';

/** A record as its sender wrote it: leaves, and what is wrong with them. */
interface Written {
  readonly paths: readonly string[];
  readonly nis: string;
  readonly unknown: readonly string[];
  /** Leaves with a value outside their type. */
  readonly wrong: readonly string[];
  /** Objects or lists in the wrong shape. */
  readonly misshapen: readonly string[];
  /** Whether the household member's number is no INSZ, or is not there. */
  readonly member: 'right' | 'wrong' | 'missing';
}

const inner = 'gezin.leden[]';

const someRecord: fc.Arbitrary<Written> = fc
  .record({
    some: fc.subarray(universePaths.slice(1)),
    nis: fc.constantFrom('11111', '11111', '22222', '99999'),
    unknown: fc.constantFrom([], [], [], ['bijnaam'], [`${inner}.huisdier`], ['notitie', `${inner}.huisdier`]),
    wrong: fc.constantFrom([], [], [], ['persoon.naam'], ['persoon.nis'], [`${inner}.naam`]),
    misshapen: fc.constantFrom([], [], [], [], [inner], ['gezin'], ['huur']),
    member: fc.constantFrom('right' as const, 'right' as const, 'right' as const, 'wrong' as const, 'missing' as const),
  })
  .map(({ some, wrong, unknown, member, ...rest }) => {
    const paths = new Set(['persoon.insz', ...some, ...wrong]);
    const hasMember = [...paths, ...unknown].some((path) => path.startsWith(inner));
    paths.delete(`${inner}.insz`);
    if (hasMember && member !== 'missing') paths.add(`${inner}.insz`);
    return { paths: universePaths.filter((path) => paths.has(path)), wrong, unknown, member, ...rest };
  });

const someRequest = fc.record({
  records: fc.array(someRecord, { minLength: 1, maxLength: 2 }),
  mode: fc.constantFrom('all' as const, 'all' as const, 'each' as const),
  category: fc.constantFrom('huurder', 'huurder', 'huurder', 'kandidaat', 'woning'),
  territory: fc.constantFrom(undefined, '11111', '22222'),
  basis: fc.constantFrom(undefined, undefined, undefined, 'akte-1'),
  system: fc.constantFrom('gever', 'gever', 'tussen'),
});
type Asked = typeof someRequest extends fc.Arbitrary<infer T> ? T : never;

const isGone = (path: string, dropped: ReadonlySet<string>) =>
  dropped.has(path) || [...dropped].some((place) => path.startsWith(`${place}.`) || path.startsWith(`${place}[]`));

/** The record without what is dropped, as the envelope would decode it; undefined where nothing is left of it. */
function decoded(written: Written, dropped: ReadonlySet<string>): RequestRecord | undefined {
  const stays = (path: string) => !isGone(path, dropped);
  const paths = written.paths.filter(stays);
  const unknown = written.unknown.filter(stays);
  if (paths.length === 0) return undefined;
  const record = recordOf(paths, 'person-0', { 'persoon.nis': written.nis });
  const field = (path: string) => ({ path, field: smallCatalogue.number(path)! });
  const faults: ContentFault[] = [
    ...unknown.map((path) => ({ code: 'unknown-field' as const, path })),
    ...written.wrong.filter(stays).map((path) => ({ code: 'invalid-value' as const, ...field(path) })),
    ...written.misshapen.filter(stays).map((path) => ({ code: 'invalid-value' as const, path })),
  ];
  const hasMember = [...paths, ...unknown].some((path) => path.startsWith(inner));
  const named = paths.includes(`${inner}.insz`) && written.member === 'right';
  if (hasMember && !named) faults.push({ code: 'invalid-identifier', ...field(`${inner}.insz`) });
  if (!paths.includes('persoon.insz')) faults.push({ code: 'invalid-identifier', ...field('persoon.insz') });
  return {
    ...record,
    innerCategories: hasMember ? 1 : 0,
    persons: record.persons.filter(({ category }) => category === undefined || named),
    faults,
    faultCount: faults.length,
  };
}

function request(asked: Asked, dropped: ReadonlySet<string> = new Set()): ExchangeRequest | undefined {
  const { records, category, mode, territory, basis, system } = asked;
  const left = records.map((written) => decoded(written, dropped));
  // In mode `each` a record that loses everything is no record; the others may still pass.
  const whole = left.filter((record) => record !== undefined);
  if (whole.length === 0 || (mode === 'all' && whole.length < left.length)) return undefined;
  const provider = system === 'gever' ? undefined : 'gever';
  return { ...requestOf([], { category, mode, territory, basis, system, provider }), records: whole };
}

const everybody = ['person-0', 'person-0/gezinslid'];
const facts = everybody.flatMap((token) => [
  factOf('consent', token, 'gever'),
  factOf('caseload', token, 'gever'),
  factOf('caseload', token, 'ontvanger'),
]);

describe('remedyFor', () => {
  it('INVARIANT(remedy-is-exact): what it drops gives a permit, no smaller set does, and it drops nothing where no set does', () => {
    const seen = { remedied: 0, hopeless: 0, faulty: 0, several: 0 };
    fc.assert(
      fc.property(
        somePermissions,
        someRequest,
        fc.constantFrom('2024-07-01', '2022-06-01'),
        (permissions, asked, day) => {
          const register = registerOf(permissions);
          const context = contextOf(register, facts, {
            demonstration: true,
            clock: { atMs: Date.parse(`${day}T12:00:00Z`), today: day },
          });
          const decision = decide(request(asked)!, context);
          if (decision.effect === 'permit') return;
          const drop = decision.remedy.find((step) => 'drop' in step)?.drop;
          const smallest = sizeOfSmallest(asked, (less) => decide(less, context).effect === 'permit');
          if (drop?.length !== smallest) {
            throw new Error(
              JSON.stringify({ asked, drop, smallest, reasons: decision.reasons.map(({ code }) => code) }),
            );
          }
          if (drop === undefined) return void seen.hopeless++;
          seen.remedied++;
          if (drop.length > 1) seen.several++;
          if (decision.reasons.some(({ code }) => code === 'unknown-field' || code.startsWith('invalid')))
            seen.faulty++;
          expect(new Set(drop).size).toBe(drop.length);
          expect(decide(request(asked, new Set(drop))!, context).effect).toBe('permit');
        },
      ),
      { seed: 20_260_403, numRuns: runs(600) },
    );
    expect(seen.remedied).toBeGreaterThan(seenAtLeast(40));
    expect(seen.several).toBeGreaterThan(seenAtLeast(10));
    expect(seen.faulty).toBeGreaterThan(seenAtLeast(10));
    expect(seen.hopeless).toBeGreaterThan(seenAtLeast(60));
  });

  const asking = (record: Partial<RequestRecord>, more: Partial<ExchangeRequest> = {}) => ({
    ...requestOf([], more),
    records: [{ ...recordOf(['persoon.insz', 'persoon.naam']), faultCount: record.faults?.length ?? 0, ...record }],
  });
  const dropOf = (asked: ExchangeRequest, register: CompiledRegister = smallRegister([permissionOf()])) =>
    decide(asked, contextOf(register)).remedy.find((step) => 'drop' in step)?.drop;

  it('offers no drop for a name that was cut, as the sender would look for it in vain', () => {
    const named = (path: string) => asking({ faults: [{ code: 'unknown-field', path }] });
    expect(dropOf(named('bijnaam'))).toEqual(['bijnaam']);
    expect(dropOf(named('bijnaam…'))).toBeUndefined();
  });

  it('offers no drop for an unknown name that reads as a leaf of the catalogue, as another leaf would go', () => {
    expect(dropOf(asking({ faults: [{ code: 'unknown-field', path: 'huur.prijs' }] }))).toBeUndefined();
  });

  it('drops an empty list of leaves by the path of its leaf', () => {
    expect(dropOf(asking({ faults: [{ code: 'invalid-value', path: 'huur.prijs' }] }))).toEqual(['huur.prijs']);
  });

  it('offers no drop where there are more faults than could be named', () => {
    const faults = Array.from({ length: 20 }, (_, n) => ({ code: 'unknown-field' as const, path: `naam-${n}` }));
    expect(dropOf(asking({ faults }))).toHaveLength(20);
    expect(dropOf(asking({ faults, faultCount: 21 }))).toBeUndefined();
    expect(
      dropOf({
        ...asking({ faults }),
        records: [
          ...asking({ faults }).records,
          ...asking({ faults: [{ code: 'unknown-field', path: 'nog-een' }] }).records,
        ],
      }),
    ).toBeUndefined();
  });

  it('offers no drop where looking for it would cost more than a denial may', () => {
    const permissions = Array.from({ length: 300 }, (_, n) =>
      permissionOf({ instrument: `akte-${n}`, fields: ['persoon.insz', 'persoon.naam'] }),
    );
    const records = (count: number) => ({
      ...requestOf([]),
      records: Array.from({ length: count }, () => recordOf(['persoon.insz', 'huur.prijs'])),
    });
    expect(dropOf(records(600), smallRegister(permissions))).toEqual(['huur.prijs']);
    expect(dropOf(records(700), smallRegister(permissions))).toBeUndefined();
  });

  it('tells sets of one size apart by catalogue order, whichever record comes first in mode `each`', () => {
    const register = smallRegister([permissionOf({ fields: ['persoon.insz'] })]);
    const one = recordOf(['persoon.insz', 'persoon.naam']);
    const other = recordOf(['persoon.insz', 'huur.prijs'], 'person-1');
    for (const records of [
      [one, other],
      [other, one],
    ]) {
      const more = [...records, recordOf(['huur.start'], 'person-2')].slice(0, 2);
      const decision = decide({ ...requestOf([], { mode: 'each' }), records: more }, contextOf(register));
      expect(decision.remedy).toContainEqual({ drop: ['persoon.naam'] });
    }
  });
});

function registerOf(permissions: readonly ReturnType<typeof permissionOf>[]): CompiledRegister {
  return smallRegister(permissions, {
    instruments: new Map(['akte-1', 'akte-2'].map((id) => [id, { id, title: { nl: id }, confidential: false }])),
  });
}

/**
 * Size of the smallest set whose removal helps, by trying them all: leaves, and the names that are at fault. In mode
 * `each` one record must pass, by what is in that record.
 */
function sizeOfSmallest(asked: Asked, helps: (less: ExchangeRequest) => boolean): number | undefined {
  const groups = asked.mode === 'all' ? [asked.records] : asked.records.map((record) => [record]);
  const sizes = groups.flatMap((records) => {
    const all = [...new Set(records.flatMap(({ paths, unknown, misshapen }) => [...paths, ...unknown, ...misshapen]))];
    const sets = Array.from({ length: 2 ** all.length - 1 }, (_, n) =>
      all.filter((__, bit) => ((n + 1) & (1 << bit)) !== 0),
    ).sort((a, b) => a.length - b.length);
    const smallest = sets.find((set) => {
      const less = request({ ...asked, records, mode: 'all' }, new Set(set));
      return less !== undefined && helps(less);
    });
    return smallest === undefined ? [] : [smallest.length];
  });
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}
