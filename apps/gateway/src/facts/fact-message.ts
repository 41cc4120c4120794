import { factKinds, type Fact } from '#contract';

/** What control says on `sluis.facts`, under its signature. */
export type FactMessage =
  | { readonly kind: 'fact'; readonly number: number; readonly fact: Fact }
  | { readonly kind: 'withdrawal'; readonly number: number; readonly id: string }
  | { readonly kind: 'heartbeat'; readonly number: number; readonly digest: string; readonly at: string };

/** `typ` of its signature (RFC 8725 3.11). */
export const factsType = 'sluis-facts+jws';

/**
 * Whether a signed payload is a message, and of this key: a copy under another key would hide what is there. One whose
 * form this gateway does not know is none: it must not judge as if nothing had been said.
 */
export function belongs(key: string, payload: unknown): payload is FactMessage {
  const message = payload as FactMessage;
  switch (message?.kind) {
    case 'heartbeat':
      return key === 'heartbeat' && isNumber(message.number, 0) && isText(message.digest) && isText(message.at);
    case 'withdrawal':
      return isId(key) && key === message.id && isNumber(message.number, 1);
    case 'fact':
      return isId(key) && key === message.fact?.id && isNumber(message.number, 1) && isFact(message.fact);
    default:
      return false;
  }
}

function isFact(fact: Fact): boolean {
  if (!factKinds.includes(fact.kind) || !isText(fact.participant) || !isText(fact.from)) return false;
  if (fact.until !== null && !isText(fact.until)) return false;
  // No purposes means all of them; an empty list would concern none.
  if (fact.purposes !== undefined && !isTexts(fact.purposes)) return false;
  if (!isText(fact.token) || !isOptional(fact.tokens)) return false;
  if (fact.kind !== 'alias') return fact.was === undefined && fact.wasTokens === undefined;
  return isText(fact.was) && isOptional(fact.wasTokens) && fact.wasTokens?.length === fact.tokens?.length;
}

/** As the digest needs it: no separator in it. */
function isId(key: string): boolean {
  return key !== 'heartbeat' && /^[\w-]{1,64}$/.test(key);
}

function isNumber(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isOptional(value: unknown): boolean {
  return value === undefined || isTexts(value);
}
