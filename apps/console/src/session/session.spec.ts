import { may } from './session';

const session = (...grants: [string, string | null][]) => ({
  grants: grants.map(([role, participant]) => ({ role: role as 'dpo', participant })),
});

describe('may', () => {
  it('takes a role for one participant as the role', () => {
    expect(may(session(['compliance', 'woondienst-izegem']), ['dpo', 'compliance'])).toBe(true);
    expect(may(session(['operator', null]), ['dpo', 'compliance'])).toBe(false);
  });

  it('does not take a role for one participant as the role for all', () => {
    expect(may(session(['dpo', 'woondienst-izegem']), ['dpo@*'])).toBe(false);
    expect(may(session(['dpo', null]), ['dpo@*'])).toBe(true);
  });
});
