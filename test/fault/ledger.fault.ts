import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { topics } from '#contract';
import { PositionedConsumer } from '#kafka';
import { Positions, type Entry } from '#ledger';
import { LedgerReader } from '#postgres';
import { completeness } from '../../apps/cli/src/ledger/completeness';
import { ingressPartitions, recordsIn } from '../../apps/cli/src/ledger/broker';
import { freePorts } from '../../apps/local/src/ports';
import { startPostgres, type LocalPostgres } from '../../apps/local/src/postgres';
import { prepare, readDecision } from '../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../apps/recorder/src/ledger/recording';
import { repository } from '../support/cluster';
import { ledgerUnderTest, startRecorder, type LedgerUnderTest, type RecorderProcess } from '../support/recorder';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { feed, TopicLog } from '../support/traffic';

/** The recorder under what happens to it: the ledger ends equal to the topic, entry for entry. */
let rig: Rig;
let gateway: GatewayProcess;
let postgres: LocalPostgres;
let scratch: string;
let port: number;
let decisions: TopicLog;
const running = new Set<RecorderProcess>();

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'sluis-ledger-fault-'));
  // PostgreSQL's own user passes through, so that its data stays here over a stop and a start.
  chmodSync(scratch, 0o711);
  [port] = (await freePorts(1)) as [number];
  [rig, postgres] = await Promise.all([
    startRig({ properties: { 'group.min.session.timeout.ms': '1000' } }),
    database(),
  ]);
  gateway = await rig.startGateway();
  decisions = await TopicLog.open(rig.operator, topics.decisions, { group: '_provisioner' });
}, 300_000);

afterEach(async () => {
  await Promise.all([...running].map((recorder) => recorder.stop('SIGKILL')));
  running.clear();
});

afterAll(async () => {
  await decisions?.close();
  await gateway?.stop();
  await rig?.stop();
  await postgres?.stop();
  rmSync(scratch, { recursive: true, force: true });
}, 120_000);

/** Synced as in production: a stop in mid-write must cost nothing. */
function database(): Promise<LocalPostgres> {
  return startPostgres({ dir: join(scratch, 'postgres'), port, logDir: join(scratch, 'logs'), root: repository });
}

async function recorder(url: string, ledger: LedgerUnderTest): Promise<RecorderProcess> {
  const started = await startRecorder(rig, url, ledger.keyPath);
  running.add(started);
  return started;
}

async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 180_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
    if (await holds().catch(() => false)) return;
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error(`never: ${what}`);
}

function ofTopic(): Omit<Entry, 'commitment'>[] {
  return decisions.records.map(({ value }) => {
    const { decisionId, effect, request } = JSON.parse(value!.toString()) as Entry;
    return { decisionId, effect, request };
  });
}

const bare = ({ commitment: _commitment, ...rest }: Entry): Omit<Entry, 'commitment'> => rest;

