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

  it('stays so over thousands of keys that come and change in any order', () => {
    const keys = new NumberedKeys();
    const plain = new Map<string, number>();
    for (let round = 1; round <= 6; round++) {
      for (let n = 0; n < 700; n++) {
        const name = createHash('sha256')
          .update(`${(round * n) % 1_900}`)
          .digest('hex')
          .slice(0, 26);
        keys.set(name, round * 1_000 + n);
        plain.set(name, round * 1_000 + n);
      }
      const lines = [...plain].map(([id, last]) => `${id}:${last}`).sort();
      expect(keys.digest()).toBe(createHash('sha256').update(lines.join('\n')).digest('hex'));
    }
    expect(plain.size).toBeGreaterThan(1_500);
  });
});
