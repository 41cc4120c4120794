import type { Territory } from '#register';
import { liesInside, stepsTo } from './territory';

const kortrijk: Territory = {
  id: 'streek',
  leaf: undefined,
  includes: (nis, day) => nis === '34022' && day >= '2019-01-01',
  members: new Map(),
};
const inside = (data: unknown, path: string, day = '2024-07-01') => liesInside(kortrijk, data, stepsTo(path), day);

describe('the steps to a leaf', () => {
  it.each([
    ['persoon', ['persoon']],
    ['persoon.adres.nis', ['persoon', 'adres', 'nis']],
    ['gezin.leden[].insz', ['gezin', 'leden', '[]', 'insz']],
    ['gezin.codes[]', ['gezin', 'codes', '[]']],
    ['a[].b[]', ['a', '[]', 'b', '[]']],
  ])('of `%s` are its names, with `[]` for each list', (path, steps) => {
    expect(stepsTo(path)).toEqual(steps);
  });
});

describe('a leaf that decides over a territory', () => {
  it('must be there, and inside on the day', () => {
    expect(inside({ nis: '34022' }, 'nis')).toBe(true);
    expect(inside({ adres: { nis: '34022' } }, 'adres.nis')).toBe(true);
    expect(inside({ nis: '34022' }, 'nis', '2018-12-31')).toBe(false);
    expect(inside({ nis: '11002' }, 'nis')).toBe(false);
    expect(inside({ nis: 34_022 }, 'nis')).toBe(false);
    for (const data of [{}, { adres: {} }, { adres: null }, { adres: '34022' }, null, undefined, '34022']) {
      expect(inside(data, 'adres.nis')).toBe(false);
    }
  });

  it('is not found in what every object inherits', () => {
    const adres: unknown = Object.create({ nis: '34022' });
    expect(inside({ adres }, 'adres.nis')).toBe(false);
  });

  it('must be inside in every place where it occurs, and occur in one', () => {
    const at = (...codes: string[]) => ({ leden: codes.map((nis) => ({ nis })) });
    expect(inside(at('34022', '34022'), 'leden[].nis')).toBe(true);
    expect(inside(at('34022', '11002'), 'leden[].nis')).toBe(false);
    expect(inside({ leden: [{ nis: '34022' }, {}] }, 'leden[].nis')).toBe(true);
    expect(inside({ leden: [] }, 'leden[].nis')).toBe(false);
    expect(inside({ leden: { nis: '34022' } }, 'leden[].nis')).toBe(false);
    expect(inside({ codes: ['34022'] }, 'codes[]')).toBe(true);
    expect(inside({ wijken: [{ codes: ['34022'] }, { codes: ['11002'] }] }, 'wijken[].codes[]')).toBe(false);
  });
});
