import { Kafka, logLevel, type Admin, type ProducerConfig } from 'kafkajs';
import { packSeen, type Commit, type SeenEntry } from '#exchange';
import { PartitionOwner, type OwnedPartition } from '#kafka';
import { startCluster, type Cluster } from '../support/cluster';
import { TopicLog } from '../support/traffic';
import { makeTopics } from '../support/topics';

/** The one writer of an ingress partition, on a real broker: what it commits, and what it remembers of those before it. */
const owned: OwnedPartition = { group: '_gateway', topic: 'sluis.in.dossier', partition: 0, system: 'dossier' };

let cluster: Cluster;
let kafka: Kafka;
let admin: Admin;

beforeAll(async () => {
  cluster = await startCluster();
  kafka = new Kafka({ ...cluster.admin(), logLevel: logLevel.NOTHING });
  admin = kafka.admin();
  await admin.connect();
  const names = ['sluis.in.dossier', 'sluis.decisions', 'sluis.out.vmsw.doel', 'sluis.seen.dossier'];
  await makeTopics(
    admin,
    names.map((topic) => ({ topic })),
  );
  await coordinated();
}, 180_000);

/** A group's first question to a new cluster may come before the cluster knows who coordinates it; an owner's never does. */
async function coordinated(): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await admin.fetchOffsets({ groupId: owned.group, topics: [owned.topic] });
      return;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

afterAll(async () => {
  await admin?.disconnect();
  await cluster?.stop();
});

const entry = (offset: number): SeenEntry => ({
  id: 'abcdefgh'.charAt(offset).repeat(26),
  fingerprint: 'z'.repeat(26),
  offset,
  answer: `{"effect":"permit","basis":${offset}}`,
});

/** What a batch of one request at this offset comes to. */
function commitOf(offset: number): Commit {
  const headers = { ce_id: `decision-${offset}` };
  return {
    records: [
      { topic: 'sluis.out.vmsw.doel', key: 'k', value: `delivery ${offset}`, headers },
      { topic: 'sluis.decisions', key: 'dossier', value: `decision ${offset}`, headers },
    ],
    seen: packSeen([entry(offset)], 1_000 + offset),
    nextOffset: String(offset + 1),
  };
}

async function remembered(owner: PartitionOwner): Promise<number[]> {
  const offsets: number[] = [];
  await owner.seenEntries((entries) => offsets.push(...entries.map(({ offset }) => offset)));
  return offsets;
}

async function visible(topic: string): Promise<string[]> {
  const log = await TopicLog.open(kafka, topic);
  await log.quiet();
  await log.close();
  return log.records.map(({ value }) => value!.toString());
}

/** A client that tries a record again while its first try is under way, as kafkajs does where one of several brokers fails. */
function stuttering(): Kafka {
  const client = new Kafka({ ...cluster.admin(), logLevel: logLevel.NOTHING });
  const producer = client.producer.bind(client);
  client.producer = (config?: ProducerConfig) => {
    const createPartitioner: ProducerConfig['createPartitioner'] = () => {
      const choose = config!.createPartitioner!();
      return (choice) => {
        if (choice.topic === 'sluis.out.vmsw.doel') choose(choice);
        return choose(choice);
      };
    };
    return producer({ ...config, createPartitioner });
  };
  return client;
}

describe('the owner of a partition', () => {
  it('remembers all that owners before it committed, past their fences, and nothing of those after it', async () => {
    const first = await PartitionOwner.claim(kafka, admin, owned);
    expect(first.position).toBe(0n);
    expect(await remembered(first)).toEqual([]);
    await first.commit(commitOf(0));
    const second = await PartitionOwner.claim(kafka, admin, owned);
    expect(second.position).toBe(1n);
    expect(await remembered(second)).toEqual([0]);
    await second.commit(commitOf(1));
    const third = await PartitionOwner.claim(kafka, admin, owned);
    expect(third.position).toBe(2n);
    const fourth = await PartitionOwner.claim(kafka, admin, owned);
    await fourth.commit(commitOf(2));
    expect(await remembered(third)).toEqual([0, 1]);
    expect(await remembered(fourth)).toEqual([0, 1]);
    expect(await fourth.recall([0, 2])).toEqual(new Map([0, 2].map((offset) => [offset, entry(offset).answer])));
    // Whoever was fenced commits nothing more.
    await expect(third.commit(commitOf(2))).rejects.toThrow();
    await Promise.all([first, second, third, fourth].map((owner) => owner.release()));
    expect(await visible('sluis.out.vmsw.doel')).toEqual([0, 1, 2].map((offset) => `delivery ${offset}`));
  });

  it('commits nothing of a batch that its client tried to write more than once, and goes on with a fresh one', async () => {
    const before = await visible('sluis.out.vmsw.doel');
    const owner = await PartitionOwner.claim(stuttering(), admin, owned);
    await expect(owner.commit(commitOf(3))).rejects.toThrow('more than once');
    await owner.release();
    const next = await PartitionOwner.claim(kafka, admin, owned);
    expect(next.position).toBe(3n);
    expect(await remembered(next)).toEqual([0, 1, 2]);
    expect(await visible('sluis.out.vmsw.doel')).toEqual(before);
    await next.commit(commitOf(3));
    await next.release();
    expect(await visible('sluis.out.vmsw.doel')).toEqual([...before, 'delivery 3']);
    expect(await visible('sluis.decisions')).toEqual([0, 1, 2, 3].map((offset) => `decision ${offset}`));
  });
});
