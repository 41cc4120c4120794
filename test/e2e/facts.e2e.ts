import { Kafka, logLevel, type Producer } from 'kafkajs';
import { generateKeys, openKeys, signJws } from '#keys';
import { AskingSystem } from '../support/asking';
import { coordinationRequest, syntheticInsz } from '../support/requests';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';

/** Whoever holds control's place at the broker, but not its key, can make facts about persons doubtful and no more. */

const subject = 1;
const dwelling = { woning: { id: 'woning-000001', type: 'huis', adres: { nis: '11002' } } };
const aboutDwellings = { ce_recipient: 'stad-antwerpen', ce_purpose: 'woninggegevens', ce_category: 'woning' };
const factsAgeMaxS = 8;

describe('facts about persons', () => {
  let rig: Rig;
  let gateway: GatewayProcess;
  let dossier: AskingSystem;
  let forger: Producer;
  let number = 0;
  let first: { key: string; value: string };

  beforeAll(async () => {
    rig = await startRig();
    first = await rig.facts.publish(consent('kept'));
    gateway = await rig.startGateway({ env: { SLUIS_FACTS_AGE_MAX_S: String(factsAgeMaxS) } });
    dossier = await AskingSystem.open(rig, 'dossier');
    forger = new Kafka({ ...rig.cluster.settings('_control'), logLevel: logLevel.NOTHING }).producer();
    await forger.connect();
  });

  afterAll(async () => {
    await Promise.all([dossier?.close(), forger?.disconnect()]);
    await gateway?.stop();
    await rig?.stop();
  });

  function consent(id: string, more: object = {}): Record<string, unknown> & { id: string } {
    const token = openKeys(rig.keys.gateway).personTokens(syntheticInsz(900))[0]!;
    const participant = 'woondienst-izegem';
    return { id, kind: 'consent', token, participant, from: '2020-01-01', until: null, ...more };
  }

  async function forge(key: string, value: string | null): Promise<void> {
    await forger.send({ topic: 'sluis.facts', messages: [{ key, value }] });
  }

  const signed = (payload: object, { control } = rig.keys): string =>
    signJws(payload, control.private, 'sluis-facts+jws');

  async function answer(): Promise<string> {
    const { reply } = await dossier.send(coordinationRequest(subject, `r${number++}`).message);
    return reply.effect === 'permit' ? 'permit' : (reply.reasons ?? []).map(({ code }) => code).join();
  }

  async function untilReadiness(...reasons: string[]): Promise<void> {
    const deadline = Date.now() + 30_000;
    let seen = '';
    while (seen !== reasons.join()) {
      if (Date.now() > deadline) throw new Error(`readiness is \`${seen}\`, not \`${reasons.join()}\``);
      await new Promise((resolve) => setTimeout(resolve, 100));
      seen = (await gateway.health()).reasons.join();
    }
  }

  it('are followed: a person passes, and a restriction on a former number stops a request about the new one', async () => {
    expect(await answer()).toBe('permit');
    const keys = openKeys(rig.keys.gateway);
    const [now] = keys.personTokens(syntheticInsz(subject));
    const [was] = keys.personTokens(syntheticInsz(901));
    const alias = (id: string) =>
      consent(id, { kind: 'alias', token: now, was, from: '2010-01-01', until: '2011-01-01' });
    await rig.facts.publish(consent('restricted', { kind: 'restriction', token: was }));
    await rig.facts.publish(alias('alias-1'));
    await rig.facts.publish(alias('alias-2'));
    await rig.facts.withdraw('alias-1');
    await untilAnswer('subject-restricted');
    await rig.facts.withdraw('alias-2');
    await untilAnswer('permit');
  });

  async function untilAnswer(expected: string): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (let last = ''; last !== expected; last = await answer()) {
      if (Date.now() > deadline) throw new Error(`the answer is \`${last}\`, not \`${expected}\``);
    }
  }

  it.each<[string, () => Promise<void>, () => Promise<void>]>([
    [
      'a fact that another key signed',
      () => {
        const payload = { kind: 'withdrawal', id: 'kept', number: 1_000 };
        return forge('kept', signed(payload, generateKeys()));
      },
      () => again('kept'),
    ],
    ['a record that nobody signed, under a key of its own', () => forge('other', '{}'), () => forge('other', null)],
    ['a fact that was removed', () => forge('kept', null), () => again('kept')],
    ['a fact that was put back in an older form', () => forge(first.key, first.value), () => again('kept')],
    [
      'a withdrawn fact that stands again',
      async () => {
        const { key, value } = await rig.facts.publish(consent('gone'));
        await rig.facts.withdraw('gone');
        expect(await answer()).toBe('permit');
        await forge(key, value);
      },
      async () => void (await rig.facts.withdraw('gone')),
    ],
    [
      'a gap in the numbers',
      async () => {
        missed = rig.facts.unsent(consent('late'));
        await rig.facts.publish(consent('next'));
      },
      async () => {
        await forge(missed.key, missed.value);
        await rig.facts.heartbeat();
      },
    ],
  ])(
    'are in doubt after %s: requests about persons are denied, those about dwellings pass, and it mends',
    async (_, harm, mend) => {
      await untilReadiness();
      await harm();
      await untilReadiness('facts-untrusted');
      expect(await answer()).toBe('facts-stale');
      expect((await dossier.ask(aboutDwellings, dwelling)).reply.effect).toBe('permit');
      await mend();
      await untilReadiness();
      expect(await answer()).toBe('permit');
    },
  );

  let missed: { key: string; value: string };

  async function again(id: string): Promise<void> {
    await rig.facts.publish(consent(id));
  }

  it('are in doubt after a heartbeat whose digest is another, until one agrees', async () => {
    rig.facts.silence();
    await rig.facts.heartbeat({ digest: 'f'.repeat(64) });
    await untilReadiness('facts-untrusted');
    expect(await answer()).toBe('facts-stale');
    await rig.facts.start(2_000);
    await untilReadiness();
    expect(await answer()).toBe('permit');
  });

  it('are stale after a silence, whatever a forged or an old heartbeat says, and mend when control speaks', async () => {
    rig.facts.silence();
    await untilReadiness('facts-stale');
    expect(await answer()).toBe('facts-stale');
    expect((await dossier.ask(aboutDwellings, dwelling)).reply.effect).toBe('permit');
    await rig.facts.heartbeat({ at: '2020-01-01T00:00:00Z' });
    const fresh = { kind: 'heartbeat', number: 0, digest: 'f'.repeat(64), at: new Date().toISOString() };
    await forge('heartbeat', signed(fresh));
    expect(await answer()).toBe('facts-stale');
    expect((await gateway.health()).reasons).toEqual(['facts-stale']);
    await forge('heartbeat', signed(fresh, generateKeys()));
    await untilReadiness('facts-untrusted');
    expect(await answer()).toBe('facts-stale');
    await rig.facts.start(2_000);
    await untilReadiness();
    expect(await answer()).toBe('permit');
  });

  it('are in doubt at a gateway that starts on a topic with an older record put back, until control repeats it', async () => {
    await forge(first.key, first.value);
    await untilReadiness('facts-untrusted');
    await gateway.stop();
    gateway = await rig.startGateway({ ready: false });
    await untilHealthy();
    await untilReadiness('facts-untrusted');
    expect(await answer()).toBe('facts-stale');
    await again('kept');
    await untilReadiness();
    expect(await answer()).toBe('permit');
  });

  async function untilHealthy(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const reasons = await gateway.health().then(
        (health) => health.reasons,
        () => ['no-answer'],
      );
      if (!reasons.some((reason) => ['no-answer', 'not-in-group', 'register-missing'].includes(reason))) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the gateway did not come up');
  }
});