describe('the ledger', () => {
  it('ends equal to the topic after two recorders at once, twenty SIGKILLs and a database that was away for a minute', async () => {
    const url = await postgres.database('killed');
    const ledger = await ledgerUnderTest(rig, url);
    const requests = 6_000;
    const feeding = (async () => {
      for (let from = 0; from < requests; from += 250) {
        await feed(rig, 'dossier', from, 250);
        await new Promise((next) => setTimeout(next, 3_000));
      }
    })();
    const pair = [await recorder(url, ledger), await recorder(url, ledger)];
    let kills = 0;
    const kill = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++, kills++) {
        await new Promise((next) => setTimeout(next, 1_000 + (kills % 5) * 700));
        const victim = kills % 2;
        await pair[victim]!.stop('SIGKILL');
        running.delete(pair[victim]!);
        pair[victim] = await recorder(url, ledger);
      }
    };
    await kill(8);
    await ledger.source.destroy();
    await postgres.stop();
    // A minute, in which requests go on and recorders that find no database are killed too.
    const outage = new Promise((next) => setTimeout(next, 60_000));
    for (const each of pair) await until('says that PostgreSQL is away', async () => !(await each.health()).up);
    await kill(6);
    await outage;
    postgres = await database();
    await ledger.source.initialize();
    await kill(6);
    await feeding;
    await decisions.until(requests);
    await until('all is recorded', async () => (await ledger.size()) >= decisions.records.length);
    expect((await ledger.verified()).map(bare)).toEqual(ofTopic());
    expect(await new LedgerReader(ledger.source).gaps()).toEqual([]);
    const [{ count }]: [{ count: string }] = await ledger.source.query('SELECT count(*) FROM ledger_detail');
    expect(Number(count)).toBe(decisions.records.length);
    await ledger.source.destroy();
  }, 600_000);

  it('shows a recorder that skips the first, a middle and the last record of a partition, by itself and by the broker’s offsets', async () => {
    const url = await postgres.database('planted');
    const ledger = await ledgerUnderTest(rig, url);
    await feed(rig, 'dossier', 0, 40);
    await decisions.until(40);
    await decisions.quiet();
    const { topic, partition } = ofTopic()[17]!.request;
    const ofPartition = ofTopic()
      .filter(({ request }) => request.topic === topic && request.partition === partition)
      .sort((one, other) => one.request.offset - other.request.offset);
    const skipped = [ofPartition[0]!, ofPartition[Math.floor(ofPartition.length / 2)]!, ofPartition.at(-1)!];
    const ids = new Set(skipped.map(({ decisionId }) => decisionId));
    const spans = skipped.map(({ request: { offset } }) => ({ from: offset, to: offset + 1 }));
    const recording = new Recording(ledger.source, ledger.signer);
    await recording.open();
    const kafka = new Kafka({ ...rig.cluster.settings('_recorder'), logLevel: logLevel.NOTHING });
    const consumer = await PositionedConsumer.start(kafka, {
      group: '_recorder.planted',
      topic: topics.decisions,
      sessionTimeoutMs: 10_000,
      position: (partition) => recording.position(topics.decisions, partition),
      onBatch: async ({ topic, partition, from, next, records }) => {
        const read = records.flatMap(({ offset, value }) => {
          const recorded = readDecision(value);
          return recorded === undefined || ids.has(recorded.decisionId)
            ? []
            : [{ offset, prepared: prepare(recorded) }];
        });
        await recording.record({ topic, partition, from, next, decisions: read });
      },
      onLost: () => undefined,
      onJoin: () => undefined,
      onCrash: () => undefined,
    });
    await until('all but three are recorded', async () => (await ledger.size()) >= decisions.records.length - 3);
    // That the last one lacks, only the gateway's offsets can tell.
    expect(await new LedgerReader(ledger.source).gaps()).toEqual(
      spans.slice(0, 2).map((span) => ({ topic, partition, ...span })),
    );
    const positions = new Positions();
    for (const { request } of await ledger.verified()) expect(positions.add(request)).toBe(true);
    const partitions = await ingressPartitions(rig.operator);
    const found = await completeness(positions, partitions, rig.operator);
    expect(found.flatMap(({ missing }) => missing)).toEqual(spans);
    expect(found.find(({ missing }) => missing.length > 0)).toMatchObject({ topic, partition });
    // Markers at the very end are read as well, and are none.
    const { high } = partitions.find((one) => one.topic === topic && one.partition === partition)!;
    const everything = await recordsIn(rig.operator, topic, partition, [{ from: 0, to: high }]);
    expect([...everything]).toEqual(ofPartition.map(({ request }) => request.offset));
    // What doesn't come in time is not known, and is never taken for a marker.
    await expect(recordsIn(rig.operator, topic, partition, [{ from: 0, to: high + 1 }], 1_000)).rejects.toThrow(
      `couldn't read offsets ${high} to ${high}`,
    );
    await consumer.stop();
    // A recorder that is none finds them when it reads the topic again, and the gaps close.
    for (const { decisionId } of skipped) {
      const missed = decisions.records.find(
        ({ value }) => (JSON.parse(value!.toString()) as Entry).decisionId === decisionId,
      )!;
      const from = Number(missed.offset);
      await ledger.source.query('UPDATE ledger_consumed SET next_offset = $1', [from]);
      await new Recording(ledger.source, ledger.signer).record({
        topic: topics.decisions,
        partition: 0,
        from,
        next: from + 1,
        decisions: [{ offset: from, prepared: prepare(readDecision(missed.value)!) }],
      });
    }
    expect(await new LedgerReader(ledger.source).gaps()).toEqual([]);
    const all = await ledger.verified();
    expect(all).toHaveLength(decisions.records.length);
    await ledger.source.destroy();
  }, 240_000);

  it('does not hold up exchanges: at 0.9 or more of their rate while the recorder and its database are away', async () => {
    const url = await postgres.database('away');
    const ledger = await ledgerUnderTest(rig, url);
    let started = await recorder(url, ledger);
    await until('the recorder is ready', async () => (await started.health()).up);
    const rate = async (): Promise<number> => {
      const before = decisions.records.length;
      const began = Date.now();
      await feed(rig, 'dossier', before + 100_000, 3_000);
      await decisions.until(before + 3_000);
      return 3_000 / (Date.now() - began);
    };
    await rate();
    const ratios: number[] = [];
    for (let round = 0; round < 3; round++) {
      const whole = await rate();
      await started.stop('SIGKILL');
      running.delete(started);
      await ledger.source.destroy();
      await postgres.stop();
      const alone = await rate();
      postgres = await database();
      await ledger.source.initialize();
      ratios.push(alone / whole);
      started = await recorder(url, ledger);
      await until('the recorder has caught up', async () => (await ledger.size()) >= decisions.records.length);
    }
    expect(ratios.sort((a, b) => a - b)[1]).toBeGreaterThanOrEqual(0.9);
    expect((await ledger.verified()).map(bare)).toEqual(ofTopic());
    await ledger.source.destroy();
  }, 300_000);
});
