import { inOrder, numbersOf } from '../support/deliveries';
import { javaReadHeaders } from '../support/java-consumer';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { seeded } from '../support/seeded';
import { feed, TopicLog } from '../support/traffic';

const systems = ['dossier', 'dossier-zuid-west'] as const;
const perSystem = 10_000;
const kills = 20;
const seed = 20_150_218;
const deliveryTopic = 'sluis.out.vmsw.coordinatie-sociale-huur';

describe('a gateway killed at twenty seeded points while 20,000 requests pass', () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await startRig({ properties: { 'group.min.session.timeout.ms': '1000' } });
  });

  afterAll(async () => {
    await rig.stop();
  });

  it('loses none, delivers none twice, keeps each system in order, and was caught between produce and commit', async () => {
    const random = seeded(seed);
    const total = systems.length * perSystem;
    const points = Array.from({ length: kills }, () => Math.floor(random() * total * 0.95)).sort((a, b) => a - b);
    const everything = await TopicLog.open(rig.operator, deliveryTopic, { uncommitted: true });
    const start = (): Promise<GatewayProcess> =>
      rig.startGateway({ env: { SLUIS_BATCH_RECORDS: '100', SLUIS_SESSION_TIMEOUT_MS: '1500' }, ready: false });

    for (const system of systems) await feed(rig, system, 0, perSystem);
    let gateway = await start();
    for (const point of points) {
      // The log shows what is produced before it is committed: killing at its sight falls between the two.
      await everything.until(point + 1);
      await new Promise((resolve) => setTimeout(resolve, random() * 4));
      await gateway.stop('SIGKILL');
      gateway = await start();
    }

    const committed = await TopicLog.open(rig.operator, deliveryTopic);
    await committed.until(total, 240_000);
    await Promise.all([committed.quiet(), everything.quiet()]);
    await gateway.stop();

    // Kafka's own consumer is the judge of what a read-committed reader sees; ours must agree with it.
    const read = await javaReadHeaders(rig.cluster, 'vmsw', deliveryTopic);
    expect(committed.header('ce_id')).toEqual(read.map((headers) => headers.get('ce_id')));
    expect(new Set(committed.header('ce_id')).size).toBe(total);
    expect(read).toHaveLength(total);
    for (const system of systems) expect(numbersOf(rig, system, committed.records)).toEqual(inOrder(perSystem));

    const kept = new Set(committed.records.map(({ offset }) => offset));
    const aborted = everything.records.filter(({ offset }) => !kept.has(offset)).map(({ offset }) => Number(offset));
    const transactions = aborted.filter((offset, index) => offset - (aborted[index - 1] ?? -2) > 1).length;
    console.log(
      `seed ${seed}: ${kills} kills, ${transactions} aborted transactions, ${aborted.length} aborted deliveries`,
    );
    expect(transactions).toBeGreaterThanOrEqual(5);
    await Promise.all([committed.close(), everything.close()]);
  });

  it('answers each request once and records one decision for each', async () => {
    for (const system of systems) {
      const replies = await TopicLog.open(rig.operator, `sluis.in.${system}.reply`);
      await replies.until(perSystem);
      await replies.quiet();
      expect(new Set(replies.header('ce_requestid')).size).toBe(perSystem);
      expect(replies.records.length).toBe(perSystem);
      await replies.close();
    }
    const decisions = await TopicLog.open(rig.operator, 'sluis.decisions');
    await decisions.until(systems.length * perSystem);
    await decisions.quiet();
    expect(decisions.records.length).toBe(systems.length * perSystem);
    await decisions.close();
  });
});
