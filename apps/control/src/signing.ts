import { readFileSync } from 'node:fs';
import { openTokenKeys, signJws, verifyJws, type Jwk, type TokenKeys } from '#keys';
import type { Settings } from './settings';

/** Signs what goes on the compacted topics, and tells our own messages there from others. */
export interface Signing {
  /** Compact JWS (EdDSA) with `typ` `sluis-register+jws` or `sluis-facts+jws`. */
  sign(topic: SignedTopic, payload: object): string;
  /** The payload, or undefined where we did not sign it for this topic. */
  verify<Payload>(topic: SignedTopic, jws: string): Payload | undefined;
}

export type SignedTopic = 'register' | 'facts';

/** Injection tokens: interfaces have no value at run time. */
export const SIGNING = Symbol('signing');
export const TOKENS = Symbol('tokens');

/** Opens control's keys; throws one sentence where a file is missing or spoilt. */
export function openKeys(settings: Settings): { readonly signing: Signing; readonly tokens: TokenKeys } {
  const own = readJwk(settings.signingKeyFile);
  const known = readJwk(settings.verifyKeyFile);
  const signing: Signing = {
    sign: (topic, payload) => signJws(payload, own, typ(topic)),
    verify: <Payload>(topic: SignedTopic, jws: string) => {
      try {
        return verifyJws(jws, known, typ(topic)) as Payload;
      } catch {
        return undefined;
      }
    },
  };
  // With halves of two pairs nobody could verify what we publish, we neither: we would publish it all again and again.
  if (signing.verify('register', signing.sign('register', {})) === undefined) {
    throw new Error(`\`${settings.signingKeyFile}\` and \`${settings.verifyKeyFile}\` are not one Ed25519 key pair`);
  }
  return { signing, tokens: openTokenKeys(settings.tokenKeysFile) };
}

function typ(topic: SignedTopic): string {
  return `sluis-${topic}+jws`;
}

function readJwk(file: string): Jwk {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Jwk;
  } catch (cause) {
    // The cause may quote a piece of the key: only its code goes on.
    const { code = 'not JSON' } = cause as { code?: string };
    throw new Error(
      `couldn't read the key \`${file}\`: ${code}; \`npm start\` makes one, or restore it from its backup`,
    );
  }
}
