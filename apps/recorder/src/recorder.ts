import { topics } from '#contract';
import { noteVerifier } from '#ledger';
import { faultName, PositionedConsumer, type PositionedBatch } from '#kafka';
import { LedgerOverview, LedgerReader } from '#postgres';
import { healthServer, type Health, type HealthServer } from '#telemetry';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import type { DataSource } from 'typeorm';
import { openDatabase } from './database';
import { besideEntries } from './ledger/beside-entries';
import { JournalRecording } from './ledger/journal-recording';
import { makeReady } from './ledger/make-ready';
import { RetentionJob } from './retention-job';
import { LedgerAltered } from './ledger/held-tree';
import { ReadingAhead, Recording, type Reading } from './ledger/recording';
import { SignedFile } from './ledger/signed-file';
import { Delay } from './delay';
import { SETTINGS, type Settings } from './settings';
import { Tally } from './tally';

/** Injection tokens: what Nest hands in that is no class of ours. */
export const tokens = { kafka: Symbol('kafka'), dataSource: Symbol('data source') } as const;

const group = '_recorder';
const retryEveryMs = 500;
const gapsEveryMs = 10_000;
const beatEveryMs = 3_000;
/** Some 1,500 decisions: what a commit costs is shared by many, and memory stays small. */
const partitionBytesMax = 4 * 1_024 * 1_024;

/**
 * The process: reads `sluis.decisions` and puts every decision into the ledger. While PostgreSQL is away it waits and
 * keeps its place; nothing is dropped, and the gateway never notices.
 */
