import type { Fact } from '#contract';
import { contextOf, factOf, permissionOf, requestOf, smallRegister } from '../../../test/support/small-register';
import type { PermissionText } from '../../../test/support/small-register';
import { decide } from './decide';

const asked = requestOf([['persoon.insz', 'persoon.naam']]);
const of = (kind: Fact['kind'], participant: string) => factOf(kind, 'person-0', participant);

/** What was asked about the one person and found, by check. */
function checksOf(permissions: readonly PermissionText[], facts: readonly Fact[]): Record<string, unknown> {
  const register = smallRegister(permissions.map((text, n) => permissionOf({ instrument: `akte-${n}`, ...text })));
  const { checks } = decide(asked, contextOf(register, facts));
  return Object.fromEntries(
    checks.map(({ check, outcome, ...rest }) => [check, 'keeper' in rest ? [outcome, rest.keeper] : outcome]),
  );
}
const nothingAsked = {
  restriction: 'pass',
  objection: 'pass',
  consent: 'not-asked',
  relation: 'not-asked',
  'do-not-contact': 'not-asked',
};

describe('the checks of a person that a decision record keeps', () => {
  it('ask about restriction and objection always, and about nothing else unasked', () => {
    expect(checksOf([{}], [])).toEqual(nothingAsked);
    expect(checksOf([{}], [of('restriction', 'gever')])).toEqual({ ...nothingAsked, restriction: 'fail' });
    expect(checksOf([{}], [of('objection', 'ontvanger')])).toEqual({ ...nothingAsked, objection: 'fail' });
    expect(checksOf([{}], [of('restriction', 'ander'), of('objection', 'ander')])).toEqual(nothingAsked);
  });

  it('ask about nothing that is demanded for other leaves than those of the record', () => {
    const elsewhere = { fields: ['huur.prijs'], consent: true, doNotContact: true, relation: 'provider' as const };
    expect(checksOf([{}, elsewhere], [])).toEqual(nothingAsked);
  });

  it('pass on consent where the provider recorded it, and fail without', () => {
    expect(checksOf([{ consent: true }], [])).toEqual({ ...nothingAsked, consent: 'fail' });
    expect(checksOf([{ consent: true }], [of('consent', 'gever')])).toEqual({ ...nothingAsked, consent: 'pass' });
    expect(checksOf([{ consent: true }], [of('consent', 'ontvanger')])).toEqual({ ...nothingAsked, consent: 'fail' });
  });

  it('fail on contact where the provider or the recipient recorded that there may be none', () => {
    const found = (facts: readonly Fact[]) => checksOf([{ doNotContact: true }], facts)['do-not-contact'];
    expect(found([])).toBe('pass');
    expect(['gever', 'ontvanger', 'ander'].map((id) => found([of('do-not-contact', id)]))).toEqual([
      'fail',
      'fail',
      'pass',
    ]);
  });

  it('pass on relation where the one that is asked has a file', () => {
    for (const [relation, keeper, other] of [
      ['provider', 'gever', 'ontvanger'],
      ['recipient', 'ontvanger', 'gever'],
    ] as const) {
      const found = (facts: readonly Fact[]) => checksOf([{ relation }], facts);
      expect(found([])).toEqual({ ...nothingAsked, relation: 'fail' });
      expect(found([of('caseload', keeper)])).toEqual({ ...nothingAsked, relation: 'pass' });
      expect(found([of('caseload', other)])).toEqual({ ...nothingAsked, relation: 'fail' });
    }
  });

  it('say of two files which one was missing, where it was one', () => {
    const both: readonly PermissionText[] = [{ relation: 'provider' }, { relation: 'recipient' }];
    const found = (facts: readonly Fact[]) => checksOf(both, facts)['relation'];
    const provider = of('caseload', 'gever');
    const recipient = of('caseload', 'ontvanger');
    expect(found([])).toBe('fail');
    expect(found([provider])).toEqual(['fail', 'recipient']);
    expect(found([recipient])).toEqual(['fail', 'provider']);
    expect(found([provider, recipient])).toBe('pass');
  });
});
