import { fromBase64, fromText, joined, same, sha256, toHex, type Bytes } from './bytes';

/** A verifier key as C2SP signed notes write it: `name+<key id>+<base64 of 0x01 and the key>`. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes of SHA-256 over name and key. */
  readonly id: Bytes;
  /** Ed25519, 32 bytes. */
  readonly published: Bytes;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
}

/** The key in a text, or undefined where it is none: its id must be the hash of its name and key. */
export async function verifierKey(text: string): Promise<VerifierKey | undefined> {
  const [, name = '', idHex = '', keyText = ''] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const key = fromBase64(keyText);
  if (key?.length !== 33 || key[0] !== 1) return undefined;
  const id = (await sha256(fromText(`${name}\n`), key)).slice(0, 4);
  return toHex(id) === idHex ? { name, id, published: key.slice(1) } : undefined;
}

/** The checkpoint in a note, or undefined where this key did not sign it, signed it twice, or it holds something else. */
export async function openCheckpoint(note: string, key: VerifierKey): Promise<Checkpoint | undefined> {
  const split = note.lastIndexOf('\n\n');
  // A note holds no control characters but line breaks.
  const odd = fromText(note).some((byte) => byte < 32 && byte !== 10);
  if (odd || split < 0 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  const ours: Bytes[] = [];
  for (const line of lines) {
    const [, name, signature = ''] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    const bytes = fromBase64(signature);
    if (name === undefined || bytes === undefined) return undefined;
    if (name === key.name && same(bytes.slice(0, 4), key.id)) ours.push(bytes.slice(4));
  }
  const [signature] = ours;
  if (signature === undefined || ours.length > 1) return undefined;
  const published = await crypto.subtle.importKey('raw', key.published, 'Ed25519', false, ['verify']);
  if (!(await crypto.subtle.verify('Ed25519', published, signature, fromText(text)))) return undefined;
  return checkpointIn(text, key.name);
}

function checkpointIn(text: string, name: string): Checkpoint | undefined {
  const [origin = '', sizeText = '', rootText = ''] = text.split('\n');
  const root = fromBase64(rootText);
  const size = Number(sizeText);
  if (origin !== name || !/^(?:0|[1-9]\d*)$/.test(sizeText) || !Number.isSafeInteger(size)) return undefined;
  return root?.length === 32 ? { origin, size, root } : undefined;
}

/** What a reader compares with a key from elsewhere: SHA-256 over its text, in groups of four. */
export async function fingerprint(text: string): Promise<string> {
  return (toHex(await sha256(joined(fromText(text.trim())))).match(/.{4}/g) ?? []).join(' ');
}
