import { createHash } from 'node:crypto';
import type { Kafka, Producer } from 'kafkajs';
import { topics } from '#contract';
import type { FactMessage } from '#postgres';
import type { Signing } from '../signing';
import { publish, readToEnd } from './topic';

/**
 * `sluis.facts` as it stands: which number each fact has, and which are live. Loaded from the topic itself, so that the
 * heartbeat tells what gateways can find there and needs no database.
 */
export class FactsTopic {
  private readonly numbers = new Map<string, number>();
  private readonly live = new Set<string>();
  private digest: string | undefined;
  private highest = 0;
  /** Whether the topic held a heartbeat or a message of ours: then an empty set of facts means that there are none. */
  spoken = false;

  private constructor(private readonly signing: Signing) {}

  /** Reads the topic. `onMessage` is called with each message in order, for a database that is behind. */
  static async load(kafka: Kafka, signing: Signing, onMessage: (message: FactMessage) => void): Promise<FactsTopic> {
    const topic = new FactsTopic(signing);
    const values: { key: string; value: string }[] = [];
    let beat = '';
    await readToEnd(kafka, topics.facts, ({ key, value }) => {
      if (value === null) return;
      if (key === heartbeatKey) beat = value;
      else values.push({ key, value });
    });
    topic.spoken = signing.verify('facts', beat) !== undefined;
    for (const { key, value } of values) {
      const message = signing.verify<FactMessage>('facts', value);
      if (message === undefined || idOf(message) !== key) continue;
      topic.apply(message);
      onMessage(message);
    }
    return topic;
  }

  /** Number of the last message on the topic. */
  get last(): number {
    return this.highest;
  }

  get liveCount(): number {
    return this.live.size;
  }

  /** Number under which a fact's last message stands there. */
  numberOf(id: string): number | undefined {
    return this.numbers.get(id);
  }

  /** Publishes messages that follow the last one without a gap. */
  async publish(producer: Producer, messages: readonly FactMessage[]): Promise<void> {
    messages.forEach(({ number }, at) => {
      if (number !== this.highest + 1 + at) {
        throw new Error(`fact message ${number} does not follow ${this.highest + at}: the outbox has a gap`);
      }
    });
    const records = messages.map((message) => ({ key: idOf(message), value: this.signing.sign('facts', message) }));
    await publish(producer, topics.facts, records);
    for (const message of messages) this.apply(message);
  }

  async heartbeat(producer: Producer, now: Date): Promise<void> {
    this.digest ??= digestOf(this.numbers);
    const value = this.signing.sign('facts', {
      kind: 'heartbeat',
      number: this.highest,
      live: this.live.size,
      digest: this.digest,
      at: now.toISOString(),
    });
    await publish(producer, topics.facts, [{ key: heartbeatKey, value }]);
  }

  private apply(message: FactMessage): void {
    const id = idOf(message);
    this.numbers.set(id, message.number);
    if (message.kind === 'fact') this.live.add(id);
    else this.live.delete(id);
    this.spoken = true;
    this.highest = Math.max(this.highest, message.number);
    this.digest = undefined;
  }
}

const heartbeatKey = 'heartbeat';

function idOf(message: FactMessage): string {
  return message.kind === 'fact' ? message.fact.id : message.id;
}

/** SHA-256 over the sorted lines `id:number`: what a gateway that has just loaded compares with. */
export function digestOf(numbers: ReadonlyMap<string, number>): string {
  const lines = [...numbers].map(([id, number]) => `${id}:${number}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
