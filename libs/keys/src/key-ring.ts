import type { KeyObject } from 'node:crypto';
import type { HmacKey } from './hmac';
import type { Keys } from '#exchange';
import { deriveKey, keyedHash, rootSecret } from './derive';
import { readKeyFile } from './key-file';
import { KeyUnavailable } from './key-unavailable';
import { tokenKeys, tokenRoots, type TokenKeyFile } from './token-keys';

/**
 * `keys/gateway.json`. A part may be absent: what needs it then throws `KeyUnavailable`, and the rest goes on. Token keys
 * stand newest first. A secret is 32 bytes in base64.
 */
export interface GatewayKeys extends Partial<TokenKeyFile> {
  readonly pseudonym?: { readonly epoch: number; readonly root: string };
  readonly evidence?: string;
}

export interface KeyRing extends Keys {
  /** Epoch of new pseudonyms: a new root comes with a new epoch. */
  readonly epoch: number | undefined;
}

/** Derived domain keys kept. There are as many domains as statistical flows; the bound is against misuse. */
const derivedMax = 1_024;

/**
 * Opens the gateway's keys from a file or its JSON. Throws `KeyUnavailable` where a key is there and spoilt.
 *
 * INVARIANT(no-key-no-field): where a key is missing nothing is hashed with another; the caller denies.
 */
export function openKeys(source: string | GatewayKeys): KeyRing {
  const file = readKeyFile(source);
  const tokens = tokenKeys(tokenRoots(file['tokens']));
  const pseudonymKey = pseudonymKeys(file['pseudonym']);
  const evidence = file['evidence'] === undefined ? undefined : evidenceKeys(rootSecret(file['evidence'], 'evidence'));
  const needEvidence = (): EvidenceKeys => {
    if (evidence === undefined) throw new KeyUnavailable("couldn't hash evidence: the key file has no `evidence`");
    return evidence;
  };
  return {
    epoch: pseudonymKey.epoch,
    personTokens: tokens.personTokens,
    contactTokens: tokens.contactTokens,
    pseudonym: (recipient, purpose, identifier) =>
      `psn:${pseudonymKey.epoch}:${keyedHash(pseudonymKey.of(recipient, purpose), identifier)}`,
    decisionId: (topic, partition, offset) => keyedHash(needEvidence().decision, `${topic}\n${partition}\n${offset}`),
    evidence: (label, content) => keyedHash(needEvidence()[label], content),
    deliveryKey: (recipient, identifier) => keyedHash(needEvidence().delivered(recipient), identifier),
  };
}

interface PseudonymKeys {
  readonly epoch: number | undefined;
  of(recipient: string, purpose: string): HmacKey;
}

/** One key for each pseudonymisation domain (EDPB guidelines 01/2025): other domains cannot be linked. */
function pseudonymKeys(part: unknown): PseudonymKeys {
  if (part === undefined) {
    const missing = (): never => {
      throw new KeyUnavailable("couldn't pseudonymise: the key file has no `pseudonym`");
    };
    return { epoch: undefined, of: missing };
  }
  const { epoch, root } = (part ?? {}) as { epoch?: unknown; root?: unknown };
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 1) {
    throw new KeyUnavailable("couldn't use `pseudonym.epoch` of the key file: not a whole number from 1");
  }
  const secret = rootSecret(root, 'pseudonym.root');
  const of = remembered((recipient, purpose) => deriveKey(secret, 'pseudonym', recipient, purpose, String(epoch)));
  return { epoch, of };
}

type EvidenceKeys = Readonly<Record<'decision' | 'ce-id' | 'value' | 'delivery' | 'request', HmacKey>> & {
  delivered(recipient: string): HmacKey;
};

function evidenceKeys(root: KeyObject): EvidenceKeys {
  const delivered = remembered((recipient) => deriveKey(root, 'delivery-key', recipient));
  return {
    decision: deriveKey(root, 'decision-id'),
    'ce-id': deriveKey(root, 'evidence', 'ce-id'),
    value: deriveKey(root, 'evidence', 'value'),
    delivery: deriveKey(root, 'evidence', 'delivery'),
    request: deriveKey(root, 'evidence', 'request'),
    delivered: (recipient) => delivered(recipient, ''),
  };
}

/** Derives once for each pair; forgets everything at the bound, since a derivation costs only microseconds. */
function remembered(derive: (first: string, second: string) => HmacKey): (first: string, second: string) => HmacKey {
  const kept = new Map<string, HmacKey>();
  return (first, second) => {
    const name = `${first.length}:${first}${second}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    if (kept.size >= derivedMax) kept.clear();
    const key = derive(first, second);
    kept.set(name, key);
    return key;
  };
}
