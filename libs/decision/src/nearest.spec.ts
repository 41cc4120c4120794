import type { ExchangeRequest } from '#contract';
import type { Permission } from '#register';
import { contextOf, permissionOf, requestOf, smallRegister } from '../../../test/support/small-register';
import { decide } from './decide';

const asked = requestOf([['persoon.insz', 'persoon.naam', 'huur.prijs']]);
const nearest = (permissions: readonly Permission[], request: ExchangeRequest = asked) => {
  const orders = [permissions, [...permissions].reverse()];
  const [one, other] = orders.map((each) => decide(request, contextOf(smallRegister(each))).nearest);
  expect(other).toEqual(one);
  return one;
};
const expired = { until: '2020-01-01' };

describe('the nearest permission of a denial', () => {
  it('has the fewest failing conditions and fields too many together', () => {
    expect(
      nearest([
        permissionOf({ instrument: 'akte-1', fields: ['huur.start'] }),
        permissionOf({ instrument: 'akte-2', fields: ['persoon.insz', 'persoon.naam'], ...expired }),
        permissionOf({ instrument: 'akte-3', fields: ['persoon.insz', 'persoon.naam'] }),
      ]),
    ).toEqual({ instrument: 'akte-3', missing: [], excess: ['huur.prijs'] });
    expect(
      nearest([
        permissionOf({ instrument: 'akte-1', draft: true, assumed: true }),
        permissionOf({ instrument: 'akte-2', ...expired }),
      ]),
    ).toEqual({ instrument: 'akte-2', missing: ['expired'], excess: [] });
  });

  it('has the fewest failing conditions among those as near, then the first id, whatever their order', () => {
    expect(
      nearest([
        permissionOf({ instrument: 'akte-1', ...expired }),
        permissionOf({ instrument: 'akte-2', fields: ['persoon.insz', 'persoon.naam'] }),
      ]),
    ).toMatchObject({ instrument: 'akte-2' });
    expect(
      nearest([
        permissionOf({ instrument: 'akte-2', ...expired }),
        permissionOf({ instrument: 'akte-1', draft: true }),
        permissionOf({ instrument: 'akte-3', assumed: true }),
      ]),
    ).toMatchObject({ instrument: 'akte-1', missing: ['draft'] });
  });

  it('settles windows of one instrument by what they say', () => {
    expect(nearest([permissionOf({ ...expired }), permissionOf({ from: '2030-01-01' })])).toMatchObject({
      missing: ['expired'],
    });
    expect(nearest([permissionOf({ draft: true }), permissionOf({ assumed: true })])).toMatchObject({
      missing: ['draft'],
    });
    expect(
      nearest(
        [
          permissionOf({ fields: ['persoon.insz', 'huur.prijs'] }),
          permissionOf({ fields: ['persoon.insz', 'persoon.naam'] }),
        ],
        requestOf([['persoon.insz', 'persoon.naam', 'huur.start', 'huur.prijs']]),
      ),
    ).toMatchObject({ excess: ['huur.start', 'huur.prijs'] });
  });

  it('adds up what is missing and too many over all records that were denied, and no other', () => {
    const records = [['persoon.insz', 'persoon.naam'], ['persoon.insz', 'huur.start'], ['persoon.insz']];
    const permissions = [permissionOf({ fields: ['persoon.insz'] })];
    expect(nearest(permissions, requestOf(records))).toEqual({
      instrument: 'akte-1',
      missing: [],
      excess: ['persoon.naam', 'huur.start'],
    });
  });

  it('gives failing conditions in the order of the documentation', () => {
    const closed = permissionOf({ ...expired, draft: true, assumed: true, transferAllowed: false, categories: [] });
    const { missing } = nearest([closed])!;
    expect(missing).toEqual(['expired', 'draft', 'unconfirmed', 'category-not-permitted', 'outside-eea']);
  });

  it('is not named where it is confidential, nor where persons alone stand in the way', () => {
    expect(nearest([permissionOf({ confidential: true, ...expired })])).toBeUndefined();
    expect(nearest([permissionOf({ consent: true })])).toBeUndefined();
  });
});
