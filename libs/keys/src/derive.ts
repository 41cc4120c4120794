import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { HmacKey } from './hmac';
import { KeyUnavailable } from './key-unavailable';

/** Bytes of every root secret and derived key. */
export const secretBytes = 32;

/** What a derived key is for. Keys of different labels are independent (RFC 5869 3.2). */
export type KeyLabel =
  'pseudonym' | 'person-token' | 'contact-token' | 'fact-id' | 'decision-id' | 'delivery-key' | 'evidence';

/**
 * A key for one use, derived by HKDF-SHA-256 (RFC 5869) from a root secret. `parts` narrow the use: recipient, purpose,
 * epoch. Each is written with its length, so that no two lists of parts give the same info.
 */
export function deriveKey(root: KeyObject, label: KeyLabel, ...parts: readonly string[]): HmacKey {
  const info = ['sluis/v1', label, ...parts].map((part) => `${Buffer.byteLength(part)}:${part}`).join(',');
  return new HmacKey(Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), info, secretBytes)));
}

/** A root secret from its base64 text; `name` is where it stands in the key file. */
export function rootSecret(text: unknown, name: string): KeyObject {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : undefined;
  if (bytes === undefined || bytes.length !== secretBytes || bytes.toString('base64') !== text) {
    throw new KeyUnavailable(
      `couldn't use \`${name}\` of the key file: not ${secretBytes} bytes in base64; generate the keys again or restore the file`,
    );
  }
  return createSecretKey(bytes);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const hashCharacters = 26;

/** HMAC-SHA-256 cut to 130 bits, as 26 characters of lower-case base32 (RFC 4648 6): never to be taken for an INSZ. */
export function keyedHash(key: HmacKey, content: string | Uint8Array): string {
  const digest = key.digest(content);
  let text = '';
  let bits = 0;
  let held = 0;
  for (let index = 0; text.length < hashCharacters; index += 1) {
    held = ((held << 8) | digest.charCodeAt(index)) & 0xfff;
    bits += 8;
    while (bits >= 5 && text.length < hashCharacters) {
      bits -= 5;
      text += alphabet[(held >>> bits) & 31]!;
    }
  }
  return text;
}
