import type { IngressMessage, ReasonCode } from '#contract';
import { SeenInBatch, type BatchOutcome } from './batch';
import { AnswerForgotten } from './exchange';
import { packSeen } from './seen-codec';
import type { SeenIds } from './seen';
import type { OutgoingRecord, SeenLookup } from './outcome';

/** Judges messages in order with one consistent view of register, facts and clock. */
export type Judge = (
  messages: readonly IngressMessage[],
  seen: SeenLookup,
  verdicts: ReadonlyMap<string, ReasonCode>,
) => Promise<BatchOutcome>;

/** What becomes visible together: the records of a batch, the ids it answered, and how far the input is consumed. */
export interface Commit {
  readonly records: readonly OutgoingRecord[];
  readonly seen: OutgoingRecord['value'] | undefined;
  /** Offset of the next message to consume. */
  readonly nextOffset: string;
}

/** The outside of one ingress partition, implemented by `libs/kafka` with one transactional producer. */
export interface CommitPort {
  /**
   * Commits in one transaction. Throws {@link CommitRefused} where the broker refused the content and nothing became
   * visible; any other error leaves open whether it did, and the partition must be claimed anew.
   */
  commit(commit: Commit): Promise<void>;
  /** After a refusal: a fresh producer at the same position. Throws where another owner went on meanwhile. */
  recover(): Promise<void>;
  /** Reads back the answers to the requests at these offsets, in one pass; throws where one is not there. */
  recall(offsets: readonly number[]): Promise<ReadonlyMap<number, string>>;
}

/** The broker refused what was produced, for a reason that lies in it: too large, no such topic, no right. */
export class CommitRefused extends Error {
  readonly code = 'commit-refused';
}

/** Times the same messages may be refused before they are halved. */
const refusalsMax = 2;

/** What the caller is asked and told while a partition works. */
export interface PartitionHooks {
  /** Asked before each part: whether the partition is still ours to work on. */
  goOn(): boolean;
  /**
   * What judgements rest on at this moment: register, facts, guards. What was judged ahead with anything else, or too long
   * ago, is judged again, so that a restriction holds for whatever is committed after it came.
   */
  stamp(): string;
  /** Told of each committed part. */
  onCommit(committed: Committed): Promise<void>;
}

/**
 * One ingress partition between claim and loss. A batch that is refused twice for a reason of its own is halved until
 * the culprit is alone; that one is denied `undeliverable`, so that nobody else waits.
 *
 * While the broker commits one part the next is judged, against what is seen and what is about to be: two thirds of a
 * transaction are waiting. Nothing of it is produced before the commit is confirmed; where that fails, it is forgotten.
 */
export class PartitionExchange {
  constructor(
    private readonly judge: Judge,
    private readonly port: CommitPort,
    readonly seen: SeenIds,
  ) {}

