import type { Fact, LegalDate } from '#contract';

/** One number that followed another, under one token key. */
interface Succession {
  readonly factId: string;
  readonly now: string;
  readonly was: string;
  readonly from: LegalDate;
}

/**
 * Which tokens stand for one person: tokens of one number under several keys, and numbers that an alias ties together.
 * A person may have had several numbers, in a chain or beside each other, and what was recorded may go in a circle.
 */
export class TiedTokens {
  /** Successions by each of their two tokens. */
  private readonly successions = new Map<string, readonly Succession[]>();
  /** Facts that give a token beside others, by each of their tokens. */
  private readonly spellings = new Map<string, readonly Fact[]>();

  add(fact: Fact): void {
    for (const list of [fact.tokens, fact.wasTokens])
      for (const token of list ?? []) append(this.spellings, token, fact);
    for (const succession of successionsOf(fact)) {
      append(this.successions, succession.now, succession);
      append(this.successions, succession.was, succession);
    }
  }

  drop(fact: Fact): void {
    for (const list of [fact.tokens, fact.wasTokens]) {
      for (const token of list ?? []) keepOnly(this.spellings, token, (one) => one.id !== fact.id);
    }
    for (const { now, was } of successionsOf(fact)) {
      for (const token of [now, was]) keepOnly(this.successions, token, (one) => one.factId !== fact.id);
    }
  }

  /**
   * These tokens of one person and all that are tied to them, in either direction, whatever the dates.
   * INVARIANT(one-person-one-file): a fact about any number of a person is found from every other one.
   */
  with(tokens: readonly string[]): readonly string[] {
    if (!tokens.some((token) => this.successions.has(token) || this.spellings.has(token))) return tokens;
    const all = new Set(tokens);
    // A set hands out what is added to it on the way, once each: so a circle ends.
    for (const token of all) {
      for (const { now, was } of this.successions.get(token) ?? none) all.add(now).add(was);
      for (const { tokens: own = [], wasTokens = [] } of this.spellings.get(token) ?? none) {
        for (const list of [own, wasTokens]) if (list.includes(token)) for (const one of list) all.add(one);
      }
    }
    return [...all];
  }

  /**
   * The oldest number of a person, as a token under the same key. What is recorded under another key says nothing here, so
   * that adding a key changes no pseudonym. Of several numbers that no other preceded, it is the one that was given up
   * first, by the earliest `from`; on one day, or in a circle, the one whose token sorts first. Aliases of the future are
   * left out until their day; an end is not heeded.
   */
  first(token: string, today: LegalDate): string {
    if (!this.successions.has(token)) return token;
    const numbers = new Set([token]);
    const succeeded = new Set<string>();
    const givenUp = new Map<string, LegalDate>();
    for (const number of numbers) {
      for (const { now, was, from } of this.successions.get(number) ?? none) {
        if (from > today) continue;
        numbers.add(now).add(was);
        succeeded.add(now);
        const known = givenUp.get(was);
        if (known === undefined || from < known) givenUp.set(was, from);
      }
    }
    const unpreceded = [...numbers].filter((number) => !succeeded.has(number));
    const candidates = unpreceded.length > 0 ? unpreceded : [...numbers];
    return candidates.reduce((best, one) => (order(one, givenUp) < order(best, givenUp) ? one : best));
  }
}

const none: readonly never[] = [];

function order(token: string, givenUp: ReadonlyMap<string, LegalDate>): string {
  return `${givenUp.get(token) ?? '9999-99-99'} ${token}`;
}

function successionsOf(fact: Fact): Succession[] {
  const { id: factId, tokens = [fact.token], from } = fact;
  if (fact.kind !== 'alias' || fact.was === undefined) return [];
  const { wasTokens = [fact.was] } = fact;
  return tokens.flatMap((now, at) => {
    const was = wasTokens[at];
    return was === undefined || was === now ? [] : [{ factId, now, was, from }];
  });
}

function append<One>(lists: Map<string, readonly One[]>, token: string, one: One): void {
  lists.set(token, [...(lists.get(token) ?? []), one]);
}

function keepOnly<One>(lists: Map<string, readonly One[]>, token: string, keep: (one: One) => boolean): void {
  const left = (lists.get(token) ?? []).filter(keep);
  if (left.length === 0) lists.delete(token);
  else lists.set(token, left);
}
