import { fromBase64, fromText } from './bytes';
import { leadsToRoot, leafHash } from './inclusion';
import { openCheckpoint, verifierKey } from './note';

/** What control hands over as proof of one decision, as `GET /ledger/proof/:id` has it. */
export interface Proof {
  readonly index: number;
  readonly size: number;
  /** The entry's bytes as text. */
  readonly entry: string;
  /** Base64. */
  readonly proof: readonly string[];
  /** A C2SP signed note. */
  readonly checkpoint: string;
}

/** The steps of a verification, in order; each stands on the ones before. */
export const steps = ['entry', 'signature', 'size', 'inclusion'] as const;
export type Step = (typeof steps)[number];

export type Verdict =
  | { readonly holds: true; readonly size: number; readonly origin: string }
  /** The first step that failed. */
  | { readonly holds: false; readonly failed: Step };

/**
 * Whether a decision is in the ledger, by arithmetic in this browser: that the entry is about this decision with this
 * effect, that the checkpoint is signed by this key, is of the tree the proof is of, and that the proof leads from the
 * entry to its root. Trusts control for nothing but the key, if that came from control.
 */
export async function verify(
  proof: Proof,
  keyText: string,
  claimed: { readonly decisionId: string; readonly effect?: string },
): Promise<Verdict> {
  if (!isAbout(proof.entry, claimed)) return { holds: false, failed: 'entry' };
  const key = await verifierKey(keyText);
  const checkpoint = key && (await openCheckpoint(proof.checkpoint, key));
  if (checkpoint === undefined) return { holds: false, failed: 'signature' };
  if (checkpoint.size !== proof.size) return { holds: false, failed: 'size' };
  const hashes = proof.proof.map(fromBase64);
  const whole = hashes.every((hash) => hash !== undefined);
  const leaf = await leafHash(fromText(proof.entry));
  const included = whole && (await leadsToRoot(leaf, proof.index, proof.size, hashes, checkpoint.root));
  if (!included) return { holds: false, failed: 'inclusion' };
  return { holds: true, size: checkpoint.size, origin: checkpoint.origin };
}

function isAbout(entry: string, { decisionId, effect }: { decisionId: string; effect?: string }): boolean {
  try {
    const held = JSON.parse(entry) as { decisionId?: unknown; effect?: unknown } | null;
    return held?.decisionId === decisionId && (effect === undefined || held.effect === effect);
  } catch {
    return false;
  }
}

/** Whether this browser can do it: Ed25519, and a page that came over TLS or from this machine. */
export function canVerify(): boolean {
  return typeof crypto !== 'undefined' && 'subtle' in crypto;
}
