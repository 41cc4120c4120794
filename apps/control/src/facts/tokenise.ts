import { normaliseContact } from '#contract';
import type { FactRecord } from '#postgres';
import { digitsOf, type RecordFactDto } from './record-fact.dto';

/** Keyed hashes of people and contacts, under the current token key. */
export interface Tokens {
  person(insz: string): string;
  contact(normalised: string): string;
  /** Keyed hash of a fact's content: its id. The same content, the same id; nobody without the key can tell it. */
  factId(content: string): string;
}

/** Injection token. */
export const TOKENS = Symbol('tokens');

/**
 * The facts that one recorded fact amounts to, without the number or the contact: one for the person, or one for each
 * way to reach a person on the do-not-contact list (and one for the person, where the number was given too).
 */
export function tokenise(fact: RecordFactDto, tokens: Tokens): FactRecord[] {
  const subjects: { token: string; was?: string }[] = [];
  const { email, telefoon } = fact.contact ?? {};
  if (email !== undefined) subjects.push({ token: tokens.contact(normaliseContact('email', email)) });
  if (telefoon !== undefined) subjects.push({ token: tokens.contact(normaliseContact('telefoon', telefoon)) });
  const insz = digitsOf(fact.insz);
  const was = digitsOf(fact.was);
  if (insz !== undefined) subjects.push({ token: tokens.person(insz), ...(was !== undefined && { was: tokens.person(was) }) });

  const purposes = fact.purposes && [...fact.purposes].sort();
  return subjects.map((subject) => {
    const content = {
      kind: fact.kind,
      ...subject,
      participant: fact.participant,
      ...(purposes !== undefined && { purposes }),
      from: fact.from,
      until: fact.until ?? null,
      ground: fact.ground ?? null,
    };
    return { id: tokens.factId(JSON.stringify(content)), ...content };
  });
}
