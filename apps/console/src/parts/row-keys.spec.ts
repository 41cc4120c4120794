import fc from 'fast-check';
import { rowAfter } from './row-keys';

describe('the keys of a table', () => {
  it('never leave the table', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'j', 'k', 'Home', 'End');
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 50 }), fc.nat(), (key, count, pick) => {
        const to = rowAfter(key, pick % count, count)!;
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(count);
      }),
    );
  });

  it('go down and up by one, and to the ends', () => {
    expect(rowAfter('j', 3, 9)).toBe(4);
    expect(rowAfter('ArrowUp', 3, 9)).toBe(2);
    expect(rowAfter('Home', 3, 9)).toBe(0);
    expect(rowAfter('End', 3, 9)).toBe(8);
    expect(rowAfter('j', -1, 9)).toBe(0);
  });

  it('lead nowhere in an empty table, and no other key leads anywhere', () => {
    expect(rowAfter('j', -1, 0)).toBeUndefined();
    expect(rowAfter('x', 3, 9)).toBeUndefined();
  });
});
