import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256 } from './hash';

/**
 * C2SP signed notes with Ed25519: a text that ends in a line break, an empty line, and signature lines
 * `— <name> <base64 of key id and signature>`. The key id is the beginning of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
 */
export interface NoteSigner {
  /** What stands before the signature and in the verifier key. */
  readonly name: string;
  /** `name+<key id in hex>+<base64 of 0x01 and the public key>`: what a verifier is given. */
  readonly verifierKey: string;
  sign(text: string): string;
}

export interface NoteVerifier {
  readonly name: string;
  /** The signed text, or undefined where this key did not sign it. */
  open(note: string): string | undefined;
}

const ed25519 = 1;

/** Opens the private half, an Ed25519 JWK (RFC 8037). Throws where it is none, or the name can't stand in a note. */
export function noteSigner(name: string, jwk: object): NoteSigner {
  if (!isKeyName(name)) throw new RangeError(`\`${name}\` can't name a key: no spaces and no plus signs`);
  const key = createPrivateKey({ key: jwk as Record<string, string>, format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519') throw new RangeError('a note is signed with Ed25519');
  const published = publicBytes(createPublicKey(key));
  const id = keyId(name, published);
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${published.toString('base64')}`,
    sign: (text) => {
      const signature = sign(null, Buffer.from(text), key);
      return `${text}\n— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
    },
  };
}

/** Opens a verifier key, or undefined where it is not one: its id must be the hash of its name and key. */
export function noteVerifier(verifierKey: string): NoteVerifier | undefined {
  const [, name = '', idHex = '', keyText = ''] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifierKey.trim()) ?? [];
  const published = Buffer.from(keyText, 'base64');
  if (!isKeyName(name) || published.length !== 33 || published[0] !== ed25519) return undefined;
  const id = keyId(name, published);
  if (id.toString('hex') !== idHex) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: published.subarray(1).toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return { name, open: (note) => openNote(note, name, id, key) };
}

function openNote(note: string, name: string, id: Buffer, key: KeyObject): string | undefined {
  // eslint-disable-next-line no-control-regex -- a note holds no control characters but line breaks
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || !note.endsWith('\n')) return undefined;
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return undefined;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  let known = false;
  for (const line of lines) {
    const [, signedBy, signature = ''] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    if (signedBy === undefined) return undefined;
    const bytes = Buffer.from(signature, 'base64');
    if (signedBy !== name || Buffer.compare(bytes.subarray(0, 4), id) !== 0) continue;
    // A second line of a known key could say something else to somebody else.
    if (known || !verify(null, Buffer.from(text), key, bytes.subarray(4))) return undefined;
    known = true;
  }
  return known ? text : undefined;
}

function keyId(name: string, published: Buffer): Buffer {
  return sha256([Buffer.from(`${name}\n`), published]).subarray(0, 4);
}

function publicBytes(key: KeyObject): Buffer {
  const { x = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from([ed25519]), Buffer.from(x, 'base64url')]);
}

function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name);
}
