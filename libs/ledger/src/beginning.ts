import type { Checkpoint } from './checkpoint';
import { emptyRoot, equal, hashBytes } from './hash';
import { rootWithin, TileMissing, type ReadTile } from './proofs';
import { tilePath, type TileName } from './tiles';

/**
 * What two signed checkpoints are to each other: the tree of one is the `beginning` of the other's; they `exclude` each other, so
 * that somebody signed two ledgers; or the tiles do not lead to the root of the larger one, and neither is shown.
 */
export type Relation = 'beginning' | 'excluding' | 'unproven';

/** Held against each other by tiles of the larger of the two (RFC 9162 2.1.4). A tile that is missing or altered accuses nobody. */
export function relationOf(smaller: Checkpoint, larger: Checkpoint, read: ReadTile): Relation {
  if (smaller.size === larger.size) return equal(smaller.root, larger.root) ? 'beginning' : 'excluding';
  if (smaller.size > larger.size) throw new RangeError('the smaller checkpoint comes first');
  if (smaller.size === 0) return equal(smaller.root, emptyRoot) ? 'beginning' : 'excluding';
  try {
    const root = rootWithin(smaller.size, larger.size, larger.root, read);
    if (root === undefined) return 'unproven';
    return equal(root, smaller.root) ? 'beginning' : 'excluding';
  } catch (fault) {
    if (fault instanceof TileMissing) return 'unproven';
    throw fault;
  }
}

/** The same by tiles that have to be fetched, one after the other; only those that it takes. */
export async function relationFetched(
  smaller: Checkpoint,
  larger: Checkpoint,
  fetchTile: (name: TileName) => Promise<Uint8Array | undefined>,
): Promise<Relation> {
  const tiles = new Map<string, Uint8Array | undefined>();
  for (const name of tilesAsked(smaller.size, larger.size)) tiles.set(tilePath(name), await fetchTile(name));
  return relationOf(smaller, larger, (name) => tiles.get(tilePath(name)));
}

/** The tiles that it takes to tell. */
function tilesAsked(smaller: number, larger: number): TileName[] {
  const asked = new Map<string, TileName>();
  const note: ReadTile = (name) => {
    asked.set(tilePath(name), name);
    return Buffer.alloc(name.width * hashBytes);
  };
  if (smaller > 0 && smaller < larger) rootWithin(smaller, larger, emptyRoot, note);
  return [...asked.values()];
}
