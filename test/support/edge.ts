import { randomUUID } from 'node:crypto';
import type { Consumer, IHeaders, Producer } from 'kafkajs';
import type { Reply } from '#contract';
import type { Rig } from './rig';
// A reader of ours is mended as the apps are: see `libs/kafka`.
import '#kafka';

/** A request that one system sends. */
export interface Question {
  readonly system: string;
  /** `ce_` attributes beside those that every request has. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly data: unknown;
}

export interface Answer {
  readonly reply: Reply;
  /** The reply as it was sent. */
  readonly text: string;
  /** What its recipient got, where anything. */
  readonly delivery: { readonly value: unknown; readonly headers: IHeaders; readonly key: string } | undefined;
  /** The decision record, as auditors read it. */
  readonly record: { readonly reasons: readonly { readonly code: string }[] };
}

const perSend = 400;

/**
 * The edge of the gateway for thousands of requests at a time: each system sends with its own certificate to its own
 * topic; replies, deliveries and decision records are read back by one super user.
 */
export class Edge {
  private readonly producers = new Map<string, Promise<Producer>>();
  private readonly replies = new Map<string, { reply: Reply; text: string }>();
  private readonly deliveries = new Map<string, Answer['delivery']>();
  private readonly records = new Map<string, Answer['record']>();

  private constructor(
    private readonly rig: Rig,
    private readonly consumer: Consumer,
  ) {}

  static async open(rig: Rig): Promise<Edge> {
    const consumer = rig.operator.consumer({ groupId: `edge.${randomUUID()}`, maxWaitTimeInMs: 50 });
    const edge = new Edge(rig, consumer);
    const known = await rig.admin.listTopics();
    await consumer.connect();
    await consumer.subscribe({
      topics: known.filter((name) => /^sluis\.(in\..*\.reply|out\..*|decisions)$/.test(name)),
      fromBeginning: true,
    });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 8,
      eachBatch: ({ batch: { topic, messages } }) => {
        for (const { key, value, headers = {} } of messages) {
          edge.take(topic, key?.toString() ?? '', value?.toString() ?? '', headers);
        }
        return Promise.resolve();
      },
    });
    return edge;
  }

  /** Sends all of them, in bulk, and answers in their order once everything about each is there. */
  async ask(questions: readonly Question[], timeoutMs = 60_000): Promise<readonly Answer[]> {
    const ids = questions.map(() => randomUUID());
    const bySystem = Map.groupBy(
      questions.map((question, index) => ({ question, id: ids[index]! })),
      ({ question }) => question.system,
    );
    await Promise.all([...bySystem].map(([system, asked]) => this.send(system, asked)));
    const deadline = Date.now() + timeoutMs;
    const answers: Answer[] = [];
    for (const [index, id] of ids.entries()) {
      for (;;) {
        const answer = this.answerTo(id, questions[index]!);
        if (answer !== undefined) {
          answers.push(answer);
          break;
        }
        if (Date.now() > deadline) {
          const got = this.replies.get(id);
          const found = `${this.replies.size} replies, ${this.records.size} records, ${this.deliveries.size} deliveries`;
          throw new Error(`request ${index} of ${ids.length} has no whole answer, but ${got?.text}; ${found} came`);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    return answers;
  }

  async askOne(question: Question): Promise<Answer> {
    return (await this.ask([question]))[0]!;
  }

  async close(): Promise<void> {
    const producers = await Promise.all(this.producers.values());
    await Promise.all([this.consumer.disconnect(), ...producers.map((producer) => producer.disconnect())]);
  }

  private async send(system: string, asked: readonly { question: Question; id: string }[]): Promise<void> {
    let producer = this.producers.get(system);
    if (producer === undefined) this.producers.set(system, (producer = this.connect(system)));
    const connected = await producer;
    for (let start = 0; start < asked.length; start += perSend) {
      await connected.send({
        topic: `sluis.in.${system}`,
        acks: -1,
        messages: asked.slice(start, start + perSend).map(({ question, id }) => ({
          value: JSON.stringify(question.data),
          headers: {
            ce_specversion: '1.0',
            ce_type: 'be.sluis.exchange.requested.v1',
            ce_source: `/${system}`,
            ce_id: id,
            'content-type': 'application/json',
            ...question.attributes,
          },
        })),
      });
    }
  }

  private async connect(system: string): Promise<Producer> {
    const producer = (await this.rig.client(system)).producer({ retry: { retries: 20 } });
    await producer.connect();
    return producer;
  }

  private answerTo(id: string, { attributes }: Question): Answer | undefined {
    const replied = this.replies.get(id);
    if (replied === undefined) return undefined;
    const record = this.records.get(replied.reply.decisionId);
    const delivery = this.deliveries.get(`${replied.reply.decisionId}.0`);
    const delivers = replied.reply.effect === 'permit' && !(attributes['ce_type'] ?? '').includes('.check.');
    if (record === undefined || (delivers && delivery === undefined)) return undefined;
    return { ...replied, record, delivery };
  }

  private take(topic: string, key: string, text: string, headers: IHeaders): void {
    if (topic === 'sluis.decisions') {
      const record = JSON.parse(text) as Answer['record'] & { readonly decisionId: string };
      this.records.set(record.decisionId, record);
    } else if (topic.startsWith('sluis.out.')) {
      const value = JSON.parse(text) as unknown;
      this.deliveries.set(headers['ce_id']?.toString() ?? '', { key, headers, value });
    } else {
      this.replies.set(headers['ce_requestid']?.toString() ?? '', { reply: JSON.parse(text) as Reply, text });
    }
  }
}
