import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose';
import type { Tokens } from './facts/tokenise';
import type { Settings } from './settings';

/** Signs and verifies what travels on the compacted topics. */
export interface Signing {
  /** JWS compact (EdDSA) with `typ` `sluis-register+jws` or `sluis-facts+jws`. */
  sign(topic: 'register' | 'facts', payload: object): Promise<string>;
  /** The payload, or undefined where we did not sign it. */
  verify<Payload>(topic: 'register' | 'facts', jws: string): Promise<Payload | undefined>;
}

/** Injection token. */
export const SIGNING = Symbol('signing');

export async function openKeys(settings: Settings): Promise<{ signing: Signing; tokens: Tokens }> {
  const read = (file: string): JWK => JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const own = await importJWK(read(settings.signingKeyFile), 'EdDSA');
  const verify = await importJWK(read(settings.verifyKeyFile), 'EdDSA');
  const { tokens } = JSON.parse(readFileSync(settings.tokenKeysFile, 'utf8')) as { tokens: { id: string; secret: string }[] };
  const secret = Buffer.from(tokens[0]!.secret, 'base64');
  const hash = (label: string, text: string): string =>
    createHmac('sha256', secret).update(`${label}\0${text}`).digest('hex').slice(0, 32);
  return {
    signing: {
      sign: (topic, payload) =>
        new CompactSign(Buffer.from(JSON.stringify(payload)))
          .setProtectedHeader({ alg: 'EdDSA', typ: `sluis-${topic}+jws` })
          .sign(own),
      verify: async <Payload>(topic: string, jws: string) => {
        try {
          const { payload, protectedHeader } = await compactVerify(jws, verify, { algorithms: ['EdDSA'] });
          if (protectedHeader.typ !== `sluis-${topic}+jws`) return undefined;
          return JSON.parse(Buffer.from(payload).toString('utf8')) as Payload;
        } catch {
          return undefined;
        }
      },
    },
    tokens: {
      person: (insz) => hash('person', insz),
      contact: (contact) => hash('contact', contact),
      factId: (content) => hash('fact', content),
    },
  };
}
