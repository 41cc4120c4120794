import type { LedgerQuestions, RecordedQuestions } from '#postgres';
import { reached } from '../http/reached';

/** Requests that asked the same, and the newest of them. */
export interface PastRequests {
  readonly count: number;
  /** Its place in the ledger: the higher, the newer. */
  readonly index: number;
  /** Its decision record, as JSON. */
  readonly body: string;
}

/** Last month's requests, a page at a time. */
export interface PastMonth {
  /** How many there are, whether a page comes of them or not. */
  readonly requests: number;
  readonly pages: AsyncIterable<readonly PastRequests[]>;
}

const monthMs = 30 * 86_400_000;
const pageSize = 500;
/** Systems send the same forms day after day: a month has thousands of questions. The rarest of more are left out. */
const questionsMax = 50_000;
/** Of before questions were counted: each is a question of its own. */
const uncountedMax = 20_000;

interface Ledger {
  readonly recorded: RecordedQuestions;
  readonly questions: LedgerQuestions;
}

/**
 * Last month's decided requests, as far as their details are kept: each question once with how many asked it, those asked most
 * first; then what was recorded before questions were counted, newest first.
 */
export async function pastRequests({ recorded, questions }: Ledger, now: Date): Promise<PastMonth> {
  const from = new Date(now.getTime() - monthMs);
  const asked = await reached(recorded.since(from, questionsMax));
  async function* counted(): AsyncGenerator<readonly PastRequests[]> {
    for (let at = 0; at < asked.questions.length; at += pageSize) {
      const counts = new Map(asked.questions.slice(at, at + pageSize).map(({ newest, count }) => [newest, count]));
      const samples = await reached(recorded.samples([...counts.keys()]));
      yield samples.map(({ index, body }) => ({ index, body, count: counts.get(index)! }));
    }
  }
  async function* uncounted(before: number): AsyncGenerator<readonly PastRequests[]> {
    let after: string | undefined;
    for (let taken = 0; taken < uncountedMax; taken += pageSize) {
      const page = await reached(questions.decisions({ kind: 'decision', from, before }, pageSize, after));
      yield page.map(({ index, body }) => ({ index, body: JSON.stringify(body), count: 1 }));
      after = page.at(-1)?.cursor;
      if (page.length < pageSize) return;
    }
  }
  async function* pages(): AsyncGenerator<readonly PastRequests[]> {
    yield* counted();
    if (asked.uncounted > 0) yield* uncounted(asked.countedFrom);
  }
  return { requests: asked.requests + asked.uncounted, pages: pages() };
}
