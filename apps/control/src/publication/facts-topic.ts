import { createHash } from 'node:crypto';
import type { Kafka, Producer } from 'kafkajs';
import { topics } from '#contract';
import type { FactMessage } from '#postgres';
import type { Signing } from '../signing';
import { publish, readToEnd, type Placed, type TopicRecord } from './topic';

/**
 * `sluis.facts` as it stands: which number each fact has, and which are live. Loaded from the topic itself, so that the
 * heartbeat tells what gateways can find there and needs no database.
 */
export class FactsTopic {
  private readonly numbers = new Map<string, number>();
  private readonly live = new Set<string>();
  private digest: string | undefined;
  private highest = 0;
  /** Keys whose last record is not ours. */
  private readonly foreign = new Set<string>();
  /** Where our next record goes, if nobody else writes. */
  private nextOffset = 0n;
  /** Whether somebody else wrote to the topic since it was read: then what we know of it is not what is there. */
  disturbed = false;
  /** Whether the topic held a heartbeat or a message of ours: then an empty set of facts means that there are none. */
  spoken = false;

  private constructor(private readonly signing: Signing) {}

  /** Reads the topic. `onMessage` is called with each message in order, for a database that is behind. */
  static async load(kafka: Kafka, signing: Signing, onMessage: (message: FactMessage) => void): Promise<FactsTopic> {
    const topic = new FactsTopic(signing);
    const values: TopicRecord[] = [];
    let beat = '';
    topic.nextOffset = await readToEnd(kafka, topics.facts, (record) => {
      if (record.key === heartbeatKey) beat = record.value ?? '';
      else values.push(record);
    });
    topic.spoken = signing.verify('facts', beat) !== undefined;
    for (const { key, value } of values) topic.take(key, value, onMessage);
    return topic;
  }

  /** The last record of a key decides what gateways find there after compaction, be it ours, an older one of ours or none. */
  private take(key: string, value: string | null, onMessage: (message: FactMessage) => void): void {
    const message = value === null ? undefined : this.signing.verify<FactMessage>('facts', value);
    if (message !== undefined && idOf(message) === key) {
      const isNews = message.number > (this.numbers.get(key) ?? 0);
      this.foreign.delete(key);
      this.apply(message);
      if (isNews) onMessage(message);
      return;
    }
    this.numbers.delete(key);
    this.live.delete(key);
    if (value === null) this.foreign.delete(key);
    else this.foreign.add(key);
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
    this.placed(await publish(producer, topics.facts, records));
    for (const message of messages) {
      this.apply(message);
      this.foreign.delete(idOf(message));
    }
  }

  /** Takes away what somebody else left under keys that are not ours; what is ours must have been published again before. */
  async clean(producer: Producer): Promise<number> {
    const records = [...this.foreign].map((key) => ({ key, value: null }));
    this.placed(await publish(producer, topics.facts, records));
    this.foreign.clear();
    return records.length;
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
    this.placed(await publish(producer, topics.facts, [{ key: heartbeatKey, value }]));
  }

  private placed(places: readonly Placed[]): void {
    for (const { offset, count } of places) {
      if (offset !== this.nextOffset) this.disturbed = true;
      this.nextOffset = offset + BigInt(count);
    }
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
