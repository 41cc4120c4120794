import type { KeyObject } from 'node:crypto';
import { deriveKey, keyedHash, rootSecret } from './derive';
import { readKeyFile } from './key-file';
import { KeyUnavailable } from './key-unavailable';

/** `keys/tokens.json`: control's part of the keys. The current token key stands first. */
export interface TokenKeyFile {
  readonly tokens: readonly { readonly id: string; readonly secret: string }[];
}

/** Turns numbers and contacts into tokens; all that control can do with a person's number. */
export interface TokenKeys {
  /** Tokens of an INSZ (eleven digits), the current key first. */
  personTokens(insz: string): readonly string[];
  /** Tokens of a contact in the spelling of `normaliseContact`, likewise. Never equal to a person's. */
  contactTokens(contact: string): readonly string[];
  /** Id of a fact, from what makes it that fact: not to be guessed without the oldest token key. */
  factId(content: string): string;
}

/** Opens the token keys from a file or its JSON. Throws `KeyUnavailable` where one is missing or spoilt. */
export function openTokenKeys(source: string | TokenKeyFile): TokenKeys {
  const roots = tokenRoots(readKeyFile(source)['tokens']);
  if (roots.length === 0) {
    throw new KeyUnavailable("couldn't use `tokens` of the key file: it lists no key; restore it from its backup");
  }
  return tokenKeys(roots);
}

/** The roots of token keys; none where the file has none. */
export function tokenRoots(tokens: unknown): readonly KeyObject[] {
  if (tokens === undefined) return [];
  if (!Array.isArray(tokens)) {
    throw new KeyUnavailable("couldn't use `tokens` of the key file: not a list; restore it from its backup");
  }
  return tokens.map((entry: unknown, index) =>
    rootSecret((entry as { secret?: unknown } | null)?.secret, `tokens[${index}].secret`),
  );
}

export function tokenKeys(roots: readonly KeyObject[]): TokenKeys {
  const persons = roots.map((root) => deriveKey(root, 'person-token'));
  const contacts = roots.map((root) => deriveKey(root, 'contact-token'));
  // Under the oldest key: a newer one, put first, makes no second fact of one that is recorded.
  const facts = roots.slice(-1).map((root) => deriveKey(root, 'fact-id'));
  const need = <Key>(keys: readonly Key[]): readonly Key[] => {
    if (keys.length === 0) throw new KeyUnavailable("couldn't make a token: the key file lists no token key");
    return keys;
  };
  return {
    personTokens: (insz) => need(persons).map((key) => keyedHash(key, insz)),
    contactTokens: (contact) => need(contacts).map((key) => keyedHash(key, contact)),
    factId: (content) => keyedHash(need(facts)[0]!, content),
  };
}
