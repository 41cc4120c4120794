import { Loop } from './loop';

const soon = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));

describe('loop', () => {
  it('runs once more when it was woken during a pass, and never two passes at once', async () => {
    let passes = 0;
    let under = 0;
    let most = 0;
    const loop = new Loop(
      async () => {
        passes++;
        most = Math.max(most, ++under);
        await soon();
        under--;
      },
      () => undefined,
      60_000,
    );
    loop.start();
    loop.wake();
    loop.wake();
    await soon(100);
    await loop.stop();
    expect([passes, most]).toEqual([2, 1]);
  });

  it('tries again after a failure, without being woken', async () => {
    let passes = 0;
    const failures: unknown[] = [];
    const loop = new Loop(
      async () => {
        if (++passes < 3) throw new Error(`pass ${passes}`);
      },
      (error) => failures.push(error),
      60_000,
      5,
    );
    loop.start();
    await soon(100);
    await loop.stop();
    expect([passes, failures.length]).toEqual([3, 2]);
  });

  it('finishes the pass under way before it stops', async () => {
    let finished = false;
    const loop = new Loop(
      async () => {
        await soon(50);
        finished = true;
      },
      () => undefined,
      60_000,
    );
    loop.start();
    await loop.stop();
    expect(finished).toBe(true);
  });
});
