import fc from 'fast-check';
import { keep, type Duty } from '#contract';
import { runs } from '../../../test/support/effort';
import { permissionOf, setOf, smallCatalogue, smallPaths } from '../../../test/support/small-register';
import { CarriageCache, together, type Carried } from './carriage';

const suppress: Duty = { kind: 'suppress' };
const yearOnly: Duty = { kind: 'generalise', to: 'jaar' };

/** What one permission carries of these fields. */
function carriedBy(permission: ReturnType<typeof permissionOf>, paths: readonly string[]): Carried {
  return new CarriageCache(smallCatalogue).carry([permission], [permission], setOf(paths));
}

describe('what carries a record', () => {
  it('is each instrument that lists one of its fields, by id, with the fields that it lists, in catalogue order', () => {
    const listed = [
      permissionOf({ instrument: 'akte-2', fields: ['persoon.naam', 'persoon.insz', 'huur.prijs'] }),
      permissionOf({ instrument: 'akte-3', fields: ['huur.start'] }),
      permissionOf({ instrument: 'akte-1', fields: ['persoon.nis'], assumed: true, retention: 'P5Y' }),
      permissionOf({ instrument: 'akte-2', fields: ['persoon.geboortedatum'], retention: 'P1Y' }),
    ];
    const fields = setOf(['persoon.insz', 'persoon.naam', 'persoon.nis', 'persoon.geboortedatum']);
    const { carriage, assumed, retention, record } = new CarriageCache(smallCatalogue).carry(listed, listed, fields);
    expect(carriage.basis).toEqual([
      { instrument: 'akte-1', fields: ['persoon.nis'] },
      { instrument: 'akte-2', fields: ['persoon.insz', 'persoon.naam', 'persoon.geboortedatum'] },
    ]);
    expect([assumed, retention, carriage.altered, carriage.obligations]).toEqual([true, 'P1Y', false, []]);
    expect(record).toEqual({ permitted: true, carriage });
  });

  it('rests on an assumption only where one of what carries it does', () => {
    const sure = permissionOf({ fields: ['persoon.insz'], retention: 'P5Y' });
    const other = permissionOf({ fields: ['persoon.naam'], assumed: true, retention: 'P1Y' });
    const carry = (paths: string[]) =>
      new CarriageCache(smallCatalogue).carry([sure, other], [sure, other], setOf(paths));
    expect(carry(['persoon.insz'])).toMatchObject({ assumed: false, retention: 'P5Y' });
    expect(carry(['persoon.insz', 'persoon.naam'])).toMatchObject({ assumed: true, retention: 'P1Y' });
  });

  it('INVARIANT(strictest-duty): takes the strictest duty of all that are open, satisfied or not, for its own fields only', () => {
    const kept = permissionOf({ fields: ['persoon.insz', 'persoon.naam', 'persoon.geboortedatum'] });
    const strict = permissionOf({
      instrument: 'akte-2',
      fields: { 'persoon.insz': suppress, 'persoon.geboortedatum': yearOnly, 'huur.prijs': suppress },
    });
    const fields = setOf(['persoon.insz', 'persoon.naam', 'persoon.geboortedatum']);
    for (const open of [
      [kept, strict],
      [strict, kept],
    ]) {
      const { carriage } = new CarriageCache(smallCatalogue).carry(open, [kept], fields);
      expect(carriage.basis.map(({ instrument }) => instrument)).toEqual(['akte-1']);
      expect(carriage.duties).toEqual(
        smallPaths.map(
          (path) =>
            ({ 'persoon.insz': suppress, 'persoon.naam': keep, 'persoon.geboortedatum': yearOnly })[path as string],
        ),
      );
      expect(carriage.obligations).toEqual([
        { field: 'persoon.insz', duty: 'suppress' },
        { field: 'persoon.geboortedatum', duty: 'generalise:jaar' },
      ]);
      expect(carriage.altered).toBe(true);
    }
  });

  it('cannot be changed by whoever receives it', () => {
    const { carriage, record } = carriedBy(permissionOf({ fields: { 'persoon.insz': suppress } }), ['persoon.insz']);
    const all = [carriage, record, carriage.basis, carriage.basis[0], carriage.basis[0]?.fields, carriage.duties];
    for (const part of [...all, carriage.obligations, carriage.obligations[0]])
      expect(Object.isFrozen(part)).toBe(true);
  });
});

