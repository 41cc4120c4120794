import { createHash } from 'node:crypto';
import type { Producer } from 'kafkajs';
import { topics } from '#contract';
import { signJws, type GeneratedKeys } from '#keys';

export interface FactRecord {
  readonly key: string;
  readonly value: string;
}

type TestFact = Record<string, unknown> & { readonly id: string };

/** Facts as control signs and numbers them, and the ways in which they get lost. */
export class FactPublisher {
  private number = 0;
  private readonly numbers = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly producer: Producer,
    private readonly keys: GeneratedKeys,
  ) {}

  /** Sends a heartbeat now and every `everyMs` until `silence`. */
  async start(everyMs: number): Promise<void> {
    await this.heartbeat();
    this.timer = setInterval(() => void this.heartbeat().catch(() => undefined), everyMs);
  }

  silence(): void {
    clearInterval(this.timer);
  }

  async publish(fact: TestFact): Promise<FactRecord> {
    const record = this.unsent(fact);
    await this.send(record);
    await this.heartbeat();
    return record;
  }

  /** Numbers and signs a fact without publishing it. */
  unsent(fact: TestFact): FactRecord {
    return this.signed(fact.id, { kind: 'fact', fact });
  }

  async withdraw(id: string): Promise<FactRecord> {
    const record = this.signed(id, { kind: 'withdrawal', id });
    await this.send(record);
    await this.heartbeat();
    return record;
  }

  async heartbeat(more: object = {}): Promise<void> {
    const lines = [...this.numbers].map(([id, number]) => `${id}:${number}`).sort();
    const digest = createHash('sha256').update(lines.join('\n')).digest('hex');
    const at = new Date().toISOString();
    const live = this.numbers.size;
    const payload = { kind: 'heartbeat', number: this.number, live, digest, at, ...more };
    await this.send({ key: 'heartbeat', value: signJws(payload, this.keys.control.private, 'sluis-facts+jws') });
  }

  private signed(id: string, payload: object): FactRecord {
    this.numbers.set(id, ++this.number);
    const value = signJws({ ...payload, number: this.number }, this.keys.control.private, 'sluis-facts+jws');
    return { key: id, value };
  }

  private async send(record: FactRecord): Promise<void> {
    await this.producer.send({ topic: topics.facts, messages: [record] });
  }
}
