import { emptyRoot, leafHash, nodeHash } from './hash';
import { encodeBundle, nodesAt, perfectRoot, tileWidth, type TileName } from './tiles';

/** A tile that an append filled further: the whole of it, from its first hash or entry on. */
export interface WrittenTile extends TileName {
  readonly data: Buffer;
}

/** What a growing tree must remember: its size, and the last tile of each level where that is not full. */
export interface TreeEdge {
  readonly size: number;
  /** By level: the hashes of the tile at the right edge, 0 to 255 of them. */
  readonly hashes: readonly (readonly Uint8Array[])[];
  /** The entries of the last bundle, 0 to 255 of them. */
  readonly entries: readonly Uint8Array[];
}

export const emptyEdge: TreeEdge = { size: 0, hashes: [], entries: [] };

export interface Appended {
  readonly edge: TreeEdge;
  /** Every tile that changed: full ones in their final form, and the partial ones at the new edge. */
  readonly tiles: readonly WrittenTile[];
}

/**
 * Adds entries at the end. Pure: the old edge stays as it was, so that an append whose transaction fails never happened.
 * Costs two hashes an entry, whatever the size of the tree.
 */
export function append(edge: TreeEdge, entries: readonly Uint8Array[]): Appended {
  const tiles: WrittenTile[] = [];
  fill('entries', edge.size, edge.entries, entries, (name, held) => tiles.push({ ...name, data: encodeBundle(held) }));
  const size = edge.size + entries.length;
  const hashes: Uint8Array[][] = [];
  let added: Uint8Array[] = entries.map(leafHash);
  for (let level = 0; added.length > 0 || level < edge.hashes.length; level++) {
    const above: Uint8Array[] = [];
    const rest = fill(level, nodesAt(level, edge.size), edge.hashes[level] ?? [], added, (name, held) => {
      tiles.push({ ...name, data: Buffer.concat(held) });
      if (held.length === tileWidth) above.push(perfectRoot(held));
    });
    hashes.push(rest);
    added = above;
  }
  const rest = [...edge.entries, ...entries].slice(-(size % tileWidth) || Number.POSITIVE_INFINITY);
  return { edge: { size, hashes, entries: size % tileWidth === 0 ? [] : rest }, tiles };
}

/** Fills the tiles of one level; answers what the last one holds, unless it is full. */
function fill(
  level: TileName['level'],
  before: number,
  held: readonly Uint8Array[],
  added: readonly Uint8Array[],
  write: (name: TileName, held: Uint8Array[]) => void,
): Uint8Array[] {
  let tile = [...held];
  let number = Math.floor(before / tileWidth);
  for (let at = 0; at < added.length;) {
    const taken = added.slice(at, at + tileWidth - tile.length);
    tile.push(...taken);
    at += taken.length;
    write({ level, number, width: tile.length }, tile);
    if (tile.length === tileWidth) {
      tile = [];
      number++;
    }
  }
  return tile;
}

/** Root of the whole tree (RFC 9162 2.1.1), from its right edge alone. */
export function rootOf(edge: TreeEdge): Uint8Array {
  // Perfect subtrees from the smallest, at the right, to the largest.
  let root: Uint8Array | undefined;
  for (const hashes of edge.hashes) {
    let end = hashes.length;
    for (let width = 1; end > 0; width *= 2) {
      if ((end & width) === 0) continue;
      const subtree = perfectRoot(hashes.slice(end - width, end));
      root = root === undefined ? subtree : nodeHash(subtree, root);
      end -= width;
    }
  }
  return root ?? emptyRoot;
}
