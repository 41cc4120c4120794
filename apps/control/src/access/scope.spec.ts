import { holds } from './allow';
import { grantFrom, type Officer } from './officer';
import { scopeOf, within } from './scope';

const officer = (...grants: string[]): Officer => ({
  subject: 'x',
  name: 'x',
  person: true,
  grants: grants.map((grant) => grantFrom(grant)!),
});

describe('rights', () => {
  it.each([
    'compliance',
    'compliance@',
    '@*',
    'root@*',
    'compliance@a b',
    'compliance@*,dpo@*',
    'compliance@**',
    7,
    null,
  ])('are not given by %j', (text) => {
    expect(grantFrom(text)).toBeUndefined();
  });

  it('for every participant are more than those for one', () => {
    expect(holds(officer('dpo@a'), ['dpo'])).toBe(true);
    expect(holds(officer('dpo@a'), ['dpo@*'])).toBe(false);
    expect(holds(officer('dpo@*'), ['dpo@*'])).toBe(true);
    expect(holds(officer('auditor@*'), ['dpo', 'dpo@*'])).toBe(false);
    expect(holds(officer(), ['dpo', 'auditor'])).toBe(false);
  });

  it('reach as far as the roles that a route takes, and no further', () => {
    const both = officer('dpo@a', 'register-admin@b', 'auditor@*');
    expect(scopeOf(both, ['dpo', 'register-admin@*'])).toEqual(new Set(['a']));
    expect(scopeOf(both, ['auditor'])).toBe('all');
    expect(within(scopeOf(both, ['dpo']), 'b', undefined)).toBe(false);
    expect(within(scopeOf(both, ['dpo']), 'b', 'a')).toBe(true);
  });

  it('for one participant reach nothing that is nobody’s', () => {
    expect(within(new Set(['a']), undefined, null)).toBe(false);
    expect(within('all', undefined)).toBe(true);
  });
});
