import { prepare, readDecision } from './decision-details';
import type { Reading } from './recording';

/** Decisions made ready before answers of PostgreSQL are looked at again: some 3 ms. */
const sliceDecisions = 64;

/**
 * Reads the records of a batch and makes their entries, while the batch before is being written. In slices: a write is a dozen
 * questions and answers, and each answer that came while this goes on would otherwise wait until all of it is done. What is
 * no decision is told of and left out.
 */
export async function makeReady(
  records: readonly { readonly offset: number; readonly value: Buffer | null }[],
  onUnreadable: (offset: number) => void,
): Promise<Reading['decisions']> {
  const ready: { offset: number; prepared: ReturnType<typeof prepare> }[] = [];
  for (const [at, { offset, value }] of records.entries()) {
    if (at > 0 && at % sliceDecisions === 0) await new Promise((next) => setImmediate(next));
    const recorded = readDecision(value);
    if (recorded === undefined) onUnreadable(offset);
    else ready.push({ offset, prepared: prepare(recorded) });
  }
  return ready;
}