@Injectable()
export class Recorder implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('recorder');
  private readonly tally = new Tally();
  private readonly recording: Recording;
  private readonly reader: LedgerReader;
  private readonly overview: LedgerOverview;
  private readonly delay = new Delay(Date.now());
  private readonly journal: JournalRecording;
  private readonly retention: RetentionJob;
  private health: HealthServer | undefined;
  private consumer: PositionedConsumer | undefined;
  private timer: NodeJS.Timeout | undefined;
  private beatTimer: NodeJS.Timeout | undefined;
  private stopped = false;
  private joined = false;
  private writing: Promise<void> = Promise.resolve();
  private lost = false;
  private beats = true;
  private failingSince: number | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(tokens.kafka) private readonly kafka: Kafka,
    @Inject(tokens.dataSource) private readonly source: DataSource,
  ) {
    const { signer, checkpointPath } = settings;
    const signed = new SignedFile(checkpointPath, noteVerifier(signer.verifierKey)!, (code) =>
      this.log.warn(
        `couldn't keep the newest checkpoint in \`${checkpointPath}\` (${code}): a database that is put back would not be noticed`,
      ),
    );
    this.recording = new Recording(source, signer, besideEntries, signed);
    this.overview = new LedgerOverview(source);
    this.journal = new JournalRecording(source, this.recording, this.log);
    this.retention = new RetentionJob(source, settings.retentionIntervalMs);
    this.reader = new LedgerReader(source);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.health = await healthServer({
      port: this.settings.healthPort,
      host: this.settings.healthHost,
      live: () => ({ up: true, reasons: [] }),
      ready: () => this.ready(),
      metrics: () => Promise.resolve(this.tally.text()),
    });
    void this.begin().catch((fault: unknown) => {
      this.log.fatal(fault instanceof Error ? fault.message : 'unknown fault');
      process.exit(1);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.beatTimer);
    await this.journal.stop();
    await this.retention.stop();
    await this.consumer?.stop();
    await this.writing;
    if (this.source.isInitialized) await this.source.destroy();
    await this.health?.stop();
  }

  private ready(): Health {
    const obstacles = [
      ...(this.joined ? [] : ['not-in-group']),
      ...(this.tally.altered === undefined ? [] : ['ledger-altered']),
      ...(this.failingSince === undefined && this.beats ? [] : ['postgres-unreachable']),
    ];
    // Alarms: somebody must look, and meanwhile there is no better place for decisions than here.
    const alarms = [
      ...(this.tally.gaps === 0 ? [] : ['requests-without-entry']),
      ...(this.lost ? ['decisions-lost'] : []),
      ...(this.tally.unreadable === 0 ? [] : ['decisions-unreadable']),
    ];
    return { up: obstacles.length === 0, reasons: [...obstacles, ...alarms] };
  }

  private async begin(): Promise<void> {
    if (!(await openDatabase(this.source, this.log, () => this.stopped))) return;
    await this.recording.open();
    this.journal.start();
    this.retention.start();
    void this.beat();
    await this.lookForGaps();
    await this.topicExists();
    if (this.stopped) return;
    this.consumer = await PositionedConsumer.start(this.kafka, {
      group,
      topic: topics.decisions,
      sessionTimeoutMs: this.settings.sessionTimeoutMs,
      partitionBytesMax,
      position: async (partition) => {
        await this.writing;
        return this.patiently(() => this.recording.position(topics.decisions, partition));
      },
      onBatch: (batch) => this.take(batch),
      onLost: (partition, position, low) => {
        this.lost = true;
        this.log.error(
          `decisions ${position} to ${low - 1} of \`${topics.decisions}\`, partition ${partition}, were deleted before they were recorded`,
        );
      },
      onJoin: () => {
        this.joined = true;
        this.delay.settle(Date.now());
      },
      onCrash: (fault) => {
        this.log.fatal(`the Kafka client gave up: ${fault}`);
        process.exit(1);
      },
    });
  }

  private async take(batch: PositionedBatch): Promise<void> {
    const decisions = await makeReady(batch.records, (offset) => {
      this.tally.unreadable++;
      this.log.error(`\`${topics.decisions}\` holds something else than a decision at offset ${offset}`);
    });
    // One batch is made ready while the one before is written; more would only wait in memory.
    await this.writing;
    this.writing = this.write(batch, decisions).catch((fault: unknown) => {
      if (this.stopped) return;
      this.log.warn(`reading goes back to where the ledger stands: ${faultName(fault)}`);
      this.consumer?.reread(batch.partition);
    });
  }

  private async write(batch: PositionedBatch, decisions: Reading['decisions']): Promise<void> {
    const { topic, partition, from, next } = batch;
    const began = Date.now();
    this.delay.begin(decisions[0]?.prepared.one.decidedAtMs ?? began);
    const counts = await this.patiently(
      () => this.recording.record({ topic, partition, from, next, decisions }),
      batch,
    );
    this.tally.appended(counts.entries, counts.repeated, counts.size, Date.now() - began);
    this.delay.settle(Date.now());
    for (const gap of counts.gaps) {
      this.tally.gaps++;
      this.log.error(
        `\`${gap.topic}\`, partition ${gap.partition}: no decision came for offsets ${gap.from} to ${gap.to - 1}`,
      );
    }
  }

  /** Tries until it succeeds or the partition moves: there is nothing else to do with a decision than to record it. */
  private async patiently<Result>(work: () => Promise<Result>, batch?: PositionedBatch): Promise<Result> {
    for (;;) {
      try {
        const result = await work();
        if (this.failingSince !== undefined) this.log.log('PostgreSQL answers again');
        this.failingSince = undefined;
        if (this.tally.altered !== undefined) this.log.log('the ledger is as it was signed again');
        this.tally.altered = undefined;
        return result;
      } catch (fault) {
        if (this.stopped || fault instanceof ReadingAhead) throw fault;
        if (fault instanceof LedgerAltered) {
          if (this.tally.altered !== fault.message) this.log.error(fault.message);
          this.tally.altered = fault.message;
        } else if (this.failingSince === undefined) {
          const { code = faultName(fault) } = fault as { code?: string };
          this.log.warn(`couldn't append to the ledger (${code}); decisions wait in their topic until it can be done`);
        }
        if (!(fault instanceof LedgerAltered)) this.failingSince ??= Date.now();
        await new Promise((resolve) => setTimeout(resolve, retryEveryMs));
        await batch?.heartbeat();
      }
    }
  }

  private async beat(): Promise<void> {
    try {
      await this.overview.beat(this.delay.at(Date.now()));
      this.beats = true;
    } catch {
      // PostgreSQL is away: whoever waits for the beat sees that it doesn't come, and readiness says it though nothing is to write.
      this.beats = false;
    }
    if (!this.stopped) this.beatTimer = setTimeout(() => void this.beat(), beatEveryMs);
  }

  private async lookForGaps(): Promise<void> {
    try {
      this.tally.gaps = (await this.reader.gaps()).length;
    } catch {
      // The next look tells; meanwhile appending says that PostgreSQL is away.
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.lookForGaps(), gapsEveryMs);
  }

  /** The provisioner makes the topic at the first start of an installation. */
  private async topicExists(): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      while (!this.stopped && !(await admin.listTopics()).includes(topics.decisions)) {
        await new Promise((resolve) => setTimeout(resolve, retryEveryMs));
      }
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
