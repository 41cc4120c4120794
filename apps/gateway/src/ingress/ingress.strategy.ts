import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { IngressMessage } from '#contract';
import { AnswerForgotten, JudgeFailed, type Judge } from '#exchange';
import { faultName, IngressConsumer, type IngressBatch } from '#kafka';
import type { Admin, Kafka } from 'kafkajs';
import { firstValueFrom } from 'rxjs';
import type { GatewaySettings } from '../settings';
import { Claims, type Claim } from './claims';
import { ingressPattern, type JudgeCommand, type Judgement } from './exchange.controller';
import type { IngressMeter } from './ingress-meter';
import type { KnownTopics } from './known-topics';

/** A claim that takes longer is waited for beside the others: meanwhile its partition is not fetched. */
const claimPatienceMs = 1_000;
const restartDelayMs = 1_000;
/** Longest that one partition keeps the others of its broker waiting; parts in hand are finished. */
const sliceMs = 1_000;

/**
 * The gateway's own Kafka transport. Nest's commits offsets by itself, also past an error on the reply path; here the
 * commit point is one transaction that holds deliveries, decision records, replies, alerts, seen ids and offsets.
 */
export class IngressStrategy extends Server implements CustomTransportStrategy {
  protected override readonly logger = new Logger('Ingress');
  private readonly claims: Claims;
  private readonly admin: Admin;
  private consumer: IngressConsumer | undefined;
  private subscribed: readonly string[] = [];
  private changing: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly settings: GatewaySettings,
    private readonly topics: KnownTopics,
    private readonly meter: IngressMeter,
    /** What judgements rest on at this moment; see `PartitionHooks`. */
    private readonly stamp: () => string,
  ) {
    super();
    this.admin = kafka.admin();
    this.claims = new Claims(kafka, this.admin, settings.group, this.judge);
    meter.watchSeen((nowMs) => this.claims.seenIds(nowMs));
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    await this.admin.connect();
    this.topics.onChange(() => this.resubscribe());
    await this.topics.start();
    this.resubscribe();
    await this.changing;
    callback();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.topics.stop();
    await this.changing;
    await this.consumer?.stop();
    await this.claims.dropAll();
    await this.admin.disconnect();
  }

  on(): never {
    throw new Error('this transport has no events of its own; watch `/health/ready`');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  /** Joins the group anew when a system was added, and after kafkajs gave up. */
  private resubscribe(force = false): void {
    this.changing = this.changing.then(async () => {
      const wanted = this.topics.ingress();
      if (this.closed || wanted.length === 0) return;
      if (!force && wanted.join() === this.subscribed.join()) return;
      await this.consumer?.stop().catch(() => undefined);
      try {
        this.consumer = await IngressConsumer.start(this.kafka, {
          group: this.settings.group,
          topics: wanted,
          concurrency: this.settings.concurrency,
          sessionTimeoutMs: this.settings.sessionTimeoutMs,
          onAssigned: (assignment) => {
            this.meter.assigned(assignment);
            this.claims.assigned(assignment);
          },
          onBatch: (batch) => this.run(batch),
          onCrash: (fault) => this.restart(fault),
        });
        this.subscribed = wanted;
        this.meter.joined(true);
        this.logger.log(`reading ${wanted.length} ingress topics`);
      } catch (error) {
        this.restart(faultName(error));
      }
    });
  }

  private restart(fault: string): void {
    this.meter.joined(false);
    if (this.closed) return;
    this.logger.error(`the consumer stopped: ${fault}; joining anew`);
    setTimeout(() => this.resubscribe(true), restartDelayMs);
  }

  /** One fetched batch of one partition, in parts of bounded size, each its own transaction. */
  private async run(batch: IngressBatch): Promise<void> {
    const startedMs = performance.now();
    this.meter.fetched(batch, batch.messages);
    // INVARIANT(one-partition): ids are remembered by partition, so on a second one a request could pass twice.
    if (batch.partition !== 0) {
      batch.pause();
      return this.logger.error(`\`${batch.topic}\` has more than one partition; those beside the first are not read`);
    }
    const claim = await this.claimed(batch);
    if (claim === undefined) return;
    const todo = batch.messages.filter(({ offset }) => BigInt(offset) >= claim.owner.position);
    const last = batch.messages.at(-1);
    this.meter.fetched(batch, todo);
    if (todo.length === 0 && last !== undefined) return batch.resolve(last.offset);
    try {
      await this.meter.traced(todo.length, (span) =>
        claim.exchange.run(parts(todo, this.settings), {
          // A sender with a backlog gives way to the others after a while: what is left is fetched again.
          goOn: () => batch.live() && performance.now() - startedMs < sliceMs,
          stamp: () => this.stamp(),
          onCommit: async (committed) => {
            batch.resolve(committed.lastOffset);
            this.meter.committed(batch, committed, span);
            await batch.heartbeat();
          },
        }),
      );
    } catch (error) {
      this.meter.failed(batch);
      await this.claims.drop(batch);
      throw error;
    }
  }

  /** The claim, if it is there soon; else the partition rests until it is, so that no other one waits for it. */
  private async claimed(batch: IngressBatch): Promise<Claim | undefined> {
    const claim = this.claims.claim(batch);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), claimPatienceMs);
    });
    const held = await Promise.race([claim, patience]).finally(() => clearTimeout(timer));
    if (held === undefined) {
      const resume = batch.pause();
      claim.then(resume, resume);
    }
    return held;
  }

  private readonly judge: Judge = async (messages, seen, verdicts) => {
    const handler = this.getHandlerByPattern(ingressPattern);
    if (handler === null) throw new Error(`no handler for \`${ingressPattern}\``);
    const command: JudgeCommand = { messages, seen, verdicts };
    const judgement = (await firstValueFrom(this.transformToObservable(await handler(command)))) as Judgement;
    switch (judgement.kind) {
      case 'judged':
        return judgement.outcome;
      case 'forgotten':
        throw new AnswerForgotten(judgement.offsets);
      case 'failed':
        throw new JudgeFailed('a batch could not be judged');
    }
  };
}

/** Parts of at most so many records and bytes; a record larger than the bound is a part of its own. */
function* parts(
  messages: readonly IngressMessage[],
  { batchRecordsMax, batchBytesMax }: GatewaySettings,
): Generator<readonly IngressMessage[]> {
  let start = 0;
  let bytes = 0;
  for (let at = 0; at < messages.length; at++) {
    const size = messages[at]?.value?.length ?? 0;
    if (at > start && (at - start >= batchRecordsMax || bytes + size > batchBytesMax)) {
      yield messages.slice(start, at);
      start = at;
      bytes = 0;
    }
    bytes += size;
  }
  if (start < messages.length) yield messages.slice(start);
}
