import type { Admin } from 'kafkajs';
import { inOrder, numbersOf, withoutRepeats } from '../support/deliveries';
import { startRig, type Rig } from '../support/rig';
import { feed, TopicLog } from '../support/traffic';

const count = 6_000;
const deliveryTopic = 'sluis.out.vmsw.coordinatie-sociale-huur';

async function run(rig: Rig, disturb: () => Promise<void>): Promise<TopicLog> {
  const gateway = await rig.startGateway({ env: { SLUIS_BATCH_RECORDS: '50' } });
  const watching = await TopicLog.open(rig.operator, deliveryTopic);
  const feeding = feed(rig, 'dossier', 0, count, 50);
  await watching.until(Math.floor(count * 0.3));
  await disturb();
  await feeding;
  await watching.until(count, 240_000);
  await watching.close();
  // A reader that was there during the disturbance may have been told less or more: what counts is what the topic holds. The
  // gateway goes on until all is there: told too much, that reader was content before it was done.
  const held = await TopicLog.open(rig.operator, deliveryTopic);
  await held.until(count, 240_000);
  await held.quiet(3_000);
  await gateway.stop();
  await held.quiet();
  return held;
}

/** Which broker, 0-based, keeps a group: the leader of the partition that its name falls on, as Java hashes it. */
async function coordinatorOf(admin: Admin, group: string): Promise<number> {
  const [offsets] = (await admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] })).topics;
  const partitions = offsets?.partitions ?? [];
  let hash = 0;
  for (const letter of group) hash = (Math.imul(31, hash) + letter.charCodeAt(0)) | 0;
  const found = partitions.find(({ partitionId }) => partitionId === (hash & 0x7f_ff_ff_ff) % partitions.length);
  if (found === undefined) throw new Error('no broker keeps groups yet');
  return found.leader - 1;
}

describe('the only broker restarted in mid-run', () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await startRig();
  });

  afterAll(async () => {
    await rig?.stop();
  });

  it('loses no request, and repeats a delivery only under the same delivery id', async () => {
    const held = await run(rig, () => rig.cluster.restart(0));
    expect(new Set(numbersOf(rig, 'dossier', held.records)).size).toBe(count);
    expect(numbersOf(rig, 'dossier', withoutRepeats(held.records))).toEqual(inOrder(count));
    await held.close();
  });
});

describe('one of three brokers killed in mid-run', () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await startRig({ brokers: 3 });
  });

  afterAll(async () => {
    await rig?.stop();
  });

  it('loses no request, delivers none twice, and keeps their order', async () => {
    // The one that the gateway's own group turns to: nothing worse can go.
    const held = await run(rig, async () => rig.cluster.kill(await coordinatorOf(rig.admin, '_gateway')));
    expect(numbersOf(rig, 'dossier', held.records)).toEqual(inOrder(count));
    await held.close();
  });
});
