import { openKeys } from '#keys';
import { flows, type Flow } from '../../support/flows';
import { syntheticInsz } from '../../support/requests';
import { samplePersons, sampleRecord, sampleValues } from '../../support/sample-record';
import { startRig, type GatewayProcess, type Rig } from '../../support/rig';
import { Edge, type Answer } from '../../support/edge';
import { otherDay } from './other-day';
import { closed, pathsOf, permitted, question, refused, rootOf, systemOf, waysOf, type Probe } from './probes';

const unrelated = { ...samplePersons, root: syntheticInsz(5_101) };
const notToContact = { ...samplePersons, root: syntheticInsz(5_102) };

/** Half a minute on a machine of its own; a busy one takes its time. */
const patienceMs = 240_000;

/** Every row of the flows that the sources name, through a real broker and a real gateway. */
describe('each flow of the sources', () => {
  let rig: Rig;
  let gateway: GatewayProcess;
  let edge: Edge;
  const answered: [Probe, Answer][] = [];

  beforeAll(async () => {
    rig = await startRig();
    gateway = await rig.startGateway();
    edge = await Edge.open(rig);
    await recordFacts(rig);
    // All rows in one go: a row at a time they would be a thousand small transactions.
    const probes = flows.flatMap((flow) => [...(flow.outsideEea ? [] : permitted(flow)), ...refusedNow(flow)]);
    const answers = await edge.ask(
      probes.map((probe) => probe.question),
      patienceMs,
    );
    for (const [index, probe] of probes.entries()) answered.push([probe, answers[index]!]);
  }, 2 * patienceMs);

  afterAll(async () => {
    await edge?.close();
    await gateway?.stop();
    await rig?.stop();
  });

  async function mismatches(probes: readonly Probe[]): Promise<string[]> {
    const answers = await edge.ask(
      probes.map((probe) => probe.question),
      patienceMs,
    );
    return probes.flatMap((probe, index) => mismatch(probe, answers[index]!));
  }

  const rows = [...new Set(flows.map(({ row }) => row))];
  it.each(rows)('%s passes for exactly its fields, and one step beside it is refused', (row) => {
    const ofRow = answered.filter(([{ name }]) => name.startsWith(`${row}: `));
    expect(ofRow.length).toBeGreaterThan(100);
    expect(ofRow.flatMap(([probe, answer]) => mismatch(probe, answer))).toEqual([]);
  });

  it('S1 passes where ksz relays what the source itself may give, and tells whose data it is', async () => {
    const relayed = flows.filter(({ via }) => via === 'ksz');
    expect(relayed.map(({ row }) => row)).toEqual(['I4', 'I5', 'I6']);
    for (const flow of relayed) {
      const way = waysOf(flow).find(({ relay }) => relay === 'ksz')!;
      const { reply, delivery } = await edge.askOne(question(way));
      expect(reply.effect).toBe('permit');
      expect(delivery?.headers['ce_provider']?.toString()).toBe('fod-sociale-zekerheid');
    }
  });

  it.each([
    ['S3', 'div', /beraadslaging van het Informatieveiligheidscomité of een federaal protocol/],
    ['S4', 'zorginstelling', /een wettelijke grond of de toestemming van de persoon/],
  ])(
    '%s is refused whatever %s sends, and the answer says which kind of instrument is missing',
    async (_, from, kind) => {
      const asked = Object.keys(sampleValues).flatMap((path) => {
        const number = path.startsWith('woning.') || path.startsWith('grond.') ? 'woning.id' : 'persoon.insz';
        const record = sampleRecord([...new Set([number, ...innerNumber(path), path])]);
        const category = number === 'woning.id' ? 'woning' : 'kandidaat-huurder';
        return ['inschrijving-toewijzing', 'opvolging-huur'].map((purpose) => ({
          system: systemOf(from),
          attributes: { ce_recipient: 'woondienst-izegem', ce_purpose: purpose, ce_category: category },
          data: record,
        }));
      });
      for (const { reply } of await edge.ask(asked)) {
        expect(reply.effect).toBe('deny');
        expect(reply.reasons?.map(({ code }) => code)).toEqual(['no-permission']);
        expect(reply.reasons?.[0]?.message.nl).toMatch(kind);
        expect(reply.remedy).toEqual([{ ask: 'register-instrument' }]);
        expect(reply).not.toHaveProperty('nearest');
      }
    },
  );

  it(
    'S6 is refused outside the EEA, whatever the person consented to',
    async () => {
      const probes = flows.filter(({ outsideEea }) => outsideEea === true).flatMap(permitted);
      const refusals = probes.map((probe) => ({
        ...probe,
        expected: { effect: 'deny', codes: ['outside-eea'] } as const,
      }));
      expect(await mismatches(refusals)).toEqual([]);
    },
    2 * patienceMs,
  );

  it('S5 is refused without consent of the person, and for whoever asked not to be contacted', async () => {
    const ways = flows.filter(({ row }) => row === 'S5').flatMap(waysOf);
    const without = await edge.ask(ways.map((way) => question(way, pathsOf(way.flow), unrelated)));
    expect(without.map(codesOf)).toEqual(ways.map(() => ['consent-missing']));
    const listed = await edge.ask(ways.map((way) => question(way, pathsOf(way.flow), notToContact)));
    expect(listed.map(codesOf)).toEqual(ways.map(() => ['do-not-contact']));
  });

  it('a flow within a relation is refused without an open file, told only to whoever should have one', async () => {
    const ways = flows.filter(({ relation }) => relation !== undefined).flatMap(waysOf);
    expect(new Set(ways.map(({ flow }) => flow.row))).toEqual(new Set(['O3b', 'O11', 'O12', 'Q11', 'Q12']));
    const answers = await edge.ask(ways.map((way) => question(way, pathsOf(way.flow), unrelated)));
    const told = ways.map(({ flow }) => [flow.relation === 'provider' ? 'no-relation' : 'not-deliverable']);
    expect(answers.map(codesOf)).toEqual(told);
    expect(answers.map(({ record }) => record.reasons.map(({ code }) => code))).toEqual(
      ways.map(() => ['no-relation']),
    );
  });

  it.each([
    ['ended yesterday', 'expired', 'ended' as const, 2],
    ['begins tomorrow', 'not-yet-in-force', 'coming' as const, 3],
  ])(
    'is refused on the day after it ends and before it begins: %s',
    async (_, code, when, version) => {
      await rig.publishRegister(version, await otherDay(when));
      await inForce(edge, version);
      const probes = flows.filter(({ outsideEea }) => outsideEea !== true).flatMap((flow) => closed(flow, code));
      expect(await mismatches(probes)).toEqual([]);
    },
    2 * patienceMs,
  );

  it(
    'passes again once the register is back',
    async () => {
      await rig.publishRegister(4);
      await inForce(edge, 4);
      const probes = flows
        .filter(({ outsideEea }) => outsideEea !== true)
        .flatMap((flow) => permitted(flow).slice(0, 1));
      expect(await mismatches(probes)).toEqual([]);
    },
    2 * patienceMs,
  );
});

