import { systemOfIngress } from '#contract';
import { faultName } from '#kafka';
import type { Admin, Kafka } from 'kafkajs';

/** The topics there are, looked up every few seconds: systems are added while the gateway runs. */
export class KnownTopics {
  private names: ReadonlySet<string> = new Set();
  private readonly admin: Admin;
  private timer: NodeJS.Timeout | undefined;
  private changed: () => void = () => undefined;

  constructor(
    kafka: Kafka,
    private readonly pollMs: number,
    private readonly onFault: (fault: string) => void,
  ) {
    this.admin = kafka.admin();
  }

  has(topic: string): boolean {
    return this.names.has(topic);
  }

  /** Ingress topics whose idempotency and reply topics are there too, in order. */
  ingress(): string[] {
    return [...this.names]
      .filter((name) => {
        const system = systemOfIngress(name);
        return system !== undefined && this.names.has(`sluis.seen.${system}`) && this.names.has(`${name}.reply`);
      })
      .sort();
  }

  onChange(changed: () => void): void {
    this.changed = changed;
  }

  async start(): Promise<void> {
    await this.admin.connect();
    await this.look();
    this.timer = setInterval(() => void this.look(), this.pollMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.admin.disconnect();
  }

  private async look(): Promise<void> {
    try {
      const before = this.ingress().join();
      this.names = new Set(await this.admin.listTopics());
      if (this.ingress().join() !== before) this.changed();
    } catch (error) {
      this.onFault(faultName(error));
    }
  }
}
