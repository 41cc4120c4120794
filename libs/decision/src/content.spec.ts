import type { ExchangeRequest, RequestRecord } from '#contract';
import { contextOf, permissionOf, recordOf, requestOf, smallRegister } from '../../../test/support/small-register';
import { decide } from './decide';

const register = smallRegister([
  permissionOf(),
  permissionOf({ parties: { provider: 'ander' }, via: new Set(['gever']) }),
]);
const asked = requestOf([['persoon.insz', 'persoon.naam']]);
const reasons = (more: Partial<ExchangeRequest>) => decide({ ...asked, ...more }, contextOf(register)).reasons;
const codes = (more: Partial<ExchangeRequest>) => reasons(more).map(({ code }) => code);
const record = (more: Partial<RequestRecord>) => ({ records: [{ ...asked.records[0]!, ...more }] });

describe('what a request names', () => {
  it.each<[string, Partial<ExchangeRequest>, string[]]>([
    ['nothing unknown', {}, []],
    ['another provider that the register knows', { provider: 'ander' }, []],
    ['an unknown recipient', { recipient: 'x' }, ['unknown-recipient']],
    ['an unknown provider', { provider: 'x' }, ['unknown-provider']],
    ['an unknown system, which speaks for nobody', { system: 'x' }, ['unknown-provider']],
    [
      'a provider that it knows through a system that it does not',
      { system: 'x', provider: 'gever' },
      ['unknown-provider'],
    ],
    ['an unknown purpose', { purpose: 'x' }, ['unknown-purpose']],
    ['an unknown category', { category: 'x' }, ['unknown-category']],
    ['a basis that is there', { basis: 'akte-1' }, []],
    ['a basis that is not', { basis: 'akte-2' }, ['unknown-basis']],
    ['no record', { records: [] }, ['malformed']],
  ])('is answered by its code: %s', (_what, more, expected) => {
    expect(codes(more)).toEqual(expected);
  });

  it('is answered together with the faults of every record', () => {
    const faults = [{ code: 'invalid-value' as const, path: 'persoon.naam', field: 1 }];
    const records = [
      recordOf(['persoon.insz']),
      { ...recordOf(['persoon.insz', 'persoon.naam']), faults, faultCount: 1 },
    ];
    expect(reasons({ purpose: 'x', records })).toMatchObject([
      { code: 'invalid-value', fields: ['persoon.naam'] },
      { code: 'unknown-purpose' },
    ]);
  });

  it('says of a basis that is confidential that it is known only to what it could carry', () => {
    const secret = smallRegister([permissionOf({ instrument: 'zaak-1', confidential: true })]);
    const relying = (more: Partial<ExchangeRequest>) =>
      decide({ ...asked, basis: 'zaak-1', ...more }, contextOf(secret)).reasons.map(({ code }) => code);
    expect([relying({}), relying({ recipient: 'ander' }), relying({ purpose: 'telling' })]).toEqual([
      [],
      ['unknown-basis'],
      ['unknown-basis'],
    ]);
  });
});

describe('what is wrong with a record', () => {
  it('is told under the sender’s own name and, where it has one, the catalogue’s', () => {
    const faults = [
      { code: 'unknown-field' as const, path: 'bijnaam' },
      { code: 'unknown-field' as const, path: 'alias' },
      { code: 'invalid-value' as const, path: 'persoon.naam', field: 1 },
      { code: 'invalid-identifier' as const, path: 'gezin.leden[].insz', field: 6 },
    ];
    const found = reasons(record({ faults, faultCount: 4 }));
    expect(found).toMatchObject([
      { code: 'invalid-value', fields: ['persoon.naam'] },
      { code: 'invalid-identifier', fields: ['gezin.leden[].insz'] },
      { code: 'unknown-field', fields: ['alias', 'bijnaam'], unknownCount: 2 },
    ]);
    expect(found[0]).not.toHaveProperty('unknownCount');
    expect(found.map(({ message }) => message.en)).toEqual([
      'One or more values do not have the form that the field catalogue asks: `persoon.naam`.',
      'Every person in a record must have a valid INSZ; it is missing or wrong in `gezin.leden[].insz`.',
      'The record holds data that is not in the field catalogue: 2 names. What is not in the catalogue never passes.',
    ]);
  });

  it('counts where only the number of faults is known, or only the faults', () => {
    expect(codes(record({ faultCount: 1 }))).toEqual(['invalid-identifier']);
    expect(codes(record({ faults: [{ code: 'unknown-field', path: 'x' }] }))).toEqual(['unknown-field']);
  });

  it('is that it names nobody, unless it is about a dwelling', () => {
    expect(reasons(record({ persons: [] }))).toMatchObject([{ code: 'invalid-identifier', fields: ['persoon.insz'] }]);
    const dwelling = { ...record({ persons: [] }), category: 'woning' };
    const permits = smallRegister([permissionOf({ categories: ['woning'] })]);
    expect(decide({ ...asked, ...dwelling }, contextOf(permits)).effect).toBe('permit');
  });

  it('is that it has no leaf, and then nothing else', () => {
    const [reason, ...others] = reasons(record(recordOf([])));
    expect(others).toEqual([]);
    expect(reason).toMatchObject({ code: 'malformed' });
    expect(reason?.message.en).toContain('(rule `no-leaf`)');
    expect(codes({ ...record(recordOf([])), category: 'woning' })).toEqual(['malformed']);
  });
});
