import { topics } from '#contract';
import type { Kafka, Producer } from 'kafkajs';

const heartbeatMs = 10_000;
/** Without a reading for this long the clock counts as unsure. */
const readingAgeMaxMs = 60_000;

/**
 * Compares this machine's clock with the broker's, by a heartbeat that the broker stamps. Legal dates hang on the clock:
 * off by more than two seconds, or never compared, and every request is denied `clock-unsure`.
 */
export class BrokerClock {
  private producer: Producer | undefined;
  private timer: NodeJS.Timeout | undefined;
  private offsetMs = Number.POSITIVE_INFINITY;
  private readAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly kafka: Kafka,
    private readonly offsetMaxMs: number,
    private readonly onFault: (error: unknown) => void,
  ) {}

  get unsure(): boolean {
    return this.offsetMs > this.offsetMaxMs || performance.now() - this.readAtMs > readingAgeMaxMs;
  }

  /** Takes the first reading, retrying until the topic is there, and goes on in the background. */
  async start(): Promise<void> {
    this.producer = this.kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 3 } });
    await this.producer.connect();
    await this.read();
    this.timer = setInterval(() => void this.read(), heartbeatMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.producer?.disconnect();
  }

  private async read(): Promise<void> {
    try {
      const beforeMs = Date.now();
      const [sent] = await this.producer!.send({ topic: topics.clock, acks: -1, messages: [{ value: '' }] });
      const afterMs = Date.now();
      const stampedMs = Number(sent?.logAppendTime ?? -1);
      if (stampedMs < 0) throw new Error(`the broker does not stamp \`${topics.clock}\`: LogAppendTime is wanted`);
      // The stamp fell somewhere between sending and hearing back; only what lies outside of that is an offset.
      this.offsetMs = Math.max(0, beforeMs - stampedMs, stampedMs - afterMs);
      this.readAtMs = performance.now();
    } catch (error) {
      this.onFault(error);
    }
  }
}
