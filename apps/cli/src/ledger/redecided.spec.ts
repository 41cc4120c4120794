import { exitCodeOf, linesOf, type Redecided } from './redecided';

const permit = {
  effect: 'permit',
  basis: [{ instrument: 'vtc-2015-9', fields: ['persoon.insz'] }],
  obligations: [{ field: 'persoon.insz', duty: 'pseudonymise' }],
  codes: [],
};
const deny = { effect: 'deny', basis: [], obligations: [], codes: ['no-permission'] };
const asked = { decisionId: 'n2iiyfkgqfbj', registerVersion: 12 } as const;

describe('a request decided again', () => {
  it.each<[Redecided, number, string[]]>([
    [
      { ...asked, outcome: 'same', recorded: permit, again: permit },
      0,
      [
        'same by register version 12',
        'recorded: permit; vtc-2015-9 for persoon.insz; persoon.insz pseudonymise',
        'again:    permit; vtc-2015-9 for persoon.insz; persoon.insz pseudonymise',
      ],
    ],
    [
      { ...asked, outcome: 'different', recorded: permit, again: deny },
      1,
      [
        'different by register version 12',
        'recorded: permit; vtc-2015-9 for persoon.insz; persoon.insz pseudonymise',
        'again:    deny; no-permission',
      ],
    ],
    [
      { ...asked, registerVersion: null, outcome: 'undecided', why: 'details-altered' },
      1,
      ['not decided again: what the database holds as its details is not what the entry committed to'],
    ],
    [
      { ...asked, registerVersion: null, outcome: 'undecided', why: 'details-removed' },
      2,
      [
        'not decided again: its details were erased or have reached the end of their retention; its entry and its proof stand',
      ],
    ],
    [
      { ...asked, outcome: 'undecided', why: 'repeat', recorded: deny, first: 'c4q' },
      2,
      [
        'not decided again: the request was a repeat and got the answer of its first',
        'recorded: deny; no-permission',
        'decide that one again: npx sluis ledger redecide c4q',
      ],
    ],
  ])('says what came out, with both answers and the exit code', (redecided, code, lines) => {
    expect(linesOf(redecided)).toEqual(lines);
    expect(exitCodeOf(redecided)).toBe(code);
  });
});
