import { hashBytes } from './hash';
import type { NoteSigner, NoteVerifier } from './note';

/** A C2SP checkpoint: which ledger, how many entries, and the root over them. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Signs a checkpoint; its origin is the signer's name. */
export function signCheckpoint(signer: NoteSigner, size: number, root: Uint8Array): string {
  return signer.sign(`${signer.name}\n${size}\n${Buffer.from(root).toString('base64')}\n`);
}

/** The checkpoint in a note, or undefined where the note isn't signed by this key, or holds something else. */
export function openCheckpoint(note: string, verifier: NoteVerifier): Checkpoint | undefined {
  const text = verifier.open(note);
  if (text === undefined) return undefined;
  const [origin, sizeText = '', rootText = ''] = text.split('\n');
  const root = Buffer.from(rootText, 'base64');
  const size = Number(sizeText);
  if (origin !== verifier.name || !/^(?:0|[1-9]\d*)$/.test(sizeText) || !Number.isSafeInteger(size)) return undefined;
  if (root.length !== hashBytes || root.toString('base64') !== rootText) return undefined;
  return { origin, size, root };
}
