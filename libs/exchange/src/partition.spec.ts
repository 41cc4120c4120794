import fc from 'fast-check';
import type { IngressMessage, ReasonCode } from '#contract';
import { AnswerForgotten } from './exchange';
import type { Outcome } from './outcome';
import {
  CommitRefused,
  JudgeFailed,
  PartitionExchange,
  type Commit,
  type CommitPort,
  type Judge,
  type PartitionHooks,
} from './partition';
import { SeenIds } from './seen';

const topic = 'sluis.in.dossier';

function idOf(offset: string): string {
  return 'abcdefgh'.charAt(Number(offset)).repeat(26);
}

function message(offset: number): IngressMessage {
  return { topic, partition: 0, offset: String(offset), key: null, value: null, headers: {}, timestamp: '0' };
}

/** A judge that writes one record a message: its offset and its verdict. */
const judge: Judge = (messages, seen, verdicts) => judgeUpTo(Number.POSITIVE_INFINITY)(messages, seen, verdicts);

/** The same, ending early as a batch does whose output reaches its bound. */
const judgeUpTo =
  (most: number): Judge =>
  (messages, _seen, verdicts) =>
    Promise.resolve({
      outcomes: messages.slice(0, most).map(({ offset }): Outcome => {
        const verdict: ReasonCode | undefined = verdicts.get(offset);
        const value = verdict === undefined ? offset : `${offset}:${verdict}`;
        return {
          records: [{ topic: 'out', key: null, value, headers: {} }],
          seen: undefined,
          effect: verdict === undefined ? 'permit' : 'deny',
          codes: [],
          deliveries: 1,
        };
      }),
      seen: [],
      exchanged: Math.min(most, messages.length),
    });

/** The same, where each record also tells what its judge knew of the answer to the message before: `<answer>|<known>`. */
const restingOnTheLast =
  (most: number): Judge =>
  async (messages, seen, verdicts) => {
    const judged = await judgeUpTo(most)(messages, seen, verdicts);
    const answers = judged.outcomes.map(({ records }) => records[0]!.value);
    const known = (at: number): string | undefined =>
      at > 0
        ? answers[at - 1]
        : messages[0]!.offset === '0'
          ? 'nothing'
          : seen.find(idOf(String(Number(messages[0]!.offset) - 1)))?.answer;
    return {
      ...judged,
      outcomes: judged.outcomes.map((outcome, at) => ({
        ...outcome,
        records: outcome.records.map((record) => ({ ...record, value: `${record.value}|${known(at)}` })),
      })),
      seen: answers.map((answer, at) => {
        const { offset } = messages[at]!;
        return { id: idOf(offset), fingerprint: idOf(offset), offset: Number(offset), answer };
      }),
    };
  };

/** The broker's side of the contract in memory: what was committed, and which contents it refuses. */
class Ledger implements CommitPort {
  readonly committed: string[] = [];
  next = 0n;
  recoveries = 0;

  constructor(private readonly refuses: (value: string) => boolean) {}

  commit({ records, nextOffset }: Commit): Promise<void> {
    if (records.some(({ value }) => this.refuses(value))) return Promise.reject(new CommitRefused('too large'));
    // What is consumed is what is answered, no more and no less: here each record tells its message's offset.
    const answered = records.map(({ value }) => BigInt(value.split(/[:|]/)[0]!));
    expect(answered[0]).toBe(this.next);
    expect(BigInt(nextOffset)).toBe(answered.at(-1)! + 1n);
    this.committed.push(...records.map(({ value }) => value));
    this.next = BigInt(nextOffset);
    return Promise.resolve();
  }

  recover(): Promise<void> {
    this.recoveries++;
    return Promise.resolve();
  }

  recall(offsets: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return Promise.resolve(new Map(offsets.map((offset) => [offset, '{"effect":"permit"}'])));
  }
}

const hooks: PartitionHooks = { goOn: () => true, stamp: () => '', onCommit: () => Promise.resolve() };

const offsets = (count: number): IngressMessage[] => Array.from({ length: count }, (_, offset) => message(offset));

function cut(messages: readonly IngressMessage[], size: number): IngressMessage[][] {
  const parts: IngressMessage[][] = [];
  for (let at = 0; at < messages.length; at += size) parts.push(messages.slice(at, at + size));
  return parts;
}

