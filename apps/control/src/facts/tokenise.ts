import { normaliseContact } from '#contract';
import { normaliseNameAndAddress } from '#decision';
import type { TokenKeys } from '#keys';
import type { FactRecord } from '#postgres';
import { digitsOf, type RecordFactDto } from './record-fact.dto';

/**
 * The facts that one recorded fact amounts to, without the number or the contact: one for the person, or one for each
 * way to reach a person on the do-not-contact list (and one for the person, where the number was given too). Each is under
 * every live token key, so that facts recorded before and after a new key share a token; and its id is made under the
 * oldest, so that a new key makes no second fact of it.
 */
export function tokenise(fact: RecordFactDto, keys: TokenKeys): FactRecord[] {
  const subjects: Subject[] = [];
  const { email, telefoon, naam, adres } = fact.contact ?? {};
  if (email !== undefined) subjects.push({ tokens: keys.contactTokens(normaliseContact('email', email)) });
  if (telefoon !== undefined) subjects.push({ tokens: keys.contactTokens(normaliseContact('telefoon', telefoon)) });
  if (naam !== undefined && adres !== undefined) {
    const { straat, huisnummer, busnummer = '', postcode } = adres;
    const address = normaliseNameAndAddress(naam, { straat, huisnummer, busnummer, postcode });
    subjects.push({ tokens: keys.contactTokens(address) });
  }
  const insz = digitsOf(fact.insz);
  const was = digitsOf(fact.was);
  if (insz !== undefined) {
    const tokens = keys.personTokens(insz);
    subjects.push(was === undefined ? { tokens } : { tokens, wasTokens: keys.personTokens(was) });
  }

  const purposes = fact.purposes && [...fact.purposes].sort();
  return subjects.map(({ tokens, wasTokens }) => {
    const content = {
      participant: fact.participant,
      ...(purposes !== undefined && { purposes }),
      from: fact.from,
      until: fact.until ?? null,
      ground: fact.ground ?? null,
    };
    const oldest = { token: tokens.at(-1), ...(wasTokens && { was: wasTokens.at(-1) }) };
    return {
      id: keys.factId(JSON.stringify({ kind: fact.kind, ...oldest, ...content })),
      kind: fact.kind,
      token: current(tokens),
      ...(tokens.length > 1 && { tokens }),
      ...(wasTokens && { was: current(wasTokens) }),
      ...(wasTokens && wasTokens.length > 1 && { wasTokens }),
      ...content,
    };
  });
}

interface Subject {
  readonly tokens: readonly string[];
  readonly wasTokens?: readonly string[];
}

/** The token under the current key, which stands first. */
function current(tokens: readonly string[]): string {
  const [first] = tokens;
  if (first === undefined) throw new Error("couldn't make a token: the key file lists no token key");
  return first;
}
