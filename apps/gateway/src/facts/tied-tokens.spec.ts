import fc from 'fast-check';
import type { Fact } from '#contract';
import { TiedTokens } from './tied-tokens';

const today = '2026-03-01';
let made = 0;

function alias(now: string, was: string, from = '2020-01-01', keys: readonly string[] = ['']): Fact {
  const tokens = keys.map((key) => now + key);
  const wasTokens = keys.map((key) => was + key);
  const lists = keys.length > 1 && { tokens, wasTokens };
  return {
    id: `a${made++}`,
    kind: 'alias',
    token: tokens[0]!,
    was: wasTokens[0]!,
    participant: 'p',
    from,
    until: null,
    ...lists,
  };
}

function tied(aliases: readonly Fact[]): TiedTokens {
  const ties = new TiedTokens();
  for (const one of aliases) ties.add(one);
  return ties;
}

/** Pairs of numbers out of a few, so that chains, forks and circles are usual. */
const successions = fc.array(
  fc.record({
    now: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    was: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    from: fc.constantFrom('2010-01-01', '2020-01-01', '2026-03-01', '2026-03-02'),
  }),
  { maxLength: 8 },
);
type Successions = { now: string; was: string; from: string }[];
const numbers = ['a', 'b', 'c', 'd', 'e'];

/** The naive answer: join sets until nothing changes. */
function joined(pairs: Successions): Map<string, string> {
  const sets = new Map(numbers.map((number) => [number, new Set([number])]));
  for (const { now, was } of pairs) {
    const all = new Set([...sets.get(now)!, ...sets.get(was)!]);
    for (const one of all) sets.set(one, all);
  }
  return new Map([...sets].map(([number, set]) => [number, [...set].sort().join()]));
}

const sorted = (tokens: readonly string[]): string => [...tokens].sort().join();
const made1 = ({ now, was, from }: Successions[number]): Fact => alias(now, was, from);

describe('tokens that are tied', () => {
  it('are all tokens of a person, from each of them, through chains, forks and circles', () => {
    fc.assert(
      fc.property(successions, (pairs) => {
        const ties = tied(pairs.map(made1));
        const expected = joined(pairs);
        for (const number of numbers) expect(sorted(ties.with([number]))).toBe(expected.get(number));
      }),
    );
  });

  it('are those of the aliases left when some are dropped, in any order', () => {
    fc.assert(
      fc.property(successions, fc.infiniteStream(fc.boolean()), (pairs, stays) => {
        const aliases = pairs.map((pair) => ({ pair, fact: made1(pair), stays: stays.next().value as boolean }));
        const ties = tied(aliases.map(({ fact }) => fact));
        for (const one of aliases) if (!one.stays) ties.drop(one.fact);
        const left = aliases.filter((one) => one.stays);
        const expected = tied(left.map(({ fact }) => fact));
        for (const number of numbers) {
          expect(sorted(ties.with([number]))).toBe(sorted(expected.with([number])));
          expect(ties.first(number, today)).toBe(expected.first(number, today));
        }
      }),
    );
  });
});

describe('the first token of a person', () => {
  it('is one for all numbers that are tied by today, and each to itself otherwise', () => {
    fc.assert(
      fc.property(successions, (pairs) => {
        const begun = pairs.filter(({ from }) => from <= today);
        const expected = joined(begun);
        const ties = tied(pairs.map(made1));
        for (const one of numbers) {
          for (const other of numbers) {
            const isSame = expected.get(one) === expected.get(other);
            expect(ties.first(one, today) === ties.first(other, today)).toBe(isSame);
          }
        }
      }),
    );
  });

  it('depends neither on the order of the aliases, nor on equal ones, nor on a key that was added', () => {
    fc.assert(
      fc.property(successions, fc.boolean(), (pairs, addKey) => {
        const ties = tied(pairs.map(made1));
        const keys = addKey ? ['-1', ''] : [''];
        const again = [...pairs, ...pairs].reverse().map(({ now, was, from }) => alias(now, was, from, keys));
        const other = tied([...again, ...pairs.map(made1)]);
        for (const number of numbers) expect(other.first(number, today)).toBe(ties.first(number, today));
      }),
    );
  });

  it.each<[string, readonly Fact[], string]>([
    ['the oldest of a chain', [alias('c', 'b'), alias('b', 'a')], 'a'],
    ['the end of a chain, whatever the days told of it', [alias('c', 'b', '2010-01-01'), alias('b', 'a')], 'a'],
    [
      'of two former numbers the one given up first',
      [alias('c', 'a', '2021-01-01'), alias('c', 'b', '2020-01-01')],
      'b',
    ],
    ['of two given up on one day the one that sorts first', [alias('c', 'b'), alias('c', 'a')], 'a'],
    [
      'the earliest day counts where two tell of one change',
      [alias('c', 'b', '2021-01-01'), alias('c', 'a'), alias('c', 'b', '2019-01-01')],
      'b',
    ],
    ['of a circle the one given up first', [alias('c', 'b', '2021-01-01'), alias('b', 'c', '2020-01-01')], 'c'],
    ['the number itself until the day of the change', [alias('c', 'b', '2026-03-02')], 'c'],
    ['the former number from that day', [alias('c', 'b', '2026-03-01')], 'b'],
    ['the former number for ever, whatever the end', [{ ...alias('c', 'b', '2020-01-01'), until: '2021-01-01' }], 'b'],
    ['under its own key', [alias('c', 'b', '2020-01-01', ['-1', '']), alias('b', 'a', '2020-01-01', ['-1'])], 'b'],
  ])('is %s', (_, aliases, expected) => {
    expect(tied(aliases).first('c', today)).toBe(expected);
    expect(tied([...aliases].reverse()).first('c', today)).toBe(expected);
  });
});