describe('a partition', () => {
  it('judges the next part while one is committed, and knows the ids of both', async () => {
    const steps: string[] = [];
    const remembering: Judge = (messages, seen, verdicts) => {
      steps.push(
        `judge ${messages[0]?.offset}: ${messages.map(({ offset }) => seen.find(idOf(offset)) !== undefined).join()}`,
      );
      return judge(messages, seen, verdicts).then((outcome) => ({
        ...outcome,
        seen: messages.map(({ offset }) => ({
          id: idOf('2'),
          fingerprint: idOf('2'),
          offset: Number(offset),
          answer: '{}',
        })),
      }));
    };
    const port: CommitPort = {
      commit: async ({ nextOffset }) => {
        steps.push(`commit to ${nextOffset}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        steps.push(`committed ${nextOffset}`);
      },
      recover: () => Promise.resolve(),
      recall: () => Promise.resolve(new Map()),
    };
    await new PartitionExchange(remembering, port, new SeenIds()).run(cut(offsets(4), 2), hooks);
    expect(steps).toEqual([
      'judge 0: false,false',
      'commit to 2',
      'judge 2: true,false',
      'committed 2',
      'commit to 4',
      'committed 4',
    ]);
  });

  it('commits every message once and in order, the culprits as undeliverable, wherever parts and batches end', async () => {
    const sizes = fc.integer({ min: 1, max: 60 });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, sizes, fc.uniqueArray(fc.nat(59)), async (count, size, most, culprits) => {
        const bad = new Set(culprits.map(String));
        const ledger = new Ledger((value) => bad.has(value));
        const partition = new PartitionExchange(judgeUpTo(most), ledger, new SeenIds());
        await partition.run(cut(offsets(count), size), hooks);
        const expected = offsets(count).map(({ offset }) => (bad.has(offset) ? `${offset}:undeliverable` : offset));
        expect(ledger.committed).toEqual(expected);
        expect(ledger.next).toBe(BigInt(count));
      }),
    );
  });

  it('judges again what was judged ahead before something changed', async () => {
    const judged: string[] = [];
    let facts = 0;
    const watching: Judge = (messages, seen, verdicts) => {
      judged.push(`${messages[0]?.offset} with ${facts}`);
      return judge(messages, seen, verdicts);
    };
    await new PartitionExchange(watching, new Ledger(() => false), new SeenIds()).run(cut(offsets(3), 1), {
      goOn: () => true,
      stamp: () => String(facts),
      onCommit: ({ lastOffset }) => {
        if (lastOffset === '0') facts++;
        return Promise.resolve();
      },
    });
    expect(judged).toEqual(['0 with 0', '1 with 0', '1 with 1', '2 with 1']);
  });

  it('judges again what was judged ahead and then waited too long for its turn', async () => {
    const judged: string[] = [];
    const watching: Judge = (messages, seen, verdicts) => {
      judged.push(messages[0]!.offset);
      return judge(messages, seen, verdicts);
    };
    const ledger = new Ledger(() => false);
    const slow: CommitPort = {
      commit: async (commit) => {
        if (commit.nextOffset === '1') await new Promise((resolve) => setTimeout(resolve, 600));
        await ledger.commit(commit);
      },
      recover: () => ledger.recover(),
      recall: (offsets) => ledger.recall(offsets),
    };
    await new PartitionExchange(watching, slow, new SeenIds()).run(cut(offsets(3), 1), hooks);
    expect(judged).toEqual(['0', '1', '1', '2']);
    expect(ledger.committed).toEqual(['0', '1', '2']);
  });

  it('commits nothing more once it may not go on', async () => {
    const ledger = new Ledger(() => false);
    let asked = 0;
    await new PartitionExchange(judge, ledger, new SeenIds()).run(cut(offsets(4), 1), {
      ...hooks,
      goOn: () => asked++ < 2,
    });
    expect(ledger.committed).toEqual(['0', '1']);
    expect(ledger.next).toBe(2n);
  });

  it('commits nothing that was judged on an answer which was then refused', async () => {
    const sizes = fc.integer({ min: 1, max: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, sizes, fc.uniqueArray(fc.nat(7)), async (count, size, most, culprits) => {
        const bad = new Set(culprits.map(String));
        const ledger = new Ledger((value) => bad.has(value.split('|')[0]!));
        await new PartitionExchange(restingOnTheLast(most), ledger, new SeenIds()).run(
          cut(offsets(count), size),
          hooks,
        );
        expect(ledger.committed).toHaveLength(count);
        const answers = ledger.committed.map((value) => value.split('|'));
        for (const [at, [, restsOn]] of answers.entries())
          expect(restsOn).toBe(at === 0 ? 'nothing' : answers[at - 1]![0]);
      }),
    );
  });

  it('tries a refused batch a second time before it halves it', async () => {
    let refusals = 0;
    const ledger = new Ledger(() => refusals++ === 0);
    await new PartitionExchange(judge, ledger, new SeenIds()).run([offsets(8)], hooks);
    expect(ledger.recoveries).toBe(1);
    expect(ledger.committed).toHaveLength(8);
  });

  it('stops with the fault, and commits nothing after it, when the fault does not lie in the messages', async () => {
    const ledger = new Ledger(() => false);
    const broken: CommitPort = {
      commit: () => Promise.reject(new Error('connection lost')),
      recover: () => ledger.recover(),
      recall: (offsets) => ledger.recall(offsets),
    };
    const run = new PartitionExchange(judge, broken, new SeenIds()).run([offsets(3)], hooks);
    await expect(run).rejects.toThrow('connection lost');
    expect(ledger.recoveries).toBe(0);
  });

  it('denies a message alone that cannot even be judged, and exchanges its neighbours', async () => {
    const ledger = new Ledger(() => false);
    const failing: Judge = (messages, seen, verdicts) =>
      messages.some(({ offset }) => offset === '3' && !verdicts.has(offset))
        ? Promise.reject(new JudgeFailed('no'))
        : judge(messages, seen, verdicts);
    await new PartitionExchange(failing, ledger, new SeenIds()).run([offsets(6)], hooks);
    expect(ledger.committed).toEqual(['0', '1', '2', '3:undeliverable', '4', '5']);
  });

  it('waits instead of skipping when even the denial is refused', async () => {
    const ledger = new Ledger((value) => value.startsWith('1'));
    const run = new PartitionExchange(judge, ledger, new SeenIds()).run([offsets(3)], hooks);
    await expect(run).rejects.toThrow('too large');
    expect(ledger.committed).toEqual(['0']);
  });

  it('reads an answer back that has left memory, and judges again', async () => {
    const ledger = new Ledger(() => false);
    let asked = 0;
    const forgetful: Judge = (messages, seen, verdicts) =>
      asked++ === 0 ? Promise.reject(new AnswerForgotten([7])) : judge(messages, seen, verdicts);
    await new PartitionExchange(forgetful, ledger, new SeenIds()).run([offsets(1)], hooks);
    expect(ledger.committed).toEqual(['0']);
  });
});
