import type { Checkpoint } from './checkpoint';
import { decodeEntry, type Entry } from './entry';
import { emptyRoot, leafHash, nodeHash } from './hash';
import type { ReadTile } from './proofs';
import {
  decodeBundle,
  entriesUnder,
  hashesOf,
  nodesAt,
  perfectRoot,
  tilePath,
  tilesOfLevel,
  tileWidth,
  type TileName,
} from './tiles';

/** What is wrong, and where, as narrowly as it can be told. */
export interface LedgerFault {
  readonly kind:
    /** A tile or bundle that the checkpoint calls for is not there. */
    | 'tile-missing'
    /** It is there and can't be what it should be: too short, too long, or broken off. */
    | 'tile-broken'
    /** An entry is not the one whose hash the tree holds: changed, removed, inserted or put elsewhere. */
    | 'entry-altered'
    /** A tile holds other hashes than those below it give, or than the one above holds for it. */
    | 'hash-altered'
    /** All tiles agree with each other, and not with the checkpoint: it is another tree's, a fork or a truncation. */
    | 'root-differs'
    /** An entry is not in the form of one. */
    | 'entry-unreadable'
    /** Two entries for one position. */
    | 'position-twice';
  /** Entries that it concerns: from, and up to but not including. */
  readonly from: number;
  readonly to: number;
  /** Where to look: `tile/0/003`. */
  readonly path?: string;
}

export interface VerifyOptions {
  /** Called with every entry whose hash is right, in order. */
  onEntry?(entry: Entry, index: number): LedgerFault['kind'] | undefined;
  /** Called now and then with how many entries were looked at. */
  onProgress?(entries: number): void;
  /** Stop looking after so many faults. */
  readonly faultsMax?: number;
}

/**
 * Holds a whole ledger against a checkpoint: every entry against its leaf, every tile against the one above, the edge
 * against the root. No fault is an exception, and none hides another: all are listed, up to `faultsMax`.
 */
export function verifyTree(checkpoint: Checkpoint, read: ReadTile, options: VerifyOptions = {}): LedgerFault[] {
  const faults: LedgerFault[] = [];
  const { size } = checkpoint;
  const faultsMax = options.faultsMax ?? 100;
  const levels = readLevels(size, read, faults);
  const leaves = new Map<number, Buffer[]>();
  for (const name of tilesOfLevel('entries', size)) {
    if (faults.length >= faultsMax) return faults.slice(0, faultsMax);
    bundleFaults(name, levels[0]?.[name.number], read, options, faults, leaves);
    if (name.number % 64 === 63) options.onProgress?.((name.number + 1) * tileWidth);
  }
  const { found, entriesStand, edge } = changedTiles(levels, checkpoint, leaves);
  const told = faults.filter(({ kind, path }) => !(kind === 'entry-altered' && entriesStand.has(path!)));
  told.push(...found);
  const root = edgeRoot(levels);
  if (root !== undefined && Buffer.compare(root, checkpoint.root) !== 0 && !edge) {
    told.push({ kind: 'root-differs', from: 0, to: size });
  }
  return told.slice(0, faultsMax);
}

type Levels = (Buffer[] | undefined)[][];

function readLevels(size: number, read: ReadTile, faults: LedgerFault[]): Levels {
  const levels: Levels = [];
  for (let level = 0; nodesAt(level, size) > 0; level++) {
    const tiles: Levels[number] = [];
    for (const name of tilesOfLevel(level, nodesAt(level, size))) {
      const bytes = read(name);
      const whole = bytes?.length === name.width * 32;
      if (!whole) faults.push(fault(bytes === undefined ? 'tile-missing' : 'tile-broken', name, size));
      tiles.push(whole ? hashesOf(bytes) : undefined);
    }
    levels.push(tiles);
  }
  return levels;
}

interface Changed {
  readonly found: readonly LedgerFault[];
  /** Bundles that hold what was signed: the tile over them was changed, not their entries. */
  readonly entriesStand: ReadonlySet<string>;
  /** A tile at the edge was changed, and is why the root differs. */
  readonly edge: boolean;
}

/**
 * Which tile was changed, where two levels disagree: the one that fits neither the tiles below nor the hash above, while these
 * fit each other. Where nothing fits, both levels were changed, and both are told.
 * `leaves`: hashes of the entries of bundles that disagree with their tile.
 */
