import { hash } from 'node:crypto';
import { digest, sha256 } from './hash';

/**
 * What stands in the ledger for good and is readable by anybody: that a request was decided, and how; where it stood; and
 * a commitment to all else. INVARIANT(nothing-about-a-person): no token, field, reason, purpose or recipient is in it.
 */
export interface Entry {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  /** Where the request stood. `control` is control's own journal: questions about persons, erasures. */
  readonly request: { readonly topic: string; readonly partition: number; readonly offset: number };
  /** SHA-256, hex; see {@link commitmentOf}. */
  readonly commitment: string;
}

/** The bytes of an entry. Field order and spelling are part of the format: a hash is over them. */
export function encodeEntry({ decisionId, effect, request, commitment }: Entry): Buffer {
  return Buffer.from(
    `{"decisionId":${JSON.stringify(decisionId)},"effect":"${effect}","request":{"topic":${JSON.stringify(request.topic)},"partition":${request.partition},"offset":${request.offset}},"commitment":"${commitment}"}`,
  );
}

/** The entry in these bytes, or undefined where they are none. */
export function decodeEntry(bytes: Uint8Array): Entry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
  const { decisionId, effect, request, commitment } = (value ?? {}) as Partial<Entry>;
  const { topic, partition, offset } = (request ?? {}) as Partial<Entry['request']>;
  if (typeof decisionId !== 'string' || (effect !== 'permit' && effect !== 'deny')) return undefined;
  if (typeof topic !== 'string' || !isCount(partition) || !isCount(offset)) return undefined;
  if (typeof commitment !== 'string' || !/^[0-9a-f]{64}$/.test(commitment)) return undefined;
  return { decisionId, effect, request: { topic, partition, offset }, commitment };
}

/** Bytes of salt before each part: nobody can try out what an erased part was. */
export const saltBytes = 16;

/** SHA-256 of salt and content. */
export function partCommitment(salt: Uint8Array, content: string): Buffer {
  return sha256([salt, Buffer.from(content)]);
}

/** The same of a part whose salt and content (UTF-8) are one piece. */
export function wholePartCommitment(saltAndContent: Uint8Array): Buffer {
  return digest(saltAndContent);
}

/**
 * The commitment of an entry to its details: SHA-256 over the commitments of their parts, in order: the body, the evidence
 * (keyed hashes), then one part for each person. A part whose content is erased leaves its own commitment behind, and
 * what is left can still be held against the entry.
 */
export function commitmentOf(parts: readonly Uint8Array[]): string {
  return hash('sha256', Buffer.concat([commitmentTag, ...parts]), 'hex');
}

const commitmentTag = Buffer.from('sluis ledger details v1\n');

/** A part of the details as it is kept: erased where there is only the commitment. */
export type DetailPart = { readonly salt: Uint8Array; readonly content: string } | { readonly erased: Uint8Array };

/** What these details commit to, erased parts taken at their commitment. */
export function detailsCommitment(parts: readonly DetailPart[]): string {
  return commitmentOf(parts.map((part) => ('erased' in part ? part.erased : partCommitment(part.salt, part.content))));
}

/** Whether these details are the ones that the entry committed to. */
export function detailsMatch(entry: Entry, parts: readonly DetailPart[]): boolean {
  return detailsCommitment(parts) === entry.commitment;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
