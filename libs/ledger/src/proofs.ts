import { equal, hashBytes, nodeHash } from './hash';
import { hashesOf, perfectRoot, tileHeight, tileWidth, type TileName } from './tiles';

/** Gives a tile's bytes, at least as wide as asked (a wider one begins the same), or undefined where there is none. */
export type ReadTile = (tile: TileName) => Uint8Array | undefined;

/** A tile that a proof needs is not there, or too short. The proof can't be made from what was given. */
export class TileMissing extends Error {
  readonly code = 'tile-missing';
  override readonly name = 'TileMissing';
  constructor(readonly tile: TileName) {
    super(`a tile is missing: level ${tile.level}, number ${tile.number}, width ${tile.width}`);
  }
}

/**
 * Proof that the entry at `index` is in the tree of `size` entries (RFC 9162 2.1.3.1): the hashes beside its way to the
 * root, lowest first.
 */
export function inclusionProof(index: number, size: number, read: ReadTile): Uint8Array[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`entry ${index} is not in a tree of ${size}`);
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const split = from + largestPowerBelow(to - from);
    return index < split
      ? [...path(from, split), subtreeRoot(split, to, size, read)]
      : [...path(split, to), subtreeRoot(from, split, size, read)];
  };
  return path(0, size);
}

/** Proof that the tree of `older` entries is the beginning of the one of `size` (RFC 9162 2.1.4.1). Empty where they are one. */
export function consistencyProof(older: number, size: number, read: ReadTile): Uint8Array[] {
  if (!(older >= 0 && older <= size)) throw new RangeError(`a tree of ${older} can't be in one of ${size}`);
  if (older === 0 || older === size) return [];
  const path = (from: number, to: number, whole: boolean): Uint8Array[] => {
    if (older === to) return whole ? [] : [subtreeRoot(from, to, size, read)];
    const split = from + largestPowerBelow(to - from);
    return older <= split
      ? [...path(from, split, whole), subtreeRoot(split, to, size, read)]
      : [...path(split, to, false), subtreeRoot(from, split, size, read)];
  };
  return path(0, size, true);
}

/** Whether a proof leads from a leaf's hash to the root (RFC 9162 2.1.3.2). */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size || !allHashes(proof)) return false;
  let [at, last, hash] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const beside of proof) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      hash = nodeHash(beside, hash);
      while ((at & 1n) === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else hash = nodeHash(hash, beside);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && equal(hash, root);
}

/** Whether a proof shows that the older tree is the beginning of the newer one (RFC 9162 2.1.4.2). */
export function verifyConsistency(
  older: number,
  olderRoot: Uint8Array,
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (older < 0 || older > size || !allHashes(proof)) return false;
  if (older === size) return proof.length === 0 && equal(olderRoot, root);
  if (older === 0) return proof.length === 0;
  const roots = rootsOfProof(older, size, isPower(older) ? [olderRoot, ...proof] : proof);
  return roots !== undefined && equal(roots.older, olderRoot) && equal(roots.root, root);
}

/**
 * The root of the first `older` entries of the tree with this root, by its own tiles; undefined where these do not lead to that root,
 * and so prove nothing of it. @throws TileMissing
 */
export function rootWithin(older: number, size: number, root: Uint8Array, read: ReadTile): Uint8Array | undefined {
  const proof = consistencyProof(older, size, read);
  const roots = rootsOfProof(older, size, isPower(older) ? [subtreeRoot(0, older, size, read), ...proof] : proof);
  return roots !== undefined && equal(roots.root, root) ? roots.older : undefined;
}

/** Both roots that a proof of consistency leads to, of its hashes and for a power of two the older root before them. */
function rootsOfProof(
  older: number,
  size: number,
  [first, ...rest]: readonly Uint8Array[],
): { readonly older: Uint8Array; readonly root: Uint8Array } | undefined {
  if (first === undefined) return undefined;
  let [at, last] = [BigInt(older) - 1n, BigInt(size) - 1n];
  while ((at & 1n) === 1n) [at, last] = [at >> 1n, last >> 1n];
  let [hashOlder, hash] = [first, first];
  for (const beside of rest) {
    if (last === 0n) return undefined;
    if ((at & 1n) === 1n || at === last) {
      hashOlder = nodeHash(beside, hashOlder);
      hash = nodeHash(beside, hash);
      while ((at & 1n) === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else hash = nodeHash(hash, beside);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? { older: hashOlder, root: hash } : undefined;
}

/** Root of the entries `from` up to `to`, as a tree of `size` entries has it in its tiles. */
export function subtreeRoot(from: number, to: number, size: number, read: ReadTile): Uint8Array {
  const width = to - from;
  if (isPower(width) && from % width === 0) return perfectNode(from, width, size, read);
  const split = from + largestPowerBelow(width);
  return nodeHash(subtreeRoot(from, split, size, read), subtreeRoot(split, to, size, read));
}

function perfectNode(from: number, width: number, size: number, read: ReadTile): Uint8Array {
  const level = Math.floor(Math.log2(width) / tileHeight);
  const unit = tileWidth ** level;
  const first = from / unit;
  const count = width / unit;
  const number = Math.floor(first / tileWidth);
  const held = Math.min(tileWidth, Math.floor(size / unit) - number * tileWidth);
  const name: TileName = { level, number, width: held };
  const tile = read(name);
  const start = first % tileWidth;
  if (tile === undefined || tile.length < (start + count) * hashBytes) throw new TileMissing(name);
  return perfectRoot(hashesOf(tile.subarray(start * hashBytes, (start + count) * hashBytes)));
}

function largestPowerBelow(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

function isPower(width: number): boolean {
  return Number.isInteger(Math.log2(width)) && 2 ** Math.round(Math.log2(width)) === width;
}

function allHashes(proof: readonly Uint8Array[]): boolean {
  return proof.every(({ length }) => length === hashBytes);
}
