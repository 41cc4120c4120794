import { CompressionTypes } from 'kafkajs';
import Broker = require('kafkajs/src/broker');
import { AskingSystem } from '../support/asking';
import { javaProduce } from '../support/java-producer';
import { coordinationRequest } from '../support/requests';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { envelopeVectors } from '../support/vectors';

describe('bad input', () => {
  let rig: Rig;
  let gateway: GatewayProcess;
  let dossier: AskingSystem;
  let next = 0;

  const lawful = async (): Promise<string> =>
    (await dossier.send(coordinationRequest(next++, 'after').message)).reply.effect;

  beforeAll(async () => {
    rig = await startRig();
    gateway = await rig.startGateway();
    dossier = await AskingSystem.open(rig, 'dossier');
  });

  afterAll(async () => {
    await dossier.close();
    await gateway.stop();
    await rig.stop();
  });

  it('answers every kind of undecodable message with a denial, and the request after each of them', async () => {
    const vectors = envelopeVectors().filter(({ value }) => (value?.length ?? 0) < 1_000_000);
    expect(vectors.filter(({ rejected }) => rejected).length).toBeGreaterThan(60);
    for (const { name, value, headers, rejected } of vectors) {
      const { reply } = await dossier.send({ value, headers });
      if (rejected) expect([name, reply.effect]).toEqual([name, 'deny']);
      expect(reply.request.topic).toBe('sluis.in.dossier');
      expect([name, await lawful()]).toEqual([name, 'permit']);
    }
  });

  it.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
    'takes requests that a Java client compressed with %s',
    async (codec) => {
      const request = coordinationRequest(next++, `codec-${codec}`);
      await javaProduce(rig.cluster, 'dossier', request.message, codec);
      const { reply } = await dossier.replyTo(request.id);
      expect(reply.effect).toBe('permit');
      expect(await lawful()).toBe('permit');
    },
  );

  it('has the broker refuse a decompression bomb, and answers the next request', async () => {
    const bomb = { value: Buffer.alloc(300 * 1_048_576), headers: coordinationRequest(1, 'bomb').message.headers };
    const sending = dossier.producer.send({
      topic: 'sluis.in.dossier',
      compression: CompressionTypes.GZIP,
      messages: [bomb],
    });
    await expect(sending).rejects.toThrow();
    expect(await lawful()).toBe('permit');
  });

  it('has the broker refuse a batch of 300,000 records, and answers the next request', async () => {
    const sending = sendInOneBatch(dossier, 300_000);
    await expect(sending).rejects.toThrow(/too large|larger/i);
    expect(await lawful()).toBe('permit');
  });

  it('keeps one system answered while another sends a record with as many headers as fit', async () => {
    const other = await AskingSystem.open(rig, 'dossier-rand');
    const headers = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`h${at}`, '']));
    await other.producer.send({ topic: 'sluis.in.dossier-rand', messages: [{ value: '{}', headers }] });
    await patiently(async () => (await waiting(rig, 'sluis.in.dossier-rand')) === 0);
    expect(await lawful()).toBe('permit');
    await other.close();
  });

  it('keeps one system answered while another sends nothing but another sends nothing but bad messages', async () => {
    const other = await AskingSystem.open(rig, 'dossier-rand');
    // 60,000 messages of nothing, all there before the first lawful request: minutes of work for whoever takes them in turn.
    const bad = Array.from({ length: 1_000 }, () => ({ value: '{' }));
    for (let sent = 0; sent < 60; sent++) await other.producer.send({ topic: 'sluis.in.dossier-rand', messages: bad });
    for (let asked = 0; asked < 5; asked++) {
      const startedMs = Date.now();
      expect(await lawful()).toBe('permit');
      expect(Date.now() - startedMs).toBeLessThan(15_000);
    }
    expect(await waiting(rig, 'sluis.in.dossier-rand')).toBeGreaterThan(0);
    await other.close();
  });
});

/** Waits until it holds, for as long as nobody would call it stuck. */
async function patiently(holds: () => Promise<boolean>): Promise<void> {
  for (const deadlineMs = Date.now() + 30_000; !(await holds());) {
    if (Date.now() > deadlineMs) throw new Error('it did not come to be in 30 s');
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

/** Requests of a topic that the gateway has not committed yet. */
async function waiting(rig: Rig, topic: string): Promise<number> {
  const [ends, committed] = await Promise.all([
    rig.admin.fetchTopicOffsets(topic),
    rig.admin.fetchOffsets({ groupId: '_gateway', topics: [topic] }),
  ]);
  return Number(ends[0]?.high) - Math.max(0, Number(committed[0]?.partitions[0]?.offset));
}

/** kafkajs needs minutes to sort so many messages by partition, so they are put in place after it has done so. */
function sendInOneBatch(asking: AskingSystem, count: number): Promise<unknown> {
  const produce = Broker.prototype.produce;
  Broker.prototype.produce = function withMany(request): ReturnType<typeof produce> {
    Broker.prototype.produce = produce;
    request.topicData[0]!.partitions[0]!.messages = Array.from({ length: count }, () => ({
      key: null,
      value: Buffer.alloc(0),
    }));
    return produce.call(this, request);
  };
  return asking.producer.send({
    topic: 'sluis.in.dossier',
    compression: CompressionTypes.GZIP,
    messages: [{ value: '' }],
  });
}
