import { inclusionProof } from '#ledger';
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
  const place = await ledger.around(decisionId);
  if (place === undefined) return undefined;
  const { index, size, checkpoint, entry, tiles } = place;
  const held = new Map(tiles.map(({ level, number, data }) => [`${level}/${number}`, data]));
  const proof = inclusionProof(index, size, ({ level, number }) => held.get(`${level}/${number}`));
  return {
    index,
    size,
    entry: entry.toString('utf8'),
    proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
    checkpoint,
  };
}
