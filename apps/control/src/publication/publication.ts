import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Kafka, Producer } from 'kafkajs';
import { TypeORMError } from 'typeorm';
import { kafkaFromEnv } from '#kafka';
import { PublisherLock, type FactMessage, type LockStanding, type StoredVersion } from '#postgres';
import { topics } from '#contract';
import { Database } from '../database';
import { SETTINGS, type Settings } from '../settings';
import { SIGNING, type Signing } from '../signing';
import { FactsTopic } from './facts-topic';
import { RegisterTopic } from './register-topic';
import { publishingProducer } from './topic';

/** What stands between this control and publishing; all `undefined` or `held` when it works. */
export interface PublicationState {
  readonly kafka: 'connected' | 'unreachable' | 'waiting for topics';
  readonly lock: LockStanding;
  readonly registerVersion: number | undefined;
  readonly factsNumber: number | undefined;
  readonly liveFacts: number | undefined;
}

const turnEveryMs = 1_000;
/** A turn takes milliseconds, and the longest, which reads the topics anew, a few seconds. */
const silenceMaxMs = 10_000;
const factsPerTurn = 1_000;

/**
 * The one publisher of `sluis.register` and `sluis.facts`. It works in turns that never overlap: see what the topics
 * hold, bring them up to what PostgreSQL holds, send the heartbeats that are due.
 *
 * What was published is read from the topics, never remembered: a crash between commit and publish leaves a message in
 * the outbox that the topic misses, and the next turn publishes it; a crash after publish leaves nothing to do. Any fault
 * in a turn drops what we know of the topics, so that recovery and start are one path.
 */
