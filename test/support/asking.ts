import { randomUUID } from 'node:crypto';
import type { Consumer, IHeaders, Kafka, Producer } from 'kafkajs';
import type { Reply } from '#contract';

/** Where systems have their certificates: a rig, or a whole installation. */
export interface Systems {
  client(system: string): Kafka | Promise<Kafka>;
}

/** One system at the edge: sends over mutual TLS, reads its replies, gives the one that belongs to a request. */
export class AskingSystem {
  private readonly replies = new Map<string, Answered>();
  private readonly waiting = new Map<string, (reply: Answered) => void>();

  private constructor(
    readonly system: string,
    readonly producer: Producer,
    private readonly consumer: Consumer,
  ) {}

  static async open(systems: Systems, system: string): Promise<AskingSystem> {
    const kafka = await systems.client(system);
    const asking = new AskingSystem(
      system,
      kafka.producer({ retry: { retries: 20 } }),
      kafka.consumer({ groupId: `${system}.${randomUUID()}`, maxWaitTimeInMs: 50 }),
    );
    await asking.producer.connect();
    await asking.consumer.connect();
    await asking.consumer.subscribe({ topic: `sluis.in.${system}.reply`, fromBeginning: true });
    await asking.consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        const reply = JSON.parse(message.value?.toString() ?? '') as Reply;
        asking.take({ reply, text: message.value?.toString() ?? '', headers: message.headers ?? {} });
        return Promise.resolve();
      },
    });
    return asking;
  }

  /** Sends one message as it is, and waits for the reply to it. */
  async send(message: { key?: string | null; value: string | Buffer | null; headers?: IHeaders }): Promise<Answered> {
    const topic = `sluis.in.${this.system}`;
    const [sent] = await this.producer.send({
      topic,
      acks: -1,
      messages: [{ key: message.key ?? null, value: message.value, headers: message.headers ?? {} }],
    });
    return this.replyAt(`${sent?.partition ?? 0}/${sent?.baseOffset ?? ''}`);
  }

  /** Asks with the attributes given, and an id of its own unless one is among them. */
  async ask(attributes: Readonly<Record<string, string>>, data: unknown): Promise<Answered> {
    return this.send({
      value: JSON.stringify(data),
      headers: {
        ce_specversion: '1.0',
        ce_type: 'be.sluis.exchange.requested.v1',
        ce_source: `/${this.system}`,
        ce_id: randomUUID(),
        'content-type': 'application/json',
        ...attributes,
      },
    });
  }

  replyAt(position: string, timeoutMs = 20_000): Promise<Answered> {
    const known = this.replies.get(position);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no reply to the request at ${position}`)), timeoutMs);
      this.waiting.set(position, (reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
    });
  }

  /** The reply to a request that somebody else sent for this system, by its `ce_id`. */
  async replyTo(id: string, timeoutMs = 20_000): Promise<Answered> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const found = [...this.replies.values()].find(({ headers }) => headers['ce_requestid']?.toString() === id);
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`no reply to request \`${id}\``);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.producer.disconnect(), this.consumer.disconnect()]);
  }

  private take(answered: Answered): void {
    const position = `${answered.reply.request.partition}/${answered.reply.request.offset}`;
    this.replies.set(position, answered);
    this.waiting.get(position)?.(answered);
  }
}

export interface Answered {
  readonly reply: Reply;
  readonly text: string;
  readonly headers: IHeaders;
}
