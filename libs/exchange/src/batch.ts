import type { IngressMessage, ReasonCode } from '#contract';
import { AnswerForgotten, exchange, type ExchangeContext } from './exchange';
import type { Outcome, SeenEntry, SeenFound, SeenLookup } from './outcome';
import { shortFingerprint } from './seen';

/** What a batch leads to, in the order of its messages. */
export interface BatchOutcome {
  readonly outcomes: readonly Outcome[];
  /** Ids to remember, with the batch's own transaction. */
  readonly seen: readonly SeenEntry[];
  /** How many messages were exchanged: the batch may end early when its output reaches the bound. */
  readonly exchanged: number;
}

/** Most bytes a transaction may hold: values, keys and headers, which a request with many records repeats for each. */
export const batchOutputMax = 8 * 1_024 * 1_024;

/** Messages judged between two looks at what else the process has to do: heartbeats, answers of the broker, health. */
const judgedAtOnce = 32;

/**
 * Exchanges messages of one ingress partition in order. A repeat inside the batch is found like one before it.
 * `verdicts` carries messages already condemned, by offset: those that alone could not be committed.
 */
export async function exchangeBatch(
  messages: readonly IngressMessage[],
  context: ExchangeContext,
  verdicts: ReadonlyMap<string, ReasonCode> = new Map(),
): Promise<BatchOutcome> {
  const overlay = new SeenInBatch(context.seen);
  const inBatch = { ...context, seen: overlay };
  const outcomes: Outcome[] = [];
  let output = 0;
  const forgotten: number[] = [];
  for (const message of messages) {
    const outcome = recalled(() => exchange(message, inBatch, verdicts.get(message.offset)), forgotten);
    if (outcome === undefined) continue;
    output += bytesOf(outcome);
    // One that would burst the bound begins the next batch; alone it is bounded by what one request may hold.
    if (output > batchOutputMax && outcomes.length > 0) break;
    outcomes.push(outcome);
    if (outcome.seen !== undefined) overlay.add(outcome.seen);
    if (outcomes.length % judgedAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (forgotten.length > 0) throw new AnswerForgotten(forgotten);
  return { outcomes, seen: [...overlay.entries.values()], exchanged: outcomes.length };
}

/** Ids answered by what is judged and not yet committed, before those that are. */
export class SeenInBatch implements SeenLookup {
  readonly entries = new Map<string, SeenEntry>();

  constructor(
    private readonly before: SeenLookup,
    entries: readonly SeenEntry[] = [],
  ) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: SeenEntry): void {
    this.entries.set(entry.id, entry);
  }

  find(id: string): SeenFound | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return this.before.find(id);
    return { fingerprint: shortFingerprint(entry.fingerprint), offset: entry.offset, answer: entry.answer };
  }
}

function bytesOf({ records }: Outcome): number {
  let bytes = 0;
  for (const { key, value, headers } of records) {
    bytes += Buffer.byteLength(value) + (key?.length ?? 0);
    for (const name in headers) bytes += name.length + Buffer.byteLength(headers[name] ?? '');
  }
  return bytes;
}

/** The outcome, or a note of the answer that it lacks: the rest of the batch is looked at before any is read back. */
function recalled(attempt: () => Outcome, forgotten: number[]): Outcome | undefined {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof AnswerForgotten)) throw error;
    forgotten.push(...error.offsets);
    return undefined;
  }
}