/** What the row refuses, outside the EEA beside every other reason. */
function refusedNow(flow: Flow): Probe[] {
  if (flow.outsideEea !== true) return refused(flow);
  // Nothing of this flow is open, so that its own fields are refused with every other one.
  return refused(flow).map((probe) => {
    const { expected } = probe;
    if (expected.effect === 'permit' || expected.codes.includes('no-permission')) return probe;
    return { ...probe, expected: { effect: 'deny', codes: [...expected.codes, 'outside-eea'].sort() } };
  });
}

function mismatch({ name, expected }: Probe, { reply, delivery }: Answer): string[] {
  if (expected.effect === 'deny') {
    const codes = codesOf({ reply });
    return reply.effect === 'deny' && codes.join() === expected.codes.join()
      ? []
      : [`${name}: ${reply.effect} ${codes.join()} instead of ${expected.codes.join()}`];
  }
  if (reply.effect !== 'permit') return [`${name}: denied ${codesOf({ reply }).join()}`];
  const basis = reply.basis?.map(({ instrument }) => instrument) ?? [];
  const missing = expected.instruments.filter((instrument) => !basis.includes(instrument));
  const obligations = (reply.obligations ?? []).map(({ field, duty }) => `${field} ${duty}`).sort();
  const faults = missing.map((instrument) => `${name}: not carried by ${instrument}`);
  if (obligations.join() !== expected.obligations.join()) faults.push(`${name}: obligations ${obligations.join()}`);
  if (!isEqual(delivery?.value, expected.delivered))
    faults.push(`${name}: delivered ${JSON.stringify(delivery?.value)}`);
  return faults;
}

function codesOf({ reply }: Pick<Answer, 'reply'>): string[] {
  return (reply.reasons ?? []).map(({ code }) => code as string).sort();
}

function isEqual(actual: unknown, wanted: unknown): boolean {
  try {
    expect(actual).toEqual(wanted);
    return true;
  } catch {
    return false;
  }
}

function innerNumber(path: string): string[] {
  if (path.startsWith('gezin.leden[].')) return ['gezin.leden[].insz'];
  if (path.startsWith('partner.')) return ['partner.insz'];
  return path.startsWith('kind.') ? ['kind.insz'] : [];
}

/** The people of the sample records have an open file and consented everywhere; one of them asked not to be contacted. */
async function recordFacts(rig: Rig): Promise<void> {
  const keys = openKeys(rig.keys.gateway);
  const fact = async (kind: string, insz: string, participant: string): Promise<void> => {
    const id = `${kind}-${participant}-${insz.slice(-4)}`;
    const token = keys.personTokens(insz)[0]!;
    await rig.publishFact({ id, kind, token, participant, from: '2000-01-01', until: null });
  };
  const keepers = new Set(
    flows.flatMap(({ relation, from, to }) => (relation === 'provider' ? from : relation ? to : [])),
  );
  const askers = new Set(flows.flatMap(({ consent, from }) => (consent ? from : [])));
  for (const participant of keepers) await fact('caseload', samplePersons.root, participant);
  for (const participant of askers) {
    for (const insz of [samplePersons.root, notToContact.root]) await fact('consent', insz, participant);
    await fact('do-not-contact', notToContact.root, participant);
  }
}

async function inForce(edge: Edge, version: number): Promise<void> {
  const [way] = waysOf(flows[0]!);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { reply } = await edge.askOne(question(way!, [rootOf(way!.flow)]));
    if (reply.registerVersion === version) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`register version ${version} did not come into force`);
}
