import fc from 'fast-check';
import { hideAborted } from './aborted';

interface Written {
  readonly producer: number;
  readonly what: 'record' | 'commit' | 'abort';
}

/** A partition's log from what producers wrote one after the other, and the offsets that a reader may see. */
function log(written: readonly Written[]) {
  const open = new Map<number, number[]>();
  const aborted: { firstOffset: string; producerId: string; last: number }[] = [];
  const visible: string[] = [];
  const messages = written.map(({ producer, what }, offset) => {
    const ends = what !== 'record';
    const mine = open.get(producer) ?? [];
    if (ends) {
      if (what === 'commit') visible.push(...mine.map(String));
      else if (mine[0] !== undefined)
        aborted.push({ firstOffset: String(mine[0]), producerId: String(producer), last: offset });
      open.delete(producer);
    } else open.set(producer, [...mine, offset]);
    return {
      offset: String(offset),
      // A partner may give a record the key that kafkajs takes for an abort marker.
      key: ends ? Buffer.from([0, 0, 0, what === 'abort' ? 0 : 1]) : Buffer.from([0, 0, 0, 0]),
      isControlRecord: ends,
      batchContext: { producerId: String(producer), inTransaction: true, isControlBatch: ends },
    };
  });
  const unfinished = new Set([...open.values()].flat().map(String));
  return {
    partition: { messages: messages.filter(({ offset }) => !unfinished.has(offset)), abortedTransactions: aborted },
    visible: visible.sort((a, b) => Number(a) - Number(b)),
  };
}

const shown = (messages: readonly { offset: string; isControlRecord: boolean }[]): string[] =>
  messages.filter(({ isControlRecord }) => !isControlRecord).map(({ offset }) => offset);

const written = fc.array(
  fc.record({
    producer: fc.integer({ min: 1, max: 4 }),
    what: fc.constantFrom<Written['what']>('record', 'record', 'record', 'commit', 'abort'),
  }),
  { maxLength: 60 },
);

describe('aborted records', () => {
  it('are hidden, and committed ones shown, however the transactions of several producers interleave', () => {
    fc.assert(
      fc.property(written, (records) => {
        const { partition, visible } = log(records);
        hideAborted(partition);
        expect(shown(partition.messages)).toEqual(visible);
      }),
    );
  });

  it('are hidden from a fetch that begins in the midst of two of them', () => {
    const { partition } = log([
      { producer: 1, what: 'record' },
      { producer: 2, what: 'record' },
      { producer: 2, what: 'record' },
      { producer: 2, what: 'abort' },
      { producer: 1, what: 'abort' },
    ]);
    const fetched = { ...partition, messages: partition.messages.slice(2) };
    hideAborted(fetched);
    expect(shown(fetched.messages)).toEqual([]);
  });
});
