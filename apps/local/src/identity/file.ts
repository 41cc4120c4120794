import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { machines, type Account } from './accounts';

/** All that the provider keeps: its keys, the secrets of its clients, and the password of its accounts. */
export interface IdentityFile {
  /** Private keys that sign tokens, as JWKs. */
  readonly keys: readonly object[];
  readonly cookieKeys: readonly string[];
  readonly password: string;
  /** Control's own secret, as the client `console`. */
  readonly consoleSecret: string;
  readonly machines: readonly (Account & { readonly secret: string })[];
}

/** What a program needs to get a token: where, as whom, with what, for whom. */
export interface ClientFile {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
}

/** Client id of control, under which people log in. */
export const consoleClient = 'console';
/** Whom access tokens are for. */
export const audience = 'urn:sluis:control';

export function newIdentity(): IdentityFile {
  const secret = (): string => randomBytes(32).toString('base64url');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex'), alg: 'ES256', use: 'sig' }],
    cookieKeys: [secret()],
    password: newPassword(),
    consoleSecret: secret(),
    machines: machines.map((machine) => ({ ...machine, secret: secret() })),
  };
}

/** A file of before, with secrets for the programs that have come since; what it holds stays. */
export function withNewMachines(identity: IdentityFile): IdentityFile {
  const known = new Set(identity.machines.map(({ id }) => id));
  const added = newIdentity().machines.filter(({ id }) => !known.has(id));
  return { ...identity, machines: [...identity.machines, ...added] };
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of four letters to type over: 80 bits. */
function newPassword(): string {
  const text = [...randomBytes(16)].map((byte) => letters[byte & 31]).join('');
  return text.replaceAll(/(.{4})(?=.)/g, '$1-');
}
