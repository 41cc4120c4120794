import type { TopicMessages } from 'kafkajs';
import { requireOnce } from './partition-owner';

const sent: readonly TopicMessages[] = [
  { topic: 'a', messages: [{ value: '1' }, { value: '2' }] },
  { topic: 'b', messages: [{ value: '3' }] },
  { topic: 'c', messages: [] },
];

describe('INVARIANT(whole-batch)', () => {
  it('lets a batch be committed whose records each had their partition chosen once', () => {
    expect(() => requireOnce(3, sent)).not.toThrow();
    expect(() => requireOnce(0, [])).not.toThrow();
  });

  it.each([0, 1, 2, 4, 6])(
    'lets no batch of three records be committed for which %d partitions were chosen',
    (choices) => {
      expect(() => requireOnce(choices, sent)).toThrow('more than once');
    },
  );

  it('lets nothing be committed where a partition was chosen for nothing', () => {
    expect(() => requireOnce(1, [])).toThrow('more than once');
  });
});