@Injectable()
export class Publication implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('publication');
  private readonly kafka: Kafka;
  private readonly lock: PublisherLock;
  private connection: Connection | undefined;
  private standing: LockStanding = 'unreachable';
  private kafkaState: PublicationState['kafka'] = 'unreachable';
  /** Whether PostgreSQL was brought in line with the topics since the lock was taken. */
  private aligned = false;
  private everAligned = false;
  private registerBeatAt = 0;
  private factsBeatAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> | undefined;
  private turnBeganAt = 0;
  private wanted = false;
  private stopped = false;
  private lastFault = '';

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(SIGNING) private readonly signing: Signing,
    @Inject(Database) private readonly database: Database,
  ) {
    this.kafka = kafkaFromEnv(settings.environment, 'sluis-control');
    this.lock = new PublisherLock(settings.databaseUrl, () => this.wake());
  }

  onApplicationBootstrap(): void {
    void this.wake();
  }

  /** Finishes the turn at hand, then lets go of the lock and the brokers. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turning;
    await this.lock.release();
    await this.forget();
  }

  get state(): PublicationState {
    return {
      // Brokers that hang refuse nothing: a turn that does not end says it of them.
      kafka: this.isSilent ? 'unreachable' : this.kafkaState,
      lock: this.standing,
      registerVersion: this.connection?.register.manifest?.version,
      factsNumber: this.connection?.facts.last,
      liveFacts: this.connection?.facts.liveCount,
    };
  }

  private get isSilent(): boolean {
    return this.turning !== undefined && Date.now() - this.turnBeganAt > silenceMaxMs;
  }

  /**
   * Whether numbers may be given out: not before a new database has learnt from the topic which numbers were used. A
   * control that is not the publisher relies on the one that is.
   */
  get numbersKnown(): boolean {
    return this.everAligned || this.standing === 'elsewhere';
  }

  /** Takes a turn now, or right after the one at hand. Resolves when a turn begun after this call has ended. */
  async wake(): Promise<void> {
    if (this.stopped) return;
    if (this.turning !== undefined) {
      this.wanted = true;
      await this.turning;
      if (!this.wanted) return this.turning;
    }
    clearTimeout(this.timer);
    this.wanted = false;
    this.turning ??= this.turn().finally(() => {
      this.turning = undefined;
      if (!this.stopped) this.timer = setTimeout(() => void this.wake(), this.wanted ? 0 : turnEveryMs);
    });
    await this.turning;
  }

  /**
   * Has published what was just stored, and waits for it, but not for brokers that say nothing: it goes out once they answer, and
   * whoever asked needn't wait for that.
   */
  async tell(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, silenceMaxMs);
    });
    await Promise.race([this.wake(), patience]).finally(() => clearTimeout(timer));
  }

  private async turn(): Promise<void> {
    this.turnBeganAt = Date.now();
    try {
      const before = this.standing;
      this.standing = await this.lock.standing();
      if (this.standing === 'elsewhere') {
        // Another control writes: what we know of the topics ages, and our heartbeats would contradict its messages.
        this.aligned = false;
        await this.forget();
        this.kafkaState = 'connected';
        return;
      }
      if (this.standing === 'held' && before !== 'held') {
        this.aligned = false;
        await this.forget();
      }
      const connection = (this.connection ??= await this.connect());
      const pending = await this.pending(connection);
      if (pending !== undefined) await this.publish(connection, pending);
      await this.beat(connection);
      if (this.standing === 'held' && connection.facts.disturbed) {
        throw new Error(`somebody else wrote to \`${topics.facts}\`: reading it anew, to say again what it covered`);
      }
      if (pending !== undefined) this.lastFault = '';
    } catch (fault) {
      this.report(fault);
      await this.forget();
    }
  }

  private async connect(): Promise<Connection> {
    this.kafkaState = 'unreachable';
    const admin = this.kafka.admin();
    await admin.connect();
    const known = new Set(await admin.listTopics().finally(() => admin.disconnect()));
    if (!known.has(topics.register) || !known.has(topics.facts)) {
      this.kafkaState = 'waiting for topics';
      throw new Error(`\`${topics.register}\` or \`${topics.facts}\` is not there yet; the provisioner makes them`);
    }
    const untold: FactMessage[] = [];
    const [register, facts] = await Promise.all([
      RegisterTopic.load(this.kafka, this.signing),
      FactsTopic.load(this.kafka, this.signing, (message) => untold.push(message)),
    ]);
    const producer = publishingProducer(this.kafka);
    await producer.connect();
    this.kafkaState = 'connected';
    this.registerBeatAt = this.factsBeatAt = 0;
    return { producer, register, facts, untold };
  }

  /**
   * What PostgreSQL holds and the topics do not. Undefined where it cannot say: its faults end no turn, since the
   * heartbeats need no database.
   */
  private async pending(connection: Connection): Promise<Pending | undefined> {
    if (this.standing !== 'held' || !this.database.ready) return undefined;
    const { versions, facts } = this.database;
    try {
      if (!this.aligned) await this.align(connection);
      this.aligned = this.everAligned = true;
      const newest = await versions.newestNumber();
      const behind = newest !== undefined && !connection.register.holds(newest);
      return {
        version: behind ? await versions.version(newest) : undefined,
        messages: await facts.messagesAfter(connection.facts.last, factsPerTurn),
      };
    } catch (fault) {
      this.report(fault);
      return undefined;
    }
  }

  private async publish({ producer, register, facts }: Connection, { version, messages }: Pending): Promise<void> {
    if (version !== undefined) {
      await register.publish(producer, version, new Date());
      this.registerBeatAt = Date.now();
      this.log.log(`published register version ${version.version} with ${version.documents.length} documents`);
    }
    if (messages.length > 0) {
      await facts.publish(producer, messages);
      this.log.log(`published fact messages up to number ${facts.last}`);
    }
    if (messages.length === factsPerTurn) {
      this.wanted = true;
      return;
    }
    const cleaned = await facts.clean(producer);
    if (cleaned > 0) this.log.warn(`took ${cleaned} records from \`${topics.facts}\` that were not control's`);
  }

  /** Teaches PostgreSQL what the topics have and it has not, and the other way round, once after taking the lock. */
  private async align({ register, facts, untold }: Connection): Promise<void> {
    const { versions, facts: records } = this.database;
    const documents = register.documents();
    if (register.manifest !== undefined && documents !== undefined) {
      await versions.adopt(register.manifest.version, documents, new Date(register.manifest.issuedAt));
    }
    const last = await records.last();
    if (facts.last > last) {
      this.log.warn(`the database knows fact messages up to ${last}, the topic up to ${facts.last}: taking them over`);
      await records.adopt(untold, facts.last, new Date());
    }
    untold.length = 0;
    if (facts.last === 0) return;
    const lost: string[] = [];
    for (const [id, number] of await records.latestNumbers()) {
      if (number <= facts.last && facts.numberOf(id) !== number) lost.push(id);
    }
    if (lost.length === 0) return;
    this.log.warn(`the topic lost ${lost.length} facts: publishing them again under new numbers`);
    await records.repeat(lost, new Date());
  }

  private async beat({ producer, register, facts }: Connection): Promise<void> {
    const now = Date.now();
    if (register.manifest !== undefined && now - this.registerBeatAt >= this.settings.registerHeartbeatMs) {
      await register.heartbeat(producer, new Date(now));
      this.registerBeatAt = now;
    }
    // An empty topic may be a lost one: only a database that was asked can say that there are no facts.
    if (!this.aligned && !facts.spoken) return;
    // Turns come each second: a beat that would be due before the next one is sent now.
    if (now - this.factsBeatAt > this.settings.factsHeartbeatMs - turnEveryMs / 2) {
      await facts.heartbeat(producer, new Date(now));
      this.factsBeatAt = now;
    }
  }

  private async forget(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    if (connection === undefined) return;
    this.aligned = false;
    this.kafkaState = 'unreachable';
    await connection.producer.disconnect().catch(() => undefined);
  }

  /** Logs a fault once, not each second. A database fault may quote a row, so only its code is told. */
  private report(fault: unknown): void {
    const { name = 'fault', message = '', code } = fault as { name?: string; message?: string; code?: string };
    const text = fault instanceof TypeORMError || code !== undefined ? `${name} ${code ?? ''}` : `${name}: ${message}`;
    if (text !== this.lastFault) this.log.warn(`publishing waits: ${text}`);
    this.lastFault = text;
  }
}

interface Pending {
  readonly version: StoredVersion | undefined;
  readonly messages: readonly FactMessage[];
}

interface Connection {
  readonly producer: Producer;
  readonly register: RegisterTopic;
  readonly facts: FactsTopic;
  /** Fact messages as read from the topic, until the database was compared with them. */
  readonly untold: FactMessage[];
}
