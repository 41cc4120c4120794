import { keep, type ExchangeRequest } from '#contract';
import type { Permission } from '#register';
import { contextOf, permissionOf, recordOf, requestOf, smallRegister } from '../../../test/support/small-register';
import { examine } from './examine';

const examined = (permissions: readonly Permission[], asked: ExchangeRequest, more = {}) =>
  examine(asked, contextOf(smallRegister(permissions), [], more));
const asked = requestOf([['persoon.insz', 'persoon.naam', 'huur.prijs']]);

/** Every condition that a permission without territory and within the EEA can fail. */
const conditions = ['category-not-permitted', 'not-yet-in-force', 'expired', 'suspended', 'draft', 'unconfirmed'];

describe('examine', () => {
  it('says of a candidate what fails, what holds, what it lists under which duty, and what it asks', () => {
    const permission = permissionOf({
      until: '2024-01-01',
      relation: 'provider',
      consent: true,
      doNotContact: true,
      fields: { 'persoon.insz': { kind: 'pseudonymise' }, 'persoon.naam': keep, 'huur.start': keep },
    });
    expect(examined([permission], asked)).toEqual({
      none: undefined,
      record: 0,
      records: 1,
      fields: ['persoon.insz', 'persoon.naam', 'huur.prijs'],
      candidates: [
        {
          instrument: 'akte-1',
          from: '2000-01-01',
          until: '2024-01-01',
          failed: ['expired'],
          held: conditions.filter((code) => code !== 'expired'),
          lists: [
            { field: 'persoon.insz', duty: 'pseudonymise' },
            { field: 'persoon.naam', duty: 'keep' },
          ],
          demands: ['open-file-provider', 'consent', 'do-not-contact'],
          territory: undefined,
        },
      ],
    });
  });

  it('asks nothing of persons where the permission asks nothing', () => {
    expect(examined([permissionOf()], asked)?.candidates[0]?.demands).toEqual([]);
    expect(examined([permissionOf({ relation: 'recipient' })], asked)?.candidates[0]?.demands).toEqual([
      'open-file-recipient',
    ]);
  });

  it('speaks of a territory and of the EEA only where there is a territory, or a transfer without ground', () => {
    const territory = { id: 'streek', leaf: undefined, includes: (nis: string) => nis === '34022', members: new Map() };
    const of = (permission: Permission, territoryCode?: string) => {
      const [candidate] = examined([permission], { ...asked, territory: territoryCode })!.candidates;
      return [candidate!.failed, candidate!.held, candidate!.territory];
    };
    expect(of(permissionOf())).toEqual([[], conditions, undefined]);
    expect(of(permissionOf({ territory }), '34022')).toEqual([[], [...conditions, 'outside-territory'], 'streek']);
    expect(of(permissionOf({ territory }), '11002')).toEqual([['outside-territory'], conditions, 'streek']);
    expect(of(permissionOf({ transferAllowed: false }))).toEqual([['outside-eea'], conditions, undefined]);
  });

  it('puts the nearest first: fewest failing conditions, most fields listed, then by id', () => {
    const listed = [
      permissionOf({ instrument: 'akte-5', until: '2020-01-01', draft: true }),
      permissionOf({ instrument: 'akte-4', fields: ['persoon.insz'] }),
      permissionOf({ instrument: 'akte-3', until: '2020-01-01' }),
      permissionOf({ instrument: 'akte-2', fields: ['persoon.insz', 'persoon.naam'] }),
      permissionOf({ instrument: 'akte-1', until: '2020-01-01', fields: ['persoon.insz'] }),
      permissionOf({ instrument: 'akte-6', fields: ['persoon.insz', 'huur.prijs'] }),
    ];
    for (const permissions of [listed, [...listed].reverse()]) {
      const order = examined(permissions, asked)?.candidates.map(({ instrument }) => instrument);
      expect(order).toEqual(['akte-2', 'akte-3', 'akte-6', 'akte-4', 'akte-5', 'akte-1']);
    }
  });

  it('is about the first record that does not stand, and the first where all do', () => {
    const records = [['persoon.insz'], ['persoon.insz', 'huur.prijs'], ['persoon.insz', 'persoon.naam', 'huur.start']];
    const about = (fields: string[]) => {
      const found = examined([permissionOf({ fields })], requestOf(records));
      return [found?.record, found?.records, found?.fields];
    };
    expect(about(['persoon.insz'])).toEqual([1, 3, ['persoon.insz', 'huur.prijs']]);
    expect(about(['persoon.insz', 'huur.prijs'])).toEqual([2, 3, ['persoon.insz', 'persoon.naam', 'huur.start']]);
    expect(about(['persoon.insz', 'huur.prijs', 'persoon.naam', 'huur.start'])).toEqual([0, 3, ['persoon.insz']]);
    const together = ['persoon.insz', 'huur.prijs', 'persoon.naam', 'huur.start'].map((path) =>
      permissionOf({ fields: [path] }),
    );
    expect(examined(together, requestOf(records))?.record).toBe(0);
    const closed = together.map((each, n) => (n === 1 ? { ...each, draft: true } : each));
    expect(examined(closed, requestOf(records))?.record).toBe(1);
  });

  it('says why there is no candidate, and hides that the only ones are confidential', () => {
    expect(examined([], asked)).toMatchObject({ none: 'no-permission', record: 0, candidates: [] });
    const other = permissionOf({ instrument: 'akte-2', parties: { purpose: 'telling' } });
    expect(examined([permissionOf(), other], { ...asked, basis: 'akte-2' })).toMatchObject({
      none: 'basis-mismatch',
      candidates: [],
    });
    const secret = permissionOf({ instrument: 'zaak-1', confidential: true });
    expect(examined([secret], asked)).toMatchObject({ none: 'no-permission', candidates: [] });
    expect(examined([secret, permissionOf()], asked)?.candidates.map(({ instrument }) => instrument)).toEqual([
      'akte-1',
    ]);
  });

  it('has nothing to say of a request that fails before permissions are looked at', () => {
    expect(examined([permissionOf()], { ...asked, purpose: 'x' })).toBeUndefined();
    const faulty = { ...recordOf(['persoon.insz']), faultCount: 1 };
    expect(examined([permissionOf()], { ...asked, records: [...asked.records, faulty] })).toBeUndefined();
    expect(examined([permissionOf()], asked)).toBeDefined();
  });
});
