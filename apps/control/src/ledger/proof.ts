import { decodeBundle, inclusionProof, nodesAt, tileWidth } from '#ledger';
import type { LedgerReader } from '#postgres';

/** That a decision is in the ledger: its entry, where it stands, and the hashes from there to the root of a checkpoint. */
export interface EntryProof {
  readonly index: number;
  readonly size: number;
  /** The entry's bytes as text: the leaf's hash is over exactly these. */
  readonly entry: string;
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

/** Proof for a decision under the newest checkpoint, or undefined where no entry has it. Reads a few tiles, whatever the size. */
export async function proofOf(ledger: LedgerReader, decisionId: string): Promise<EntryProof | undefined> {
  const [index, { checkpoint, size }] = await Promise.all([ledger.indexOf(decisionId), ledger.checkpoint()]);
  if (index === undefined || index >= size) return undefined;
  const held = new Map<string, Uint8Array>();
  for (const { level, number, data } of await ledger.tiles(tilesBeside(index, size))) {
    held.set(`${level}/${number}`, data);
  }
  const bundle = held.get(`-1/${Math.floor(index / tileWidth)}`);
  const entry = bundle && decodeBundle(bundle)?.[index % tileWidth];
  if (entry === undefined) return undefined;
  const proof = inclusionProof(index, size, ({ level, number }) => held.get(`${level}/${number}`));
  return {
    index,
    size,
    entry: entry.toString('utf8'),
    proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
    checkpoint,
  };
}

/** The entry's bundle, and of each level the tile over the entry and the one at the right edge. */
export function tilesBeside(index: number, size: number): { level: number; number: number }[] {
  const wanted = [{ level: -1, number: Math.floor(index / tileWidth) }];
  for (let level = 0; nodesAt(level, size) > 0; level++) {
    const over = Math.floor(index / tileWidth ** (level + 1));
    const edge = Math.floor((nodesAt(level, size) - 1) / tileWidth);
    wanted.push(...[...new Set([over, edge])].map((number) => ({ level, number })));
  }
  return wanted;
}
