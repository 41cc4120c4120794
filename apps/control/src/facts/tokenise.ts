import { normaliseContact } from '#contract';
import type { TokenKeys } from '#keys';
import type { FactRecord } from '#postgres';
import { digitsOf, type RecordFactDto } from './record-fact.dto';

/**
 * The facts that one recorded fact amounts to, without the number or the contact: one for the person, or one for each
 * way to reach a person on the do-not-contact list (and one for the person, where the number was given too).
 */
export function tokenise(fact: RecordFactDto, keys: TokenKeys): FactRecord[] {
  const subjects: { token: string; was?: string }[] = [];
  const { email, telefoon } = fact.contact ?? {};
  if (email !== undefined) subjects.push({ token: current(keys.contactTokens(normaliseContact('email', email))) });
  if (telefoon !== undefined)
    subjects.push({ token: current(keys.contactTokens(normaliseContact('telefoon', telefoon))) });
  const insz = digitsOf(fact.insz);
  const was = digitsOf(fact.was);
  if (insz !== undefined) {
    const token = current(keys.personTokens(insz));
    subjects.push(was === undefined ? { token } : { token, was: current(keys.personTokens(was)) });
  }

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
    return { id: keys.factId(JSON.stringify(content)), ...content };
  });
}

/** The token under the current key, which stands first. */
function current(tokens: readonly string[]): string {
  const [first] = tokens;
  if (first === undefined) throw new Error("couldn't make a token: the key file lists no token key");
  return first;
}
