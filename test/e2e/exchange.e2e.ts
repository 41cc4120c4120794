import { randomUUID } from 'node:crypto';
import { AskingSystem } from '../support/asking';
import { coordinationRequest, syntheticInsz } from '../support/requests';
import { startRig, type GatewayProcess, type Rig } from '../support/rig';
import { TopicLog } from '../support/traffic';

const toLeiedal = { ce_recipient: 'leiedal', ce_purpose: 'lokaal-woonbeleid', ce_category: 'kandidaat-huurder' };
const toVlabinvest = {
  ce_recipient: 'vlabinvest',
  ce_purpose: 'toewijzing-vlabinvest',
  ce_category: 'kandidaat-huurder',
};

function candidate(n: number, nis = '34022'): Record<string, unknown> {
  return {
    persoon: { insz: syntheticInsz(n), geboortedatum: '1985-07-30', hoofdverblijfplaats: { nis } },
    gezin: { grootte: 3 },
    inkomen: { belastbaar: 18_500 },
    inschrijving: { datum: '2021-02-14' },
  };
}

describe('an exchange', () => {
  let rig: Rig;
  let gateway: GatewayProcess;
  let dossier: AskingSystem;
  let ofLeiedal: TopicLog;
  let alerts: TopicLog;
  let decisions: TopicLog;

  beforeAll(async () => {
    rig = await startRig();
    gateway = await rig.startGateway();
    dossier = await AskingSystem.open(rig, 'dossier');
    ofLeiedal = await TopicLog.open(await rig.client('leiedal'), 'sluis.out.leiedal.lokaal-woonbeleid', {
      group: 'leiedal',
    });
    alerts = await TopicLog.open(await rig.client('compliance'), 'sluis.alerts.woondienst-izegem', {
      group: 'compliance',
    });
    decisions = await TopicLog.open(await rig.client('auditor'), 'sluis.decisions', { group: 'auditor' });
  });

  afterAll(async () => {
    await Promise.all([dossier, ofLeiedal, alerts, decisions].map((open) => open.close()));
    await gateway.stop();
    await rig.stop();
  });

  it('passes a lawful request to its recipient whole, and tells the sender on what basis', async () => {
    const { reply, headers } = await dossier.send(coordinationRequest(1).message);
    expect(reply).toMatchObject({ effect: 'permit', recipient: 'vmsw', assumed: true, registerVersion: 1 });
    expect(reply.basis?.[0]?.instrument).toBe('bvcw-2021-6-79');
    expect(headers['ce_requestid']?.toString()).toBe('r-1');
    const log = await TopicLog.open(await rig.client('vmsw'), 'sluis.out.vmsw.coordinatie-sociale-huur', {
      group: 'vmsw',
    });
    await log.until(1);
    const [delivery] = log.records;
    expect(delivery?.headers?.['ce_id']?.toString()).toBe(`${reply.decisionId}.0`);
    expect(JSON.parse(delivery?.value?.toString() ?? '')).toEqual(JSON.parse(coordinationRequest(1).message.value));
    expect(delivery?.key?.toString()).not.toContain(coordinationRequest(1).insz);
    await log.close();
  });

  it('gives a statistical recipient a pseudonym and classes, and nothing that links', async () => {
    const traced = {
      ...toLeiedal,
      ce_correlationid: 'c-1',
      ce_time: '2026-01-01T10:00:00Z',
      ce_traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    };
    const before = ofLeiedal.records.length;
    const { reply } = await dossier.ask(traced, candidate(7));
    expect(reply).toMatchObject({ effect: 'permit' });
    await ofLeiedal.until(before + 1);
    const delivery = ofLeiedal.records[before];
    const value = JSON.parse(delivery?.value?.toString() ?? '') as ReturnType<typeof candidate>;
    expect(value).toMatchObject({
      persoon: { insz: expect.stringMatching(/^psn:1:[a-z2-7]{26}$/), hoofdverblijfplaats: { nis: '34022' } },
      inkomen: { belastbaar: '15000-19999' },
      inschrijving: { datum: '2021-Q1' },
    });
    const everything = JSON.stringify([delivery?.key?.toString(), value, delivery?.headers, delivery?.timestamp]);
    expect(everything).not.toContain(syntheticInsz(7));
    for (const name of ['ce_correlationid', 'ce_time', 'ce_traceparent', 'traceparent']) {
      expect(Object.keys(delivery?.headers ?? {})).not.toContain(name);
    }
  });

  it('gives one person the same pseudonym through two providers, and two persons two', async () => {
    const other = await AskingSystem.open(rig, 'dossier-zuid-west');
    const before = ofLeiedal.records.length;
    await dossier.ask(toLeiedal, candidate(21));
    await other.ask(toLeiedal, candidate(21));
    await dossier.ask(toLeiedal, candidate(22));
    await ofLeiedal.until(before + 3);
    const pseudonyms = ofLeiedal.records
      .slice(before)
      .map(({ value }) => (JSON.parse(value?.toString() ?? '') as { persoon: { insz: string } }).persoon.insz);
    expect(new Set(pseudonyms).size).toBe(2);
    await other.close();
  });

  it('denies a field that nobody listed, names it, and says what to drop; doing so is permitted', async () => {
    const data = { persoon: { insz: syntheticInsz(3), naam: 'Proef', nationaliteit: 'BE' } };
    const attributes = { ...toVlabinvest, ce_territory: '23088' };
    const { reply } = await dossier.ask(attributes, data);
    expect(reply.effect).toBe('deny');
    expect(reply.reasons).toMatchObject([{ code: 'field-not-permitted', fields: ['persoon.nationaliteit'] }]);
    expect(reply.nearest).toMatchObject({ instrument: 'rr-2013-48', excess: ['persoon.nationaliteit'] });
    expect(reply.remedy).toEqual([{ drop: ['persoon.nationaliteit'] }]);
    const mended = { persoon: { insz: syntheticInsz(3), naam: 'Proef' } };
    expect((await dossier.ask(attributes, mended)).reply.effect).toBe('permit');
  });

  it('alerts compliance of a denial and records it, with reasons and without a value', async () => {
    const { reply } = await dossier.ask({ ...toLeiedal, ce_purpose: 'huurpremie' }, candidate(4));
    expect(reply.reasons).toMatchObject([{ code: 'no-permission' }]);
    await waitFor(() => alerts.records.some(({ value }) => value?.toString().includes(reply.decisionId)));
    await waitFor(() => decisions.records.some(({ value }) => value?.toString().includes(reply.decisionId)));
    const alert =
      alerts.records.find(({ value }) => value?.toString().includes(reply.decisionId))?.value?.toString() ?? '';
    expect(JSON.parse(alert)).toMatchObject({ decisionId: reply.decisionId, effect: 'deny', request: reply.request });
    expect(alert).not.toContain(syntheticInsz(4));
  });

  it('denies one municipality beside the territory and passes one inside it', async () => {
    expect((await dossier.ask(toLeiedal, candidate(5, '33029'))).reply.effect).toBe('permit');
    const { reply } = await dossier.ask(toLeiedal, candidate(5, '36008'));
    expect(reply.reasons?.map(({ code }) => code)).toEqual(['outside-territory']);
  });

  it('takes each record on its own in mode each, delivers those that pass in order, and counts', async () => {
    const before = ofLeiedal.records.length;
    const records = [
      candidate(30),
      candidate(31, '36008'),
      candidate(32),
      { ...candidate(33), woning: { id: 'abcdef' } },
    ];
    const { reply } = await dossier.ask({ ...toLeiedal, ce_mode: 'each' }, records);
    expect(reply).toMatchObject({ effect: 'permit', records: { permitted: 2, denied: 2 } });
    expect(reply.reasons?.map(({ code, count, fields }) => ({ code, count, fields }))).toEqual(
      expect.arrayContaining([
        { code: 'outside-territory', count: 1, fields: undefined },
        { code: 'field-not-permitted', count: 1, fields: undefined },
      ]),
    );
    await ofLeiedal.until(before + 2);
    expect(ofLeiedal.header('ce_id').slice(before)).toEqual([`${reply.decisionId}.0`, `${reply.decisionId}.1`]);
    expect((await dossier.ask(toLeiedal, records)).reply.effect).toBe('deny');
  });

  it('decides and delivers nothing when only asked to check', async () => {
    const before = ofLeiedal.records.length;
    const { reply } = await dossier.ask({ ...toLeiedal, ce_type: 'be.sluis.exchange.check.v1' }, candidate(40));
    expect(reply.effect).toBe('permit');
    await ofLeiedal.quiet();
    expect(ofLeiedal.records).toHaveLength(before);
  });

  it('repeats the first answer to the same request and delivers nothing twice', async () => {
    const id = randomUUID();
    const before = ofLeiedal.records.length;
    const first = await dossier.ask({ ...toLeiedal, ce_id: id }, candidate(50));
    const again = await dossier.ask({ ...toLeiedal, ce_id: id, ce_time: '2026-02-01T00:00:00Z' }, candidate(50));
    expect({ ...again.reply, request: undefined }).toEqual({ ...first.reply, request: undefined });
    expect(again.reply.request.offset).not.toBe(first.reply.request.offset);
    await ofLeiedal.quiet();
    expect(ofLeiedal.records).toHaveLength(before + 1);
  });

  it('denies another request under a used id as a duplicate and names the first decision', async () => {
    const id = randomUUID();
    const first = await dossier.ask({ ...toLeiedal, ce_id: id }, candidate(51));
    const clash = await dossier.ask({ ...toLeiedal, ce_id: id }, candidate(52));
    expect(clash.reply).toMatchObject({ effect: 'deny', first: first.reply.decisionId });
    expect(clash.reply.reasons?.map(({ code }) => code)).toEqual(['duplicate']);
  });

  it('answers on the partition that a request-reply client asked for, and never on another topic', async () => {
    const nest = {
      kafka_correlationId: 'nest-1',
      kafka_replyTopic: 'sluis.in.dossier.reply',
      kafka_replyPartition: '4',
    };
    const { headers } = await dossier.ask({ ...toLeiedal, ...nest }, candidate(60));
    expect(headers['kafka_correlationId']?.toString()).toBe('nest-1');
    expect(headers['kafka_nest-is-disposed']?.toString()).toBe('true');
    const aimed = { ...nest, kafka_replyTopic: 'sluis.in.leiedal.reply' };
    await dossier.ask({ ...toLeiedal, ...aimed }, candidate(61));
    const ends = await rig.admin.fetchTopicOffsets('sluis.in.leiedal.reply');
    expect(ends.every(({ high }) => high === '0')).toBe(true);
  });

  it('answers not-deliverable to a sender who did not record the restriction, and precisely to the one who did', async () => {
    const { gateway: gatewayKeys } = rig.keys;
    const token = (await import('#keys')).openKeys(gatewayKeys).personTokens(syntheticInsz(70))[0]!;
    await rig.publishFact({
      id: 'fact-1',
      kind: 'restriction',
      token,
      participant: 'leiedal',
      from: '2020-01-01',
      until: null,
    });
    await waitFor(async () => (await dossier.ask(toLeiedal, candidate(70))).reply.effect === 'deny');
    const { reply } = await dossier.ask(toLeiedal, candidate(70));
    expect(reply.reasons).toEqual([{ code: 'not-deliverable', message: expect.anything() }]);
    expect(reply).not.toHaveProperty('nearest');
    expect(reply).not.toHaveProperty('remedy');
    const recordOf = () => decisions.records.find(({ value }) => value?.toString().includes(reply.decisionId));
    await waitFor(() => recordOf() !== undefined);
    // The precise cause is on record, and so is that the sender was told less: what compliance of the sender may see.
    expect(JSON.parse(recordOf()!.value!.toString())).toMatchObject({
      reasons: [{ code: 'subject-restricted' }],
      answered: [{ code: 'not-deliverable' }],
    });
    await rig.publishFact({
      id: 'fact-2',
      kind: 'restriction',
      token: (await import('#keys')).openKeys(gatewayKeys).personTokens(syntheticInsz(71))[0]!,
      participant: 'woondienst-izegem',
      from: '2020-01-01',
      until: null,
    });
    await waitFor(async () => (await dossier.ask(toLeiedal, candidate(71))).reply.effect === 'deny');
    const own = (await dossier.ask(toLeiedal, candidate(71))).reply;
    expect(own.reasons?.map(({ code }) => code)).toEqual(['subject-restricted']);
  });

  it('denies everything once the register is not to be trusted, and nothing once it is mended', async () => {
    const producer = rig.operator.producer();
    await producer.connect();
    await producer.send({ topic: 'sluis.register', messages: [{ key: 'manifest', value: 'not.a.signature' }] });
    await waitFor(async () => (await dossier.ask(toLeiedal, candidate(80))).reply.effect === 'deny');
    const { reply } = await dossier.ask(toLeiedal, candidate(81));
    expect(reply.reasons?.map(({ code }) => code)).toEqual(['register-stale']);
    expect(await gateway.health()).toEqual({ up: false, reasons: ['register-untrusted'] });
    await rig.publishRegister(2);
    await waitFor(async () => (await dossier.ask(toLeiedal, candidate(82))).reply.effect === 'permit');
    await producer.disconnect();
  });

  it('counts its decisions by effect and reason', async () => {
    const metrics = await gateway.metrics();
    expect(metrics).toMatch(/sluis_decisions_total\{effect="permit",reason="none"\} [1-9]/);
    expect(metrics).toMatch(/sluis_decisions_total\{effect="deny",reason="no-permission"\} [1-9]/);
  });
});

async function waitFor(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('what was waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
