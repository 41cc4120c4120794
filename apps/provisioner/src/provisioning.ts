import { CertificateSettings, Certificates, readAuthority } from './certificates';
import { TopicFollower } from '#kafka';
import { topics } from '#contract';
import { healthServer, type Health, type HealthServer } from '#telemetry';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import type { CompiledRegister } from '#register';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Broker } from './broker';
import type { Change } from './changes';
import { Counters } from './counters';
import { desiredState } from './desired-state';
import { LastVersion } from './last-version';
import { Loop } from './loop';
import { ReceivedRegister, type PublishedRegister, type Refusal, type VerifyRegister } from '#register';
import { reconcile } from './reconcile';
import type { Settings } from './settings';

/** What Nest hands in, by name: none of these is a class of ours. */
export const tokens = { settings: 'settings', kafka: 'kafka', registers: 'registers' } as const;

/** How a published register is verified and compiled. */
export interface Registers {
  readonly verify: VerifyRegister;
  compile(published: PublishedRegister): CompiledRegister;
}

/**
 * The process: follows the register, and keeps topics, ACLs and certificates as it says. Ready when the last pass of the
 * loop made everything so for the newest register.
 */
@Injectable()
export class Provisioning implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Provisioning.name);
  private readonly counters = new Counters();
  private readonly broker: Broker;
  private readonly loop: Loop;
  private received: ReceivedRegister;
  private follower: TopicFollower | undefined;
  private health: HealthServer | undefined;
  private lastVersion: LastVersion | undefined;
  private certificates: Certificates | undefined;
  private register: CompiledRegister | undefined;
  private refusedVersion: number | undefined;
  private convergedVersion: number | undefined;
  private unusable = false;
  private caughtUp = false;

  constructor(
    @Inject(tokens.settings) private readonly settings: Settings,
    @Inject(tokens.kafka) private readonly kafka: Kafka,
    @Inject(tokens.registers) private readonly registers: Registers,
  ) {
    this.broker = new Broker(kafka);
    this.received = this.newReceived();
    this.loop = new Loop(
      () => this.pass(),
      (error) => this.failed(error),
      settings.reconcileIntervalMs,
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    this.health = await healthServer({
      port: this.settings.healthPort,
      host: this.settings.healthHost,
      live: () => ({ up: true, reasons: [] }),
      ready: () => this.ready(),
      metrics: async () => this.counters.text(),
    });
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.follower?.stop();
    await this.loop.stop();
    await this.broker.disconnect();
    await this.health?.stop();
  }

  ready(): Health {
    const reasons = [
      ...(this.register === undefined ? ['no-register'] : []),
      ...(this.convergedVersion === undefined || this.convergedVersion !== (this.register?.version ?? 0)
        ? ['not-converged']
        : []),
      ...(this.refusedVersion === undefined ? [] : ['version-gone-back']),
      ...(this.unusable ? ['register-unusable'] : []),
    ];
    return { up: reasons.length === 0, reasons };
  }

  /**
   * Changes until nothing is left to change. What was changed is read again: a broker answers before all of it can be
   * seen, and only what can be seen is there.
   */
  private async pass(): Promise<void> {
    const { certificates, lastVersion } = await this.begun();
    const world = { broker: this.broker, certificates, foreignPrincipals: this.settings.foreignPrincipals };
    for (let round = 0; round < roundsMax; round++) {
      if (round > 0) await setTimeout(betweenRoundsMs);
      const register = this.register;
      // Before acting: a crash in between must not let an older register act afterwards.
      if (register !== undefined) await lastVersion.keep(register.version);
      const desired = desiredState(register, this.settings);
      const { changes, denials } = await reconcile(desired, world, (change) => this.changed(change));
      this.counters.denied(denials);
      if (changes === 0) return this.converged(desired.version);
    }
    throw new Error('what was set differs again right after: does something else set topics, ACLs or files of ours?');
  }

  private converged(version: number): void {
    this.counters.passed('converged', version);
    if (this.convergedVersion !== version) {
      this.log.log(`topics, ACLs and certificates follow register ${version}`);
    }
    this.convergedVersion = version;
    this.follow();
  }

  /** Connects and opens what the passes need; where that fails the loop tries again. */
  private async begun(): Promise<{ certificates: Certificates; lastVersion: LastVersion }> {
    await this.broker.connect();
    this.lastVersion ??= await LastVersion.open(this.settings.home, await this.broker.clusterId());
    this.certificates ??= new Certificates(await readAuthority(this.settings.authority), this.certificateSettings());
    return { certificates: this.certificates, lastVersion: this.lastVersion };
  }

  private certificateSettings(): CertificateSettings {
    const { home, partnerBrokers: brokers, certificateDays: days } = this.settings;
    return { clients: join(home, 'clients'), brokers, days };
  }

  /** Begins to follow the register, once its topic exists. */
  private follow(): void {
    if (this.follower !== undefined) return;
    this.follower = new TopicFollower(this.kafka, {
      topic: topics.register,
      groupPrefix: '_provisioner',
      onRecord: ({ key, value }) => this.received.take(key, value?.toString()),
      onBatch: () => this.evaluate(),
      onRestart: (reason) => {
        this.log.warn(`following the register starts anew: ${reason}`);
        this.received = this.newReceived();
      },
    });
    void this.follower.caughtUp.then(() => {
      this.caughtUp = true;
      this.evaluate();
    });
    this.follower.start();
  }

  /** At a start nothing is done for registers long superseded: only what is newest once all was read counts. */
  private evaluate(): void {
    const newest = this.caughtUp ? this.received.newest() : undefined;
    if (newest === undefined || newest.version === this.register?.version) return;
    const floor = Math.max(this.lastVersion?.version ?? 0, this.register?.version ?? 0);
    if (newest.version < floor) {
      if (this.refusedVersion !== newest.version) this.refuse('version-gone-back');
      this.refusedVersion = newest.version;
      return;
    }
    try {
      this.register = this.registers.compile(newest);
    } catch (cause) {
      this.unusable = true;
      this.counters.refuse('register-unusable');
      this.log.error(`couldn't use register \`${newest.version}\`, the one before stays: ${messageOf(cause)}`);
      return;
    }
    this.unusable = false;
    this.refusedVersion = undefined;
    this.loop.wake();
  }

  private newReceived(): ReceivedRegister {
    return new ReceivedRegister(this.registers.verify, (refusal) => this.refuse(refusal));
  }

  private refuse(refusal: Refusal): void {
    this.counters.refuse(refusal);
    this.log.error(`a record of the register topic was refused: ${refusal}`);
  }

  private changed(change: Change): void {
    this.counters.changed(change.kind);
    this.log.log(`${change.kind}: ${change.what}`);
  }

  private failed(error: unknown): void {
    this.convergedVersion = undefined;
    this.counters.passed('failed');
    this.log.error(`couldn't bring topics, ACLs and certificates to what the register says: ${messageOf(error)}`);
  }
}

const roundsMax = 20;
const betweenRoundsMs = 200;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown fault';
}
