import { throttled } from './throttle';

describe('throttled', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('calls at once, then at most once in a while, and never misses the last', () => {
    let calls = 0;
    const { run } = throttled(() => calls++, 500);
    run();
    expect(calls).toBe(1);
    for (let times = 0; times < 10; times++) run();
    expect(calls).toBe(1);
    jest.advanceTimersByTime(500);
    expect(calls).toBe(2);
    jest.advanceTimersByTime(5_000);
    expect(calls).toBe(2);
    run();
    expect(calls).toBe(3);
  });

  it('is silent once stopped', () => {
    let calls = 0;
    const { run, stop } = throttled(() => calls++, 500);
    run();
    run();
    stop();
    jest.advanceTimersByTime(5_000);
    expect(calls).toBe(1);
  });
});
