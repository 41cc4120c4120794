import { AskingSystem } from '../support/asking';
import { inOrder, numbersOf } from '../support/deliveries';
import { coordinationRequest } from '../support/requests';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { feed, TopicLog } from '../support/traffic';
import { makeTopics } from '../support/topics';

const systems = ['dossier', 'dossier-zuid-west', 'dossier-rand'] as const;
const perSystem = 3_000;
const deliveryTopic = 'sluis.out.vmsw.coordinatie-sociale-huur';

describe('two gateways in one group', () => {
  let rig: Rig;
  let deliveries: TopicLog;

  const start = (): Promise<GatewayProcess> =>
    rig.startGateway({ env: { SLUIS_BATCH_RECORDS: '50', SLUIS_SESSION_TIMEOUT_MS: '2000' } });

  beforeAll(async () => {
    rig = await startRig({ properties: { 'group.min.session.timeout.ms': '1000' } });
    deliveries = await TopicLog.open(rig.operator, deliveryTopic);
  });

  afterAll(async () => {
    await deliveries.close();
    await rig.stop();
  });

  it('lose nothing and deliver nothing twice while one joins, one leaves and one is killed', async () => {
    const total = systems.length * perSystem;
    const first = await start();
    const feeding = Promise.all(systems.map((system) => feed(rig, system, 0, perSystem, 100)));
    await deliveries.until(Math.floor(total * 0.1));
    const second = await start();
    await deliveries.until(Math.floor(total * 0.4));
    await first.stop('SIGTERM');
    const third = await start();
    await deliveries.until(Math.floor(total * 0.7));
    await second.stop('SIGKILL');
    await feeding;
    await deliveries.until(total);
    await deliveries.quiet();
    for (const system of systems) expect(numbersOf(rig, system, deliveries.records)).toEqual(inOrder(perSystem));
    await third.stop();
  });

  it('answer the same request alike: sent twice at once, again through another instance, and again after a restart', async () => {
    let one = await start();
    const before = deliveries.records.length;
    const dossier = await AskingSystem.open(rig, 'dossier');
    const { message } = coordinationRequest(999_999, 'same');
    const parallel = await Promise.all([dossier.send(message), dossier.send(message)]);
    const two = await start();
    await one.stop();
    const moved = await dossier.send(message);
    await two.stop('SIGKILL');
    one = await start();
    const restarted = await dossier.send(message);
    const ids = [...parallel, moved, restarted].map(({ reply }) => reply.decisionId);
    expect(new Set(ids).size).toBe(1);
    await deliveries.quiet();
    expect(deliveries.records).toHaveLength(before + 1);
    await dossier.close();
    await one.stop();
  });

  it('take up a system that is added while they run', async () => {
    const gateway = await start();
    // A topic that no gateway knew at its start: its idempotency and reply topics exist, so it is read as soon as it does.
    await rig.admin.deleteTopics({ topics: ['sluis.in.patrimonium-gent'] }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await makeTopics(rig.admin, [{ topic: 'sluis.in.patrimonium-gent', numPartitions: 1, replicationFactor: 1 }]);
    const added = await AskingSystem.open(rig, 'patrimonium-gent');
    const { reply } = await added.ask(
      { ce_recipient: 'stad-gent', ce_purpose: 'woninggegevens', ce_category: 'woning' },
      { woning: { id: 'woning-0001', type: 'huis', adres: { nis: '44021' } } },
    );
    expect(reply.effect).toBe('permit');
    await added.close();
    await gateway.stop();
  });
});