function changedTiles(
  levels: Levels,
  { size, root }: Checkpoint,
  leaves: ReadonlyMap<number, readonly Buffer[]>,
): Changed {
  const found = new Map<string, LedgerFault>();
  const entriesStand = new Set<string>();
  let edge = false;
  for (const [level, tiles] of levels.entries()) {
    for (const [number, held] of tiles.entries()) {
      if (held === undefined) continue;
      const name = { level, number, width: held.length };
      const below = held.map((hash, at) => hashBelow(levels, leaves, name, at) ?? hash);
      const differs = held.flatMap((hash, at) => (Buffer.compare(hash, below[at]!) === 0 ? [] : [at]));
      if (differs.length === 0) continue;
      if (!fitsAbove(levels, name, held, root)) {
        const first = number * tileWidth;
        const from = (first + differs[0]!) * tileWidth ** level;
        const to = Math.min(size, (first + differs.at(-1)! + 1) * tileWidth ** level);
        found.set(tilePath(name), { kind: 'hash-altered', from, to, path: tilePath(name) });
        if (fitsAbove(levels, name, below, root)) {
          if (level === 0) entriesStand.add(tilePath({ ...name, level: 'entries' }));
          edge ||= held.length < tileWidth;
          continue;
        }
      }
      if (level === 0) continue;
      for (const at of differs) {
        const child = { level: level - 1, number: number * tileWidth + at, width: tileWidth };
        if (!found.has(tilePath(child))) found.set(tilePath(child), fault('hash-altered', child, size));
      }
    }
  }
  return { found: [...found.values()], entriesStand, edge };
}

/** What the level below gives for a hash of a tile; undefined where that can't be told. */
function hashBelow(
  levels: Levels,
  leaves: ReadonlyMap<number, readonly Buffer[]>,
  { level, number }: { readonly level: number; readonly number: number },
  at: number,
): Buffer | undefined {
  if (level === 0) return leaves.get(number)?.[at];
  const hashes = levels[level - 1]?.[number * tileWidth + at];
  return hashes?.length === tileWidth ? Buffer.from(perfectRoot(hashes)) : undefined;
}

/** Whether these hashes, in place of a tile's, give what stands above: the hash for the tile, or at the edge the signed root. */
function fitsAbove(
  levels: Levels,
  { level, number, width }: { readonly level: number; readonly number: number; readonly width: number },
  hashes: Buffer[],
  root: Uint8Array,
): boolean {
  if (width === tileWidth) {
    const above = levels[level + 1]?.[Math.floor(number / tileWidth)]?.[number % tileWidth];
    return above !== undefined && Buffer.compare(perfectRoot(hashes), above) === 0;
  }
  const replaced = levels.map((tiles, at) => (at === level ? tiles.with(number, hashes) : tiles));
  const given = edgeRoot(replaced);
  return given !== undefined && Buffer.compare(given, root) === 0;
}

function bundleFaults(
  name: TileName,
  leaves: readonly Buffer[] | undefined,
  read: ReadTile,
  { onEntry }: VerifyOptions,
  faults: LedgerFault[],
  leavesOf: Map<number, Buffer[]>,
): void {
  const first = name.number * tileWidth;
  const whole = { from: first, to: first + name.width, path: tilePath(name) };
  const bytes = read(name);
  if (bytes === undefined) return void faults.push({ kind: 'tile-missing', ...whole });
  const entries = decodeBundle(bytes);
  if (entries === undefined) return void faults.push({ kind: 'tile-broken', ...whole });
  const altered: number[] = [];
  for (let at = 0; at < name.width; at++) {
    const bytesOfEntry = entries[at];
    if (bytesOfEntry === undefined || (leaves && Buffer.compare(leafHash(bytesOfEntry), leaves[at]!) !== 0)) {
      altered.push(at);
      continue;
    }
    const entry = decodeEntry(bytesOfEntry);
    const kind = entry === undefined ? 'entry-unreadable' : onEntry?.(entry, first + at);
    if (kind !== undefined) faults.push({ kind, from: first + at, to: first + at + 1, path: whole.path });
  }
  if (altered.length > 0 && entries.length === name.width) {
    leavesOf.set(
      name.number,
      entries.map((entry) => Buffer.from(leafHash(entry))),
    );
  }
  for (const { from, to } of runs(altered)) {
    faults.push({ kind: 'entry-altered', from: first + from, to: first + to, path: whole.path });
  }
  if (entries.length > name.width) faults.push({ kind: 'tile-broken', ...whole });
}

/** Neighbours as one: what was removed shifts all that follow. */
function runs(positions: readonly number[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const at of positions) {
    const last = found.at(-1);
    if (last?.to === at) last.to++;
    else found.push({ from: at, to: at + 1 });
  }
  return found;
}

/** Root from the tiles at the right edge, or undefined where one of them is missing. */
function edgeRoot(levels: Levels): Uint8Array | undefined {
  let root: Uint8Array | undefined;
  for (const tiles of levels) {
    const hashes = tiles.at(-1);
    if (tiles.length > 0 && hashes === undefined) return undefined;
    // A full tile stands in the level above.
    const edge = hashes === undefined || hashes.length === tileWidth ? [] : hashes;
    for (let end = edge.length, width = 1; end > 0; width *= 2) {
      if ((end & width) === 0) continue;
      const subtree = perfectRoot(edge.slice(end - width, end));
      root = root === undefined ? subtree : nodeHash(subtree, root);
      end -= width;
    }
  }
  return root ?? emptyRoot;
}

function fault(kind: LedgerFault['kind'], tile: TileName, size: number): LedgerFault {
  return { kind, ...entriesUnder(tile, size), path: tilePath(tile) };
}