  /** Exchanges the parts in order, each in a transaction of its own. */
  async run(parts: Iterable<readonly IngressMessage[]>, hooks: PartitionHooks): Promise<void> {
    const verdicts = new Map<string, ReasonCode>();
    const queue: Part[] = [...parts].map((messages) => ({ messages, refusals: 0 }));
    let ahead: Ahead | undefined;
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      if (!hooks.goOn()) return;
      const first = part.messages[0];
      if (first === undefined) continue;
      try {
        const usable = ahead?.part === part && isFresh(ahead, hooks.stamp());
        const judged = await (usable ? ahead!.judged : this.judged(part.messages, this.seen, verdicts));
        const committing = this.commit(part.messages, judged);
        const rest = part.messages.slice(judged.outcome.exchanged);
        const next = rest.length > 0 ? { messages: rest, refusals: 0 } : queue[0];
        ahead = this.judgedAhead(next, judged, verdicts, hooks.stamp());
        const committed = await committing;
        // Only now is the rest to come: a part that was refused is tried again whole.
        if (rest.length > 0 && next !== undefined) queue.unshift(next);
        await hooks.onCommit(committed);
      } catch (error) {
        // What is judged ahead is for the part behind this one: it is judged anew once this one's successor is under way.
        if (!ofItsOwn(error)) throw error;
        await this.port.recover();
        queue.unshift(...narrow({ ...part, refusals: part.refusals + 1 }, verdicts, error));
      }
    }
  }

  private judgedAhead(
    part: Part | undefined,
    before: Judged,
    verdicts: ReadonlyMap<string, ReasonCode>,
    stamp: string,
  ): Ahead | undefined {
    if (part === undefined) return undefined;
    const seen = new SeenInBatch(this.seen, before.outcome.seen);
    const judged = this.judged(part.messages, seen, verdicts);
    // A fault of it is met when its turn comes; until then nobody waits for it.
    judged.catch(() => undefined);
    return { part, judged, stamp, atMs: performance.now() };
  }

  private async judged(
    messages: readonly IngressMessage[],
    seen: SeenLookup,
    verdicts: ReadonlyMap<string, ReasonCode>,
  ): Promise<Judged> {
    const startedMs = performance.now();
    for (;;) {
      try {
        const outcome = await this.judge(messages, seen, verdicts);
        return { outcome, judgeMs: performance.now() - startedMs };
      } catch (error) {
        if (!(error instanceof AnswerForgotten)) throw error;
        for (const [offset, answer] of await this.port.recall(error.offsets)) this.seen.recall(offset, answer);
      }
    }
  }

  private async commit(messages: readonly IngressMessage[], { outcome, judgeMs }: Judged): Promise<Committed> {
    const startedMs = performance.now();
    const last = messages[outcome.exchanged - 1];
    if (last === undefined) throw new Error('a batch with messages exchanges at least one of them');
    const atMs = Date.now();
    await this.port.commit({
      records: outcome.outcomes.flatMap((one) => one.records),
      seen: outcome.seen.length === 0 ? undefined : packSeen(outcome.seen, atMs),
      nextOffset: String(BigInt(last.offset) + 1n),
    });
    this.seen.add(outcome.seen, atMs);
    return {
      outcome,
      messages: messages.slice(0, outcome.exchanged),
      lastOffset: last.offset,
      judgeMs,
      commitMs: performance.now() - startedMs,
    };
  }
}

interface Judged {
  readonly outcome: BatchOutcome;
  readonly judgeMs: number;
}

/** The next part, judged before its turn. */
interface Ahead {
  readonly part: Part;
  readonly judged: Promise<Judged>;
  readonly stamp: string;
  readonly atMs: number;
}

/** A transaction takes some tens of milliseconds; a judgement that waited longer than this is not relied on. */
const aheadAgeMaxMs = 500;

function isFresh({ stamp, atMs }: Ahead, now: string): boolean {
  return stamp === now && performance.now() - atMs < aheadAgeMaxMs;
}

/** What was committed, with its times for the metrics. */
export interface Committed {
  readonly outcome: BatchOutcome;
  /** The messages that `outcome` answers, one by one. */
  readonly messages: readonly IngressMessage[];
  readonly lastOffset: string;
  readonly judgeMs: number;
  readonly commitMs: number;
}

interface Part {
  readonly messages: readonly IngressMessage[];
  readonly refusals: number;
}

/** A fault that lies in the messages: a refusal by the broker, or an exchange that could not even be judged. */
function ofItsOwn(error: unknown): boolean {
  return error instanceof CommitRefused || error instanceof JudgeFailed;
}

/** Judging threw: a defect of ours or an input nobody foresaw. Never carries the cause's text, which may quote the input. */
export class JudgeFailed extends Error {
  readonly code = 'judge-failed';
}

function narrow(part: Part, verdicts: Map<string, ReasonCode>, error: unknown): Part[] {
  if (part.refusals < refusalsMax) return [part];
  const [first] = part.messages;
  if (part.messages.length > 1) {
    const middle = part.messages.length >> 1;
    return [
      { messages: part.messages.slice(0, middle), refusals: refusalsMax - 1 },
      { messages: part.messages.slice(middle), refusals: refusalsMax - 1 },
    ];
  }
  // Even the denial was refused: the reply or the decision record has nowhere to go, so the request must wait.
  if (first === undefined || verdicts.has(first.offset)) throw error;
  verdicts.set(first.offset, 'undeliverable');
  return [{ messages: part.messages, refusals: 0 }];
}
