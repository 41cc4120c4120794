import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { NumberedKeys } from './numbered-keys';

describe('the digest over numbered keys', () => {
  it('is that of the sorted lines, whatever came between two questions', () => {
    const key = fc.stringMatching(/^[a-c1-2_-]{1,4}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer({ min: 1, max: 120 }), fc.boolean())), (steps) => {
        const keys = new NumberedKeys();
        const plain = new Map<string, number>();
        for (const [name, number, ask] of steps) {
          keys.set(name, number);
          plain.set(name, number);
          const lines = [...plain].map(([id, last]) => `${id}:${last}`).sort();
          if (ask) expect(keys.digest()).toBe(createHash('sha256').update(lines.join('\n')).digest('hex'));
        }
      }),
    );
  });
});
