import type { Checkpoint } from './checkpoint';
import { hashBytes } from './hash';
import { consistencyProof, verifyConsistency, type ReadTile } from './proofs';
import { tilePath, type TileName } from './tiles';

/**
 * Whether the tree of one checkpoint is the beginning of another's, proven by tiles of the later one (RFC 9162 2.1.4).
 * @throws TileMissing where it can't be told.
 */
export function isBeginning(before: Checkpoint, now: Checkpoint, read: ReadTile): boolean {
  if (before.size > now.size) return false;
  const proof = consistencyProof(before.size, now.size, read);
  return verifyConsistency(before.size, before.root, now.size, now.root, proof);
}

/** The same by tiles that have to be fetched, one after the other; only those that it takes. */
export async function isBeginningFetched(
  before: Checkpoint,
  now: Checkpoint,
  fetchTile: (name: TileName) => Promise<Uint8Array | undefined>,
): Promise<boolean> {
  if (before.size > now.size) return false;
  const tiles = new Map<string, Uint8Array | undefined>();
  for (const name of tilesAsked(before.size, now.size)) tiles.set(tilePath(name), await fetchTile(name));
  return isBeginning(before, now, (name) => tiles.get(tilePath(name)));
}

/** The tiles that a proof of consistency is made of. */
function tilesAsked(older: number, size: number): TileName[] {
  const asked = new Map<string, TileName>();
  consistencyProof(older, size, (name) => {
    asked.set(tilePath(name), name);
    return Buffer.alloc(name.width * hashBytes);
  });
  return [...asked.values()];
}
