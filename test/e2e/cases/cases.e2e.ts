import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brusselsDate } from '#contract';
import { openKeys } from '#keys';
import { createDataSource } from '#postgres';
import { Edge, type Answer, type Question } from '../../support/edge';
import { syntheticInsz } from '../../support/requests';
import type { GatewayProcess } from '../../support/rig';
import { TopicLog } from '../../support/traffic';
import { readAll } from '../control-process';
import { openOffice, reviewSeconds, type Office } from './office';

const [subject, housemate, stranger, mover, patient, unreviewed, orphan] = Array.from({ length: 7 }, (_, n) =>
  syntheticInsz(6_001 + n),
) as [string, string, string, string, string, string, string];
const caseId = /dossier-[a-z2-7]{16}/;
const tomorrow = brusselsDate(Date.now() + 86_400_000);

const order = {
  kind: 'legal-duty',
  insz: subject,
  provider: 'woondienst-izegem',
  recipient: 'politie',
  categories: ['huurder', 'gezinslid'],
  fields: ['persoon.insz', 'persoon.naam', 'gezin.leden[].insz'],
  until: tomorrow,
  ground: 'vordering in één opsporingsonderzoek',
};

function toPolice(insz: string, more: object = {}, attributes: Record<string, string> = {}): Question {
  return {
    system: 'dossier',
    attributes: {
      ce_recipient: 'politie',
      ce_purpose: 'wettelijke-verplichting',
      ce_category: 'huurder',
      ...attributes,
    },
    data: { persoon: { insz, naam: 'Proefnaam' }, ...more },
  };
}

