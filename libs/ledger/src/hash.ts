import { hash } from 'node:crypto';

/** Bytes of every hash here: SHA-256. */
export const hashBytes = 32;

const leafPrefix = 0;
const nodePrefix = 1;

/** Hash of an entry (RFC 9162 2.1.1): the prefix keeps leaves and nodes apart, so that no node can pass for an entry. */
export function leafHash(entry: Uint8Array): Buffer {
  const bytes = entry.length < scratch.length ? scratch.subarray(0, entry.length + 1) : Buffer.alloc(entry.length + 1);
  bytes[0] = leafPrefix;
  bytes.set(entry, 1);
  return digest(bytes);
}

/** Hash of two subtrees of which the left one is perfect. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== hashBytes || right.length !== hashBytes) throw new RangeError('a node has two hashes below it');
  pair.set(left, 1);
  pair.set(right, 1 + hashBytes);
  return digest(pair);
}

/** Written anew for each hash: a buffer of its own would cost more than the hash. */
const scratch = Buffer.alloc(1_024);
const pair = Buffer.alloc(1 + 2 * hashBytes, nodePrefix);

/** SHA-256 of bytes in one piece. By way of a text, since that costs a fifth of the buffer that OpenSSL's binding would make. */
export function digest(bytes: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'binary');
}

/** SHA-256 of several pieces. */
export function sha256(parts: readonly Uint8Array[]): Buffer {
  return digest(Buffer.concat(parts));
}

/** Root of the tree with nothing in it. */
export const emptyRoot: Uint8Array = sha256([]);

export function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
