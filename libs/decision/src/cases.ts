import { within, type RequestRecord } from '#contract';
import type { OnePerson, Permission } from '#register';
import type { Asked } from './context';

/**
 * Whether a permission exists for this record. One about one person exists only for records about that person, on a day
 * on which it holds.
 *
 * INVARIANT(case-is-for-one-person): for any other record the answer is the one that would be given without it, to the
 * letter: it is no candidate, so that neither code, nearest permission nor remedy tells of it (GDPR art. 5(1)(f)).
 */
export function isHeard(asked: Asked, permission: Permission, record: RequestRecord): boolean {
  const { onePerson } = permission;
  if (onePerson === undefined) return true;
  const { today, atMs } = asked.context.clock;
  if (permission.draft || !within(today, permission.from, permission.until)) return false;
  if (onePerson.endsAtMs !== undefined && atMs >= onePerson.endsAtMs) return false;
  const root = record.persons.find((person) => person.category === undefined);
  return root !== undefined && isAmong(asked, root.insz, onePerson.tokens);
}

/** Inner categories with somebody in them whom a case does not name: whose data it does not give, doubt included. */
export function unnamedCategories(asked: Asked, onePerson: OnePerson, record: RequestRecord): number {
  let unnamed = 0;
  for (const { category, insz } of record.persons) {
    if (category === undefined) continue;
    if (isAmong(asked, insz, onePerson.others) || isAmong(asked, insz, onePerson.tokens)) continue;
    unnamed |= 1 << asked.derived.catalogue.innerCategories.indexOf(category);
  }
  return unnamed;
}

/** Whether a person is one of those that the tokens stand for, under any key and any former number. */
function isAmong(asked: Asked, insz: string, tokens: ReadonlySet<string>): boolean {
  const { facts, tokens: tokensOf, clock } = asked.context;
  const { today } = clock;
  const own = tokensOf.person(insz);
  if (own.some((token) => tokens.has(token))) return true;
  const first = new Set(own.map((token) => facts.canonical(token, today)));
  for (const token of tokens) if (first.has(facts.canonical(token, today))) return true;
  return false;
}
