import { same, sha256, type Bytes } from './bytes';

const leafPrefix = new Uint8Array([0]);
const nodePrefix = new Uint8Array([1]);

/** Hash of an entry (RFC 9162 2.1.1). */
export function leafHash(entry: Bytes): Promise<Bytes> {
  return sha256(leafPrefix, entry);
}

/**
 * Whether the hashes beside its way lead from a leaf to the root (RFC 9162 2.1.3.2). Written anew for the browser, and held
 * to libs/ledger by a test: two who agree and share no code.
 */
export async function leadsToRoot(
  leaf: Bytes,
  index: number,
  size: number,
  proof: readonly Bytes[],
  root: Bytes,
): Promise<boolean> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (proof.some(({ length }) => length !== 32)) return false;
  let at = BigInt(index);
  let last = BigInt(size) - 1n;
  let hash = leaf;
  for (const beside of proof) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      hash = await sha256(nodePrefix, beside, hash);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await sha256(nodePrefix, hash, beside);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && same(hash, root);
}
