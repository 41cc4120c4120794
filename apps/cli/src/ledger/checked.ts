import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  leafHash,
  decodeBundle,
  inclusionProof,
  Positions,
  relationOf,
  TileMissing,
  tileWidth,
  verifyInclusion,
  verifyTree,
  type Checkpoint,
  type Entry,
  type LedgerFault,
  type NoteVerifier,
} from '#ledger';
import { checkpointIn, forkedName, readFrom, type ServerFinding } from './folder';
import { counting } from './progress';

/** What an export turned out to be, entry by entry. */
export interface CheckedLedger {
  readonly checkpoint: Checkpoint;
  readonly faults: readonly Finding[];
  readonly positions: Positions;
  /** The entry that was asked for. */
  readonly found: { readonly entry: Entry; readonly index: number; readonly proof: readonly Uint8Array[] } | undefined;
  /** Older checkpoints that are beginnings of this one. */
  readonly consistentWith: readonly { readonly path: string; readonly size: number }[];
}

export type Finding =
  | LedgerFault
  | ServerFinding
  | {
      readonly kind: 'forked' | 'not-shown' | 'longer';
      readonly path: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'inclusion-fails'; readonly path?: string; readonly from: number; readonly to: number }
  /** The database's, where these are looked at too. */
  | {
      readonly kind: 'details-altered' | 'details-missing' | 'details-stray' | 'entry-unknown';
      readonly path: string;
      readonly from: number;
      readonly to: number;
    };

/** Verifies an export whole: no server is asked, nothing but the key is trusted. */
export function checkLedger(
  dir: string,
  verifier: NoteVerifier,
  options: {
    readonly decisionId?: string;
    readonly older?: readonly string[];
    /** Called with every entry that is the tree's. */
    readonly onEntry?: (entry: Entry, index: number) => void;
  } = {},
): CheckedLedger {
  const checkpoint = checkpointIn(join(dir, 'checkpoint'), verifier);
  const read = readFrom(dir);
  const positions = new Positions();
  let asked: { entry: Entry; index: number } | undefined;
  const progress = counting('entries verified');
  const faults: Finding[] = verifyTree(checkpoint, read, {
    onProgress: (entries) => progress.at(entries, checkpoint.size),
    onEntry: (entry, index) => {
      options.onEntry?.(entry, index);
      if (entry.decisionId === options.decisionId) asked = { entry, index };
      return positions.add(entry.request) ? undefined : 'position-twice';
    },
  });
  progress.end();
  const previous = join(dir, 'checkpoint.previous');
  const consistentWith: { path: string; size: number }[] = [];
  for (const file of [...(options.older ?? []), ...(existsSync(previous) ? [previous] : [])]) {
    const before = checkpointIn(file, verifier);
    const relation = before.size > checkpoint.size ? 'longer' : relationOf(before, checkpoint, read);
    if (relation === 'beginning') consistentWith.push({ path: file, size: before.size });
    else {
      const kind = relation === 'excluding' ? 'forked' : relation === 'unproven' ? 'not-shown' : relation;
      faults.push({ kind, path: file, from: 0, to: before.size });
    }
  }
  const forked = join(dir, forkedName);
  if (existsSync(forked)) {
    const { size } = checkpointIn(forked, verifier);
    faults.push({ kind: 'forked', path: forked, from: 0, to: Math.max(size, 1) });
  }
  let found: CheckedLedger['found'];
  if (asked !== undefined) {
    const { index } = asked;
    const proof = included(index, checkpoint, dir);
    if (proof === undefined) faults.push({ kind: 'inclusion-fails', from: index, to: index + 1 });
    else found = { ...asked, proof };
  }
  return { checkpoint, faults, positions, found, consistentWith };
}

function included(index: number, { size, root }: Checkpoint, dir: string): Uint8Array[] | undefined {
  const read = readFrom(dir);
  const number = Math.floor(index / tileWidth);
  const bundle = read({ level: 'entries', number, width: Math.min(tileWidth, size - number * tileWidth) });
  const bytes = bundle && decodeBundle(bundle)?.[index % tileWidth];
  if (bytes === undefined) return undefined;
  try {
    const proof = inclusionProof(index, size, read);
    return verifyInclusion(leafHash(bytes), index, size, proof, root) ? proof : undefined;
  } catch (fault) {
    if (fault instanceof TileMissing) return undefined;
    throw fault;
  }
}

const words: Readonly<Record<Finding['kind'], string>> = {
  'tile-missing': 'is missing',
  'tile-broken': 'is broken off or too long',
  'entry-altered': 'holds entries that are not those of the tree',
  'hash-altered': 'has hashes that do not give the hash above',
  'root-differs': 'does not lead to the root of the checkpoint: another ledger, a fork or a truncation',
  'entry-unreadable': 'holds something else than an entry',
  'position-twice': 'has a second entry for one request',
  forked: 'is of another ledger than this one: one of the two was changed, and both are signed',
  'not-shown': 'is neither shown to be a beginning of this ledger nor shown not to be: tiles are altered or missing',
  longer: 'is of a longer ledger than this one: export it again',
  'server-unproven': 'is not shown to go on from the one in the folder: tiles of the server are altered or missing',
  'server-shorter': 'is of fewer entries on the server than in the folder: the ledger was put back to what it was',
  'server-differs': 'is another on the server than in the folder',
  'server-lacks': 'is gone from the server',
  'inclusion-fails': 'is not proven to be in the tree',
  'details-altered': 'holds other details than were committed to',
  'details-missing': 'has no details any more, where more are lacking than retention removed',
  'details-stray': 'holds details of no entry, or of another time than its entry',
  'entry-unknown': 'does not know the entry, or by another decision',
};

/** One finding as a sentence. */
export function findingLine({ kind, path, from, to }: Finding): string {
  const entries = to - from === 1 ? `entry ${from}` : `entries ${from} to ${to - 1}`;
  return `${path ?? 'the ledger'} ${words[kind]} (${entries})`;
}
