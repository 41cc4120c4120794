import { Delay } from './delay';

describe('the delay of the recorder', () => {
  it('grows while it has not joined its group, and while a batch waits', () => {
    const delay = new Delay(0);
    expect(delay.at(20_000)).toBe(20_000);
    delay.settle(20_000);
    delay.begin(27_000);
    expect(delay.at(30_000)).toBe(3_000);
    expect(delay.at(60_000)).toBe(33_000);
  });

  it('is that of the batch just written for a moment, then none', () => {
    const delay = new Delay(0);
    delay.begin(0);
    delay.settle(60_000);
    expect(delay.at(61_000)).toBe(60_000);
    expect(delay.at(65_001)).toBe(0);
  });
});
