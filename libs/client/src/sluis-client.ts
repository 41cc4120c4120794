import { randomUUID } from 'node:crypto';
import { topics } from '#contract';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Observable, Subscription } from 'rxjs';
import { answerFrom, type Answer } from './answer';
import { SluisFault, faultFrom, tooLarge } from './fault';
import { fitsIngress, kafkaRequest, type ExchangeQuestion, type KafkaRequest } from './request';

export interface ExchangeOptions {
  /** For one attempt; the next sends the same request again. */
  readonly timeoutMs?: number;
  /** How often it is sent at most, the first time included. */
  readonly attempts?: number;
  /** Stops the waiting, not the exchange. */
  readonly signal?: AbortSignal;
}

/** The part of Nest's `ClientKafka` that is used. */
export interface KafkaClient {
  subscribeToResponseOf(topic: string): void;
  connect(): Promise<unknown>;
  close(): Promise<void>;
  send(topic: string, request: KafkaRequest): Observable<unknown>;
}

export interface SluisClientSettings {
  readonly system: string;
  readonly timeoutMs: number;
  readonly attempts: number;
}

export const clientTokens = { kafka: 'sluis-client-kafka', settings: 'sluis-client-settings' } as const;

/**
 * Asks Sluis to give data to a recipient, and waits for what it decided.
 *
 * A denial is an answer. Thrown (`SluisFault`) is only the want of an answer. Where none comes in time the same request
 * is sent again under the same id: Sluis repeats its first answer then, and delivers nothing twice.
 */
@Injectable()
export class SluisClient implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(SluisClient.name);

  constructor(
    @Inject(clientTokens.kafka) private readonly kafka: KafkaClient,
    @Inject(clientTokens.settings) private readonly settings: SluisClientSettings,
  ) {}

  /**
   * Begins to join the reply topic, so that the first question need not. A broker that is not there yet, or refuses us, does
   * not keep the program from starting: questions try again, and end in a `SluisFault` that says why.
   */
  onModuleInit(): void {
    this.kafka.subscribeToResponseOf(this.topic);
    this.kafka.connect().catch((error: unknown) => {
      const { code, message } = faultFrom(error, '', this.topic);
      this.log.warn(`not connected yet (${code}): ${message}`);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.kafka.close();
  }

  /** Gives the data to the recipient, if it is lawful. */
  exchange(question: ExchangeQuestion, options: ExchangeOptions = {}): Promise<Answer> {
    return this.ask(question, 'exchange', options);
  }

  /** Whether it would be lawful, and what would be done to the data. Nothing is delivered. */
  check(question: ExchangeQuestion, options: ExchangeOptions = {}): Promise<Answer> {
    return this.ask(question, 'check', options);
  }

  private get topic(): string {
    return topics.ingress(this.settings.system);
  }

  private async ask(question: ExchangeQuestion, kind: 'exchange' | 'check', options: ExchangeOptions): Promise<Answer> {
    const id = question.id ?? randomUUID();
    const request = kafkaRequest({ ...question, id }, kind, this.settings.system);
    if (!fitsIngress(request)) throw tooLarge(id, this.topic);
    const value = await this.reply(request, id, options);
    const answer = answerFrom(id, value);
    if (answer !== undefined) return answer;
    throw new SluisFault(
      'unreadable-reply',
      id,
      `couldn't read the reply to \`${id}\`: it says neither permit nor deny`,
    );
  }

  /** The first reply to any attempt; earlier attempts go on listening, since a late answer is as good. */
  private reply(request: KafkaRequest, id: string, options: ExchangeOptions): Promise<unknown> {
    const { timeoutMs = this.settings.timeoutMs, attempts = this.settings.attempts, signal } = options;
    return new Promise((resolve, reject) => {
      const waiting: Subscription[] = [];
      let sent = 0;
      let timer: NodeJS.Timeout | undefined;
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        for (const subscription of waiting) subscription.unsubscribe();
        settle();
      };
      const fail = (fault: SluisFault) => end(() => reject(fault));
      const aborted = () =>
        fail(new SluisFault('aborted', id, `stopped waiting for the answer to \`${id}\`: the caller aborted`));
      const attempt = () => {
        if (sent === attempts) {
          const text = `no answer to \`${id}\` on \`${this.topic}\` after ${attempts} attempts of ${timeoutMs} ms; ask again with the same id`;
          return fail(new SluisFault('timeout', id, text));
        }
        sent++;
        timer = setTimeout(attempt, timeoutMs);
        // Nest's serializer writes headers of its own into what it is given.
        const own = { value: request.value, headers: { ...request.headers, ce_time: new Date().toISOString() } };
        const failed = (error: unknown) => {
          const fault = faultFrom(error, id, this.topic);
          // An attempt that could not be sent is followed by the next, like one that was not answered.
          if (!fault.retry || fault.code === 'closed' || sent === attempts) fail(fault);
        };
        waiting.push(
          this.kafka.send(this.topic, own).subscribe({ next: (value) => end(() => resolve(value)), error: failed }),
        );
      };
      if (signal?.aborted) return aborted();
      signal?.addEventListener('abort', aborted, { once: true });
      attempt();
    });
  }
}