describe('carriages that were worked out before', () => {
  const some = fc.subarray([...smallPaths], { minLength: 1, maxLength: 4 });
  const permissions = [['persoon.insz'], ['persoon.naam'], [...smallPaths]].flatMap((fields, n) => [
    permissionOf({ instrument: `akte-${n}`, fields }),
    permissionOf({ instrument: `akte-${n}`, fields: Object.fromEntries(fields.map((path) => [path, suppress])) }),
  ]);
  const shape = fc.record({
    open: fc.subarray(permissions, { minLength: 1 }),
    satisfied: fc.nat(5),
    paths: some,
  });

  it('never change an answer, however few may be remembered', () => {
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 12 }), fc.constantFrom(1, 2, 4_096), (shapes, slots) => {
        const cache = new CarriageCache(smallCatalogue, slots);
        for (const { open, satisfied, paths } of [...shapes, ...shapes]) {
          const held = open.slice(0, satisfied + 1);
          const fresh = new CarriageCache(smallCatalogue).carry(open, held, setOf(paths));
          expect(cache.carry(open, held, setOf(paths))).toEqual(fresh);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('are given again for the same shape, so that records of one shape share one', () => {
    const cache = new CarriageCache(smallCatalogue);
    const all = permissionOf();
    const shapes = smallPaths.flatMap((one) => smallPaths.map((other) => [one, other]));
    const first = shapes.map((paths) => cache.carry([all], [all], setOf(paths)));
    // Two shapes may fall in one slot; few do.
    const distinct = new Set(shapes.map((paths) => setOf(paths)[0])).size;
    expect(new Set(first).size).toBeLessThan(distinct + 5);
    expect(shapes.filter((paths, n) => cache.carry([all], [all], setOf(paths)) !== first[n]).length).toBeLessThan(10);
    for (const [n, other] of [permissionOf(), permissionOf({ instrument: 'akte-2' })].entries()) {
      const carried = cache.carry([other], [other], setOf(['persoon.insz']));
      expect([n, carried === first[0], carried === cache.carry([other], [other], setOf(['persoon.insz']))]).toEqual([
        n,
        false,
        true,
      ]);
    }
  });

  it('are not those of a request whose arrays were changed afterwards', () => {
    const cache = new CarriageCache(smallCatalogue);
    const [one, other] = [permissionOf(), permissionOf({ instrument: 'akte-2' })];
    const [open, fields] = [[one], setOf(['persoon.insz'])];
    const first = cache.carry(open, open, fields);
    open[0] = other;
    fields[0] = setOf(['persoon.naam'])[0]!;
    expect(cache.carry([one], [one], setOf(['persoon.insz']))).toBe(first);
    expect(cache.carry(open, open, fields).carriage.basis).toEqual([
      { instrument: 'akte-2', fields: ['persoon.naam'] },
    ]);
  });
});

describe('what carries several records together', () => {
  let first: Carried;
  let second: Carried;
  let third: Carried;
  beforeAll(() => {
    first = carriedBy(
      permissionOf({
        instrument: 'akte-2',
        fields: { 'persoon.insz': keep, 'huur.prijs': suppress },
        retention: 'P5Y',
      }),
      ['persoon.insz', 'huur.prijs'],
    );
    second = carriedBy(
      permissionOf({
        instrument: 'akte-1',
        fields: { 'persoon.naam': keep, 'persoon.insz': suppress },
        retention: 'P1Y',
      }),
      ['persoon.insz', 'persoon.naam'],
    );
    third = carriedBy(permissionOf({ instrument: 'akte-2', fields: ['persoon.nis'], assumed: true }), ['persoon.nis']);
  });

  it('is that of one of them where all are of one shape', () => {
    expect(together([first, first], smallCatalogue)).toBe(first);
    expect(together([third], smallCatalogue)).toBe(third);
  });

  it('is every basis by id and every field in catalogue order, under the strictest duty and the shortest retention', () => {
    for (const carried of [
      [first, second, third],
      [third, second, first, first],
    ]) {
      const { carriage, retention, assumed } = together(carried, smallCatalogue);
      expect(carriage.basis).toEqual([
        { instrument: 'akte-1', fields: ['persoon.insz', 'persoon.naam'] },
        { instrument: 'akte-2', fields: ['persoon.insz', 'persoon.nis', 'huur.prijs'] },
      ]);
      expect(carriage.obligations).toEqual([
        { field: 'persoon.insz', duty: 'suppress' },
        { field: 'huur.prijs', duty: 'suppress' },
      ]);
      const duties: Record<string, Duty> = {
        'persoon.insz': suppress,
        'persoon.naam': keep,
        'persoon.nis': keep,
        'huur.prijs': suppress,
      };
      expect(carriage.duties).toEqual(smallPaths.map((path) => duties[path]));
      expect([carriage.altered, retention, assumed]).toEqual([true, 'P1Y', true]);
    }
  });

  it('is not altered or assumed where none of them is', () => {
    const kept = carriedBy(permissionOf({ fields: ['persoon.insz'] }), ['persoon.insz']);
    const other = carriedBy(permissionOf({ fields: ['persoon.naam'] }), ['persoon.naam']);
    const { carriage, assumed, retention } = together([kept, other], smallCatalogue);
    expect([carriage.altered, assumed, retention]).toEqual([false, false, 'unknown']);
    expect(together([], smallCatalogue)).toMatchObject({
      assumed: false,
      retention: 'unknown',
      carriage: { basis: [] },
    });
  });
});