/** Flows S7, S8 and S9: instruments about one person, by two officers, through control, broker and gateway. */
describe('a case about one person', () => {
  let office: Office;
  let gateway: GatewayProcess;
  let edge: Edge;
  const ids: string[] = [];
  /** Answers to everybody whom no case is about. */
  const others: Answer[] = [];

  beforeAll(async () => {
    office = await openOffice();
    gateway = await office.rig.startGateway();
    edge = await Edge.open(office.rig);
  }, 240_000);

  afterAll(async () => {
    await edge?.close();
    await gateway?.stop();
    await office?.stop();
  });

  async function propose(body: object, officer: 'register-admin' | 'dpo' = 'register-admin'): Promise<string> {
    const { status, json } = await office.as(officer, 'POST', '/cases', body);
    expect({ status, json }).toMatchObject({ status: 201 });
    expect(json.id).toMatch(/^dossier-[a-z2-7]{16}$/);
    ids.push(json.id);
    return json.id;
  }

  async function until(asked: Question, effect: 'permit' | 'deny', withinMs = 5_000): Promise<Answer> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const answer = await edge.askOne(asked);
      if (answer.reply.effect === effect) return answer;
      if (Date.now() > deadline) throw new Error(`not ${effect} in time: ${answer.text}`);
    }
  }

  const codes = ({ reply }: Answer): string[] => (reply.reasons ?? []).map(({ code }) => code);
  const stateOf = async (id: string): Promise<unknown> => {
    const { json } = await office.as('dpo', 'GET', '/cases');
    const { state, endCause } = json.find((each: { id: string }) => each.id === id);
    return endCause === null ? state : [state, endCause];
  };

  /** Gateways end what is overdue by themselves; control notes it in its next round. */
  async function untilEnded(id: string, cause: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (JSON.stringify(await stateOf(id)) !== JSON.stringify(['ended', cause])) {
      if (Date.now() > deadline) throw new Error(`case not ended in time: ${JSON.stringify(await stateOf(id))}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  it('is entered by officers only, and never by what the register does not know', async () => {
    expect((await office.as('nobody', 'GET', '/cases')).status).toBe(401);
    expect((await office.as('nobody', 'POST', '/cases', order)).status).toBe(401);
    const wrong: [object, string, string][] = [
      [{ insz: '85073099847x' }, 'insz', 'eleven digits'],
      [{ recipient: 'niemand' }, 'recipient', 'is not a participant'],
      [{ recipient: 'leiedal' }, 'recipient', 'no system that reads'],
      [{ provider: 'politie' }, 'recipient', 'must differ'],
      [{ fields: ['persoon.insz', 'persoon.bijnaam'] }, 'fields', 'fields of the active register'],
      [{ fields: ['persoon.naam'] }, 'case', 'INSZ'],
      [{ categories: ['iedereen'] }, 'categories', 'categories of the active register'],
      [{ until: brusselsDate(Date.now()) }, 'until', 'later than today'],
      [{ others: [subject] }, 'others', 'must not hold `insz`'],
      [{ ground: `over ${stranger}` }, 'ground', 'must not hold a number'],
      [{ kind: 'consent' }, 'kind', 'must be one of'],
      [{ atOwnRequest: true }, 'atOwnRequest', 'portability only'],
      [{ approvedBy: 'dpo' }, 'approvedBy', 'is not a property of a case'],
    ];
    for (const [change, property, problem] of wrong) {
      const { status, json } = await office.as('register-admin', 'POST', '/cases', { ...order, ...change });
      expect({ change, status, json }).toMatchObject({
        status: 400,
        json: { errors: expect.arrayContaining([{ property, problem: expect.stringContaining(problem) }]) },
      });
      expect(JSON.stringify(json)).not.toMatch(/\d{11}/);
    }
    expect((await office.as('dpo', 'GET', '/cases')).json).toEqual([]);
  });

  it('S7 is refused before a second officer approved it, and whoever proposed it is no second one', async () => {
    others.push(...(await edge.ask([toPolice(stranger), toPolice(housemate)])));
    const before = await edge.askOne(toPolice(subject));
    expect(codes(before)).toEqual(['no-permission']);
    const id = await propose({ ...order, others: [housemate] });
    expect((await office.as('register-admin', 'POST', `/cases/${id}/approve`)).status).toBe(409);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const proposed = await edge.askOne(toPolice(subject));
    expect(proposed.reply.registerVersion).toBe(before.reply.registerVersion);
    expect(codes(proposed)).toEqual(['no-permission']);
    expect(await stateOf(id)).toBe('proposed');
  });

  it('S7 passes for its person within seconds of the second approval, and names itself to that sender and recipient only', async () => {
    const [id] = ids;
    expect((await office.as('dpo', 'POST', `/cases/${id}/approve`)).status).toBe(204);
    expect((await office.as('dpo', 'POST', `/cases/${id}/approve`)).status).toBe(409);
    const { reply, delivery } = await until(toPolice(subject), 'permit');
    expect(reply.basis).toEqual([{ instrument: id, fields: ['persoon.insz', 'persoon.naam'] }]);
    expect(delivery?.value).toEqual({ persoon: { insz: subject, naam: 'Proefnaam' } });
    expect(delivery?.headers['ce_basis']?.toString()).toBe(id);
    const [together] = await edge.ask([toPolice(subject, { gezin: { leden: [{ insz: housemate }] } })]);
    expect(together!.reply.effect).toBe('permit');
    expect(await stateOf(id!)).toBe('in-force');
  });

  it('S7 does not exist for anybody else: the answer is the one of before, to the letter', async () => {
    const now = await edge.ask([toPolice(stranger), toPolice(housemate)]);
    expect(now.map(comparable)).toEqual(others.map(comparable));
    const beside: Question[] = [
      toPolice(stranger, {}, { ce_basis: ids[0]! }),
      { ...toPolice(subject), system: 'dossier-rand' },
      { ...toPolice(subject, {}, { ce_provider: 'woondienst-izegem' }), system: 'vmsw' },
      toPolice(subject, {}, { ce_recipient: 'ocmw-izegem' }),
      toPolice(subject, {}, { ce_purpose: 'vitaal-belang' }),
    ];
    const answers = await edge.ask(beside);
    expect(answers.map(codes)).toEqual([
      ['unknown-basis'],
      ['no-permission'],
      ['no-permission'],
      ['no-permission'],
      ['no-permission'],
    ]);
    others.push(...now, ...answers);
    const strangerInside = await edge.askOne(toPolice(subject, { gezin: { leden: [{ insz: stranger }] } }));
    expect(codes(strangerInside)).toEqual(['category-not-permitted']);
    const more = { persoon: { insz: subject, naam: 'Proefnaam', nationaliteit: 'BE' } };
    const [tooMuch] = await edge.ask([{ ...toPolice(subject), data: more }]);
    expect(codes(tooMuch!)).toEqual(['field-not-permitted']);
    expect(tooMuch!.reply).not.toHaveProperty('nearest');
    expect(tooMuch!.text).not.toMatch(caseId);
  });

  it('stays through a restart of control and a new register version', async () => {
    await office.restart();
    const before = await until(toPolice(subject), 'permit');
    appendFileSync(join(office.protocols, 'participants/leiedal.yaml'), '\nnotes:\n  - { nl: Proef }\n');
    const version = await office.activateFiles();
    expect(version).toBe(before.reply.registerVersion + 1);
    for (;;) {
      const { reply } = await until(toPolice(subject), 'permit');
      if (reply.registerVersion === version) break;
    }
  });

  it('is withheld, and stops nobody else, where a new register makes it impossible; and is back with what it needs', async () => {
    const police = join(office.protocols, 'participants/politie.yaml');
    const text = readFileSync(police, 'utf8');
    rmSync(police);
    await office.activateFiles();
    await until(toPolice(subject), 'deny');
    writeFileSync(police, text);
    await office.activateFiles();
    await until(toPolice(subject), 'permit');
    expect(office.log()).toContain('cases that the register makes impossible');
  });

  it('S7 is refused once it is ended, and is taken off the topic', async () => {
    const [id] = ids;
    expect((await office.as('register-admin', 'POST', `/cases/${id}/end`)).status).toBe(204);
    expect((await office.as('register-admin', 'POST', `/cases/${id}/end`)).status).toBe(204);
    expect((await office.as('dpo', 'POST', `/cases/${id}/approve`)).status).toBe(409);
    const ended = await until(toPolice(subject), 'deny');
    expect(comparable(ended)).toEqual(comparable(others[0]!));
    expect(await stateOf(id!)).toEqual(['ended', 'by-officer']);
    const records = await readAll(office.rig.cluster, 'sluis.register');
    const document = records.find(({ value }) => value.includes(id!))!;
    expect(records.findLast(({ key }) => key === document.key)!.value).toBe('');
    expect((await office.as('dpo', 'POST', '/cases/dossier-aaaaaaaaaaaaaaaa/end')).status).toBe(404);
  });

  it('S7 is refused after its last day, whatever its officers forget', async () => {
    const id = await propose(order, 'dpo');
    await office.as('register-admin', 'POST', `/cases/${id}/approve`);
    await until(toPolice(subject), 'permit');
    const source = await createDataSource(office.databaseUrl).initialize();
    await source.query('UPDATE person_case SET until_day = $2 WHERE id = $1', [id, brusselsDate(Date.now())]);
    await source.destroy();
    await until(toPolice(subject), 'deny');
    await untilEnded(id, 'past-its-end');
  });

  it('S8 goes to whoever may receive what people take along, at the request of the person', async () => {
    const portable = {
      ...order,
      kind: 'portability',
      insz: mover,
      recipient: 'shm-zuid-west',
      fields: ['persoon.insz', 'persoon.naam'],
      atOwnRequest: true,
      ground: 'verzoek van de persoon, AVG artikel 20',
    };
    const { status, json } = await office.as('dpo', 'POST', '/cases', { ...portable, atOwnRequest: undefined });
    expect({ status, json }).toMatchObject({ status: 400, json: { errors: [{ property: 'atOwnRequest' }] } });
    const elsewhere = await office.as('dpo', 'POST', '/cases', { ...portable, recipient: 'politie' });
    expect(elsewhere.json.errors).toContainEqual({
      property: 'recipient',
      problem: expect.stringContaining('ontvanger-overdraagbaarheid'),
    });
    const attributes = { ce_recipient: 'shm-zuid-west', ce_purpose: 'overdraagbaarheid' };
    const id = await propose(portable, 'dpo');
    expect(codes(await edge.askOne(toPolice(mover, {}, attributes)))).toEqual(['no-permission']);
    await office.as('register-admin', 'POST', `/cases/${id}/approve`);
    const { reply } = await until(toPolice(mover, {}, attributes), 'permit');
    expect(reply.basis).toMatchObject([{ instrument: id }]);
    expect(codes(await edge.askOne(toPolice(stranger, {}, attributes)))).toEqual(['no-permission']);
  });

  const vital = { ...order, kind: 'vital-interest', recipient: 'ocmw-izegem', ground: 'acuut gevaar' };
  const inDanger = { ce_recipient: 'ocmw-izegem', ce_purpose: 'vitaal-belang' };

  it('S9 holds at once by one officer, and goes on where a second one has seen it in time', async () => {
    const id = await propose({ ...vital, insz: patient });
    await until(toPolice(patient, {}, inDanger), 'permit');
    expect(await stateOf(id)).toBe('in-force-until-review');
    expect((await office.as('register-admin', 'POST', `/cases/${id}/approve`)).status).toBe(409);
    expect((await office.as('dpo', 'POST', `/cases/${id}/approve`)).status).toBe(204);
    const second = await propose({ ...vital, insz: unreviewed });
    await until(toPolice(unreviewed, {}, inDanger), 'permit');
    await new Promise((resolve) => setTimeout(resolve, reviewSeconds * 1_000));
    await until(toPolice(unreviewed, {}, inDanger), 'deny');
    await untilEnded(second, 'not-reviewed');
    expect((await office.as('dpo', 'POST', `/cases/${second}/approve`)).status).toBe(409);
    expect((await edge.askOne(toPolice(patient, {}, inDanger))).reply.effect).toBe('permit');
  });

  it('S9 ends without its review at the gateway itself, where control is down', async () => {
    await propose({ ...vital, insz: orphan });
    await until(toPolice(orphan, {}, inDanger), 'permit');
    await office.control().stop('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, reviewSeconds * 1_000));
    expect(codes(await edge.askOne(toPolice(orphan, {}, inDanger)))).toEqual(['no-permission']);
    await office.restart();
    await untilEnded(ids.at(-1)!, 'not-reviewed');
  });

  it('tells nobody of its person, and nobody else of itself', async () => {
    const numbers = [subject, housemate, mover, patient, unreviewed, orphan];
    const keys = openKeys(office.rig.keys.gateway);
    const tokens = numbers.flatMap((insz) => keys.personTokens(insz));
    const source = await createDataSource(office.databaseUrl).initialize();
    const rows = (await source.query('SELECT row_to_json(c)::text AS row FROM person_case c')) as { row: string }[];
    const documents = (await source.query('SELECT content AS row FROM register_document')) as { row: string }[];
    await source.destroy();
    const written = async (name: string): Promise<string> => {
      const log = await TopicLog.open(office.rig.operator, name);
      await log.quiet();
      await log.close();
      return log.records.map(({ key, value }) => `${key?.toString()} ${value?.toString()}`).join('\n');
    };
    const [listed, active, versions] = await Promise.all(
      ['/cases', '/register', '/register/versions'].map(async (path) =>
        JSON.stringify((await office.as('dpo', 'GET', path)).json),
      ),
    );
    // Its heartbeats would go on for ever.
    await office.control().stop();
    const places = {
      log: office.log(),
      listed: listed!,
      active: active!,
      versions: versions!,
      database: JSON.stringify([rows, documents]),
      register: await written('sluis.register'),
      alerts: await written('sluis.alerts.woondienst-izegem'),
      decisions: await written('sluis.decisions'),
    };
    for (const [place, text] of Object.entries(places)) {
      expect([place, text.length > 2, numbers.filter((insz) => text.includes(insz))]).toEqual([place, true, []]);
    }
    for (const place of ['log', 'listed', 'active', 'versions', 'alerts'] as const) {
      expect([place, tokens.filter((token) => places[place].includes(token))]).toEqual([place, []]);
    }
    expect(ids.length).toBeGreaterThan(4);
    for (const place of ['active', 'versions', 'alerts'] as const) {
      expect([place, ids.filter((id) => places[place].includes(id))]).toEqual([place, []]);
    }
    // Its ground is for officers alone.
    expect(places.register).not.toContain('opsporingsonderzoek');
    expect(others.length).toBeGreaterThan(5);
    for (const { text } of others) expect(text).not.toMatch(caseId);
  });
});

/** A reply without what differs from one request to the next. */
function comparable({ reply }: Answer): unknown {
  return { ...reply, decisionId: '', request: '', registerVersion: 0 };
}
