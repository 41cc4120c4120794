import {
  decodeBundle,
  hashBytes,
  hashesOf,
  relationFetched,
  leafHash,
  nodesAt,
  openCheckpoint,
  perfectRoot,
  rootOf,
  tilePath,
  tileWidth,
  type Checkpoint,
  type NoteVerifier,
  type TileName,
  type TreeEdge,
} from '#ledger';
import type { LedgerEdge } from '#postgres';

/** A tile as the database has it now, or undefined. */
export type FindTile = (name: TileName) => Promise<Uint8Array | undefined>;

/** The database no longer holds the tree that was signed. Nothing is appended or signed on top of that. */
export class LedgerAltered extends Error {
  readonly code = 'ledger-altered';
  override readonly name = 'LedgerAltered';
}

/**
 * The tree to go on from, held against what was signed last: the checkpoint that stands with it, and the newest that we
 * know to have signed. INVARIANT(signed-past): a checkpoint is signed only over a tree that begins with the one signed before.
 * @throws LedgerAltered where the database holds another tree, with the tile that differs as far as that can be told.
 */
export async function heldTree(
  { size, checkpoint: note, tails }: Pick<LedgerEdge, 'size' | 'checkpoint' | 'tails'>,
  verifier: NoteVerifier,
  find: FindTile,
  newest?: Checkpoint,
): Promise<TreeEdge> {
  const signed = openCheckpoint(note, verifier);
  if (signed === undefined) throw altered('its checkpoint is not signed by our key');
  if (signed.size !== size) throw altered(`its checkpoint is of ${signed.size} entries, its state of ${size}`);
  const held = new Map(tails.map(({ level, data }) => [level, data]));
  const hashes: Buffer[][] = [];
  for (let level = 0; nodesAt(level, size) > 0; level++) {
    const chunk = hashesIn(held.get(level) ?? Buffer.alloc(0));
    if (chunk?.length !== nodesAt(level, size) % tileWidth) throw altered(missing(tailName(level, size)));
    hashes.push(chunk);
  }
  const entries = decodeBundle(held.get(-1) ?? Buffer.alloc(0));
  if (entries?.length !== size % tileWidth) throw altered(missing(tailName('entries', size)));
  const edge = { size, hashes, entries };
  if (!equal(rootOf(edge), signed.root)) throw await differing(edge, signed, find);
  // These entries are written anew with the next ones.
  if (!entries.every((entry, at) => equal(leafHash(entry), hashes[0]![at]!))) {
    throw altered(`${tilePath(tailName('entries', size))} holds other entries than those signed`);
  }
  if (newest !== undefined) await goesOn(newest, signed, find);
  return edge;
}

/** That the tree which was signed before is the beginning of this one. */
async function goesOn(before: Checkpoint, now: Checkpoint, find: FindTile): Promise<void> {
  if (before.size > now.size) {
    throw altered(`it has ${now.size} entries, and ${before.size} were signed: it was put back to what it was`);
  }
  const relation = await relationFetched(before, now, find);
  if (relation === 'beginning') return;
  throw altered(
    relation === 'excluding'
      ? `its first ${before.size} entries are not those that were signed`
      : `its tiles are altered or missing: they do not show its first ${before.size} entries to be those that were signed`,
  );
}

/** Which tile at the edge was changed: the one that leads to the signed root once it is made anew from the tiles below. */
async function differing(edge: TreeEdge, signed: Checkpoint, find: FindTile): Promise<LedgerAltered> {
  const suspects: string[] = [];
  let mended: TreeEdge = edge;
  for (const [level, held] of edge.hashes.entries()) {
    const name = tailName(level, edge.size);
    const below = level === 0 ? edge.entries.map(leafHash) : await fromBelow(level, name.number, held.length, find);
    if (below === undefined || held.every((hash, at) => equal(hash, below[at]!))) continue;
    suspects.push(tilePath(name));
    const hashes = edge.hashes.with(level, below);
    if (equal(rootOf({ ...edge, hashes }), signed.root)) {
      return altered(
        `${tilePath(name)} holds other hashes than the tiles below it give, which lead to the signed root`,
      );
    }
    mended = { ...mended, hashes: mended.hashes.with(level, below) };
  }
  const among =
    suspects.length === 0
      ? 'its tiles agree with each other: entries and tiles were made anew'
      : equal(rootOf(mended), signed.root)
        ? `${suspects.join(' and ')} were changed`
        : `${suspects.join(' and ')} and what lies below disagree`;
  return altered(`its tiles do not give the root that was signed over ${signed.size} entries; ${among}`);
}

async function fromBelow(
  level: number,
  number: number,
  width: number,
  find: FindTile,
): Promise<Uint8Array[] | undefined> {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < width; at++) {
    const below = await find({ level: level - 1, number: number * tileWidth + at, width: tileWidth });
    const chunk = below && hashesIn(below);
    if (chunk?.length !== tileWidth) return undefined;
    hashes.push(perfectRoot(chunk));
  }
  return hashes;
}

function tailName(level: TileName['level'], size: number): TileName {
  const count = level === 'entries' ? size : nodesAt(level, size);
  return { level, number: Math.floor(count / tileWidth), width: count % tileWidth };
}

/** Undefined where a tile is broken off within a hash. */
function hashesIn(data: Uint8Array): Buffer[] | undefined {
  return data.length % hashBytes === 0 ? hashesOf(data) : undefined;
}

function missing(name: TileName): string {
  return `${tilePath(name)} is missing, broken off or too long`;
}

function altered(what: string): LedgerAltered {
  return new LedgerAltered(
    `the ledger in this database is not the one that was signed: ${what}; nothing is appended or signed until it is`,
  );
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
