import type { LedgerDetails } from '#postgres';

/**
 * What facts about persons did to a decision, as the recorder keeps it beside the hashes: the precise causes and the outcome
 * of each check. Undefined where they did nothing, or where it was erased with the person.
 * INVARIANT(cause-for-its-recorder): officers of one participant see what the sender was told, and no more.
 */
export function personalIn<Kept extends object>(part: LedgerDetails['parts'][number] | undefined): Kept | undefined {
  if (part === undefined || !('content' in part)) return undefined;
  return (JSON.parse(part.content) as { readonly personal?: Kept }).personal;
}
