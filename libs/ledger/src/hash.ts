import { hash } from 'node:crypto';

/** Bytes of every hash here: SHA-256. */
export const hashBytes = 32;

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

/** Hash of an entry (RFC 9162 2.1.1): the prefix keeps leaves and nodes apart, so that no node can pass for an entry. */
export function leafHash(entry: Uint8Array): Buffer {
  return sha256([leafPrefix, entry]);
}

/** Hash of two subtrees of which the left one is perfect. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256([nodePrefix, left, right]);
}

/** Root of the tree with nothing in it. */
export const emptyRoot: Uint8Array = sha256([]);

/** One-shot, since that costs a third of a hash object. */
export function sha256(parts: readonly Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}
