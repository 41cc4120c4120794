import fc from 'fast-check';
import { labelEvery, ticks } from './plot';

describe('ticks', () => {
  it('begin at nothing, rise evenly by whole numbers, and reach the highest value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (highest) => {
        const marks = ticks(highest);
        const steps = new Set(marks.slice(1).map((mark, at) => mark - marks[at]!));
        expect(marks[0]).toBe(0);
        expect(marks.at(-1)).toBeGreaterThanOrEqual(highest);
        expect(steps.size).toBe(1);
        expect([...steps].every(Number.isInteger)).toBe(true);
        expect(marks.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('are there for a plot of nothing', () => expect(ticks(0)).toEqual([0, 1]));
});

describe('labelEvery', () => {
  it('writes every label where there is room, and fewer where there is not', () => {
    expect(labelEvery(7, 700, 80)).toBe(1);
    expect(labelEvery(24, 320, 48)).toBe(4);
    expect(labelEvery(30, 10, 48)).toBe(30);
  });
});
