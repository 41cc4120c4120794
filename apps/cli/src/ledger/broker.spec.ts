import { Walk } from './broker';

describe('reading spans of a partition', () => {
  it('has read a span only once every offset of it came, also where markers are all that came', () => {
    const walk = new Walk([
      { from: 3, to: 6 },
      { from: 9, to: 12 },
    ]);
    expect(walk.read(0, 2)).toBe(false);
    expect(walk.read(0, 3)).toBe(true);
    expect(walk.rest()).toEqual({ from: 4, to: 6 });
    // A hole: 4 was never given.
    expect(walk.read(5, 20)).toBe(false);
    expect(walk.rest()).toEqual({ from: 4, to: 6 });
    expect(walk.read(4, 10)).toBe(true);
    expect(walk.rest()).toEqual({ from: 11, to: 12 });
    expect(walk.read(11, 11)).toBe(true);
    expect(walk.rest()).toBeUndefined();
  });

  it('goes through neighbours in one batch and needs nothing for a span of nothing', () => {
    const walk = new Walk([
      { from: 1, to: 1 },
      { from: 2, to: 4 },
      { from: 8, to: 9 },
    ]);
    expect(walk.read(0, 100)).toBe(true);
    expect(walk.rest()).toBeUndefined();
  });
});
