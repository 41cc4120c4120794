import { decodeBundle, inclusionProof, TileMissing, tileWidth, type TileName } from '#ledger';
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
  const index = await ledger.indexOf(decisionId);
  if (index === undefined) return undefined;
  const { checkpoint, size } = await ledger.checkpoint();
  const bundle = await ledger.tile(-1, Math.floor(index / tileWidth));
  const entry = bundle && decodeBundle(bundle.data)?.[index % tileWidth];
  if (entry === undefined || index >= size) return undefined;
  const proof = await withTiles(ledger, (read) => inclusionProof(index, size, read));
  return {
    index,
    size,
    entry: entry.toString('utf8'),
    proof: proof.map((hash) => Buffer.from(hash).toString('base64')),
    checkpoint,
  };
}

/** Runs a calculation that reads tiles at once, fetching those that it turns out to need. */
async function withTiles<Result>(
  ledger: LedgerReader,
  work: (read: (name: TileName) => Uint8Array | undefined) => Result,
): Promise<Result> {
  const held = new Map<string, Buffer>();
  const key = ({ level, number }: TileName): string => `${level}/${number}`;
  for (;;) {
    try {
      return work((name) => held.get(key(name)));
    } catch (fault) {
      if (!(fault instanceof TileMissing) || held.has(key(fault.tile))) throw fault;
      const tile = await ledger.tile(Number(fault.tile.level), fault.tile.number);
      if (tile === undefined) throw fault;
      held.set(key(fault.tile), tile.data);
    }
  }
}
