import type { IngressMessage, ReasonCode } from '#contract';
import type { BatchOutcome } from './batch';
import { AnswerForgotten } from './exchange';
import { packSeen } from './seen-codec';
import type { SeenIds } from './seen';
import type { OutgoingRecord } from './outcome';

/** Judges messages in order with one consistent view of register, facts and clock. */
export type Judge = (
  messages: readonly IngressMessage[],
  seen: SeenIds,
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
  recover(nextOffset: string): Promise<void>;
  /** Reads back the answer to the request at this offset. */
  recall(offset: number): Promise<string>;
}

/** The broker refused what was produced, for a reason that lies in it: too large, no such topic, no right. */
export class CommitRefused extends Error {
  readonly code = 'commit-refused';
}

/** Times the same messages may be refused before they are halved. */
const refusalsMax = 2;

/**
 * One ingress partition between claim and loss. A batch that is refused twice for a reason of its own is halved until
 * the culprit is alone; that one is denied `undeliverable`, so that nobody else waits.
 */
export class PartitionExchange {
  constructor(
    private readonly judge: Judge,
    private readonly port: CommitPort,
    readonly seen: SeenIds,
  ) {}

  /** Exchanges all messages, in order. `onCommit` hears of each committed part, with the last message's offset. */
  async run(messages: readonly IngressMessage[], onCommit: (part: Committed) => Promise<void>): Promise<void> {
    const verdicts = new Map<string, ReasonCode>();
    const parts: Part[] = [{ messages, refusals: 0 }];
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const first = part.messages[0];
      if (first === undefined) continue;
      try {
        const done = await this.commit(part.messages, verdicts);
        await onCommit(done);
        const rest = part.messages.slice(done.outcome.exchanged);
        if (rest.length > 0) parts.unshift({ messages: rest, refusals: 0 });
      } catch (error) {
        if (!ofItsOwn(error)) throw error;
        await this.port.recover(first.offset);
        parts.unshift(...narrow({ ...part, refusals: part.refusals + 1 }, verdicts, error));
      }
    }
  }

  private async commit(
    messages: readonly IngressMessage[],
    verdicts: ReadonlyMap<string, ReasonCode>,
  ): Promise<Committed> {
    const startedMs = performance.now();
    const outcome = await this.judgeRecalling(messages, verdicts);
    const last = messages[outcome.exchanged - 1];
    if (last === undefined) throw new Error('a batch with messages exchanges at least one of them');
    const judgedMs = performance.now();
    const atMs = Date.now();
    await this.port.commit({
      records: outcome.outcomes.flatMap((one) => one.records),
      seen: outcome.seen.length === 0 ? undefined : packSeen(outcome.seen, atMs),
      nextOffset: String(BigInt(last.offset) + 1n),
    });
    this.seen.add(outcome.seen, atMs);
    return { outcome, lastOffset: last.offset, judgeMs: judgedMs - startedMs, commitMs: performance.now() - judgedMs };
  }

  private async judgeRecalling(
    messages: readonly IngressMessage[],
    verdicts: ReadonlyMap<string, ReasonCode>,
  ): Promise<BatchOutcome> {
    for (;;) {
      try {
        return await this.judge(messages, this.seen, verdicts);
      } catch (error) {
        if (!(error instanceof AnswerForgotten)) throw error;
        this.seen.recall(error.offset, await this.port.recall(error.offset));
      }
    }
  }
}

/** What was committed, with its times for the metrics. */
export interface Committed {
  readonly outcome: BatchOutcome;
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
