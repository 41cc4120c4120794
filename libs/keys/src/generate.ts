import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { secretBytes } from './derive';
import type { GatewayKeys } from './key-ring';
import type { TokenKeyFile } from './token-keys';
import { thumbprint, type Jwk } from './signatures';

/** Every key of a new installation, as the JSON of its files. The caller writes them with mode 0600. */
export interface GeneratedKeys {
  /** `keys/gateway.json` */
  readonly gateway: Required<GatewayKeys>;
  /** `keys/tokens.json` */
  readonly tokens: TokenKeyFile;
  /** `keys/control.private.jwk` and `keys/control.public.jwk`, Ed25519 (RFC 8037). */
  readonly control: { readonly private: Jwk; readonly public: Jwk };
}

/** Fresh random keys. Nothing is derived from anything: losing them loses the tokens and pseudonyms made with them. */
export function generateKeys(): GeneratedKeys {
  const tokens = [{ id: 't1', secret: secret() }];
  const pair = generateKeyPairSync('ed25519');
  const { x, d } = pair.privateKey.export({ format: 'jwk' }) as { x: string; d: string };
  const shared = { kty: 'OKP', crv: 'Ed25519', x, alg: 'EdDSA', use: 'sig', kid: thumbprint(x) } as const;
  return {
    gateway: { pseudonym: { epoch: 1, root: secret() }, tokens, evidence: secret() },
    tokens: { tokens },
    control: { private: { ...shared, d }, public: shared },
  };
}

function secret(): string {
  return randomBytes(secretBytes).toString('base64');
}
