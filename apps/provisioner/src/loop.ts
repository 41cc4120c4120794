/**
 * Runs a pass whenever it is woken and at every interval, one at a time; after a failure again soon, then later and
 * later. Being woken during a pass means one more pass: what woke it may have come too late for the one under way.
 */
export class Loop {
  private awake: () => void = () => undefined;
  private woken = false;
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly pass: () => Promise<void>,
    private readonly failed: (error: unknown) => void,
    private readonly intervalMs: number,
    private readonly firstRetryMs = 500,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  wake(): void {
    this.woken = true;
    this.awake();
  }

  /** Waits for the pass under way: what it began is finished. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.awake();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      this.woken = false;
      try {
        await this.pass();
        failures = 0;
      } catch (error) {
        failures++;
        this.failed(error);
      }
      if (!this.woken || failures > 0) await this.rest(failures);
    }
  }

  private async rest(failures: number): Promise<void> {
    if (this.stopping) return;
    const ms = failures === 0 ? this.intervalMs : Math.min(this.intervalMs, this.firstRetryMs * 2 ** (failures - 1));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.awake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.awake = () => undefined;
  }
}
