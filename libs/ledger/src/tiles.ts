import { hashBytes, nodeHash } from './hash';

/**
 * The layout of C2SP tlog-tiles: hashes in tiles of 256, entries in bundles of 256. A tile at level `L`, number `N`
 * holds the nodes of height `8 L` from `256 N` on; a partial one, width `W`, holds the first `W` of them.
 */
export const tileHeight = 8;
export const tileWidth = 256;

export interface TileName {
  /** `entries` for a bundle of entries. */
  readonly level: number | 'entries';
  readonly number: number;
  /** 1 to 256; 256 is a full tile. */
  readonly width: number;
}

/** Levels that a tree can have before its numbers leave what JavaScript counts exactly. */
const levelsMax = 6;

/** `tile/0/x001/234.p/5`: numbers in groups of three digits, all but the last with an `x`. */
export function tilePath({ level, number, width }: TileName): string {
  let path = String(number % 1_000).padStart(3, '0');
  for (let rest = Math.floor(number / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) {
    path = `x${String(rest % 1_000).padStart(3, '0')}/${path}`;
  }
  return `tile/${level}/${path}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** The tile that a path names, or undefined where it is not the one way to write it. */
export function parseTilePath(path: string): TileName | undefined {
  const match = /^tile\/(\d{1,2}|entries)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, levelText = '', numberText = '', widthText] = match;
  const tile: TileName = {
    level: levelText === 'entries' ? 'entries' : Number(levelText),
    number: Number(numberText.replaceAll(/[x/]/g, '')),
    width: widthText === undefined ? tileWidth : Number(widthText),
  };
  if (tile.width < 1 || (widthText !== undefined && tile.width >= tileWidth)) return undefined;
  if (tile.level !== 'entries' && tile.level >= levelsMax) return undefined;
  return tilePath(tile) === path ? tile : undefined;
}

/** Every tile of a tree of `size` entries, bundles included; lowest level first, in order. */
export function* tilesOf(size: number): Generator<TileName> {
  yield* tilesOfLevel('entries', size);
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    yield* tilesOfLevel(level, count);
  }
}

/** The tiles of one level that hold `count` nodes (or entries). */
export function* tilesOfLevel(level: TileName['level'], count: number): Generator<TileName> {
  const full = Math.floor(count / tileWidth);
  for (let number = 0; number < full; number++) yield { level, number, width: tileWidth };
  if (count % tileWidth > 0) yield { level, number: full, width: count % tileWidth };
}

/** How many nodes a tree of `size` entries has at a tile level. */
export function nodesAt(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level);
}

/** The hashes in a tile, which must be whole. */
export function hashesOf(tile: Uint8Array): Buffer[] {
  if (tile.length % hashBytes !== 0) throw new RangeError('a tile is not a whole number of hashes');
  const bytes = Buffer.from(tile.buffer, tile.byteOffset, tile.length);
  const hashes: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += hashBytes) hashes.push(bytes.subarray(at, at + hashBytes));
  return hashes;
}

/** Entries of a ledger of this size under a tile: from, and up to but not including. */
export function entriesUnder({ level, number, width }: TileName, size: number): { from: number; to: number } {
  const unit = level === 'entries' ? 1 : tileWidth ** level;
  const from = number * tileWidth * unit;
  return { from, to: Math.min(size, from + width * unit) };
}

/** Root of a perfect subtree over a power of two hashes. */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2) above.push(nodeHash(row[at]!, row[at + 1]!));
    row = above;
  }
  return row[0]!;
}

/** A bundle: each entry behind its length in two bytes, big-endian. */
export function encodeBundle(entries: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    if (entry.length > entryBytesMax)
      throw new RangeError(`an entry has ${entry.length} bytes, more than a bundle can hold`);
    parts.push(Buffer.from([entry.length >> 8, entry.length & 255]), entry);
  }
  return Buffer.concat(parts);
}

/** The most that two bytes of length can say. */
export const entryBytesMax = 65_535;

/** The entries of a bundle, or undefined where it ends in the middle of one. */
export function decodeBundle(bundle: Uint8Array): Buffer[] | undefined {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.length);
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 2 > bytes.length) return undefined;
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
