import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataSource } from '#postgres';
import { Edge, type Answer, type Question } from '../../support/edge';
import { ledgerUnderTest, startRecorder, type LedgerUnderTest, type RecorderProcess } from '../../support/recorder';
import { syntheticInsz } from '../../support/requests';
import type { GatewayProcess } from '../../support/rig';
import { openOffice, type Office, type Officer } from '../cases/office';
import { openPage, type Page } from './page';

const vlabinvest = 'instruments/rr-2013-48.yaml';
const why = { title: 'proef', reason: 'proef' };

function toVlabinvest(person: number, more: object = {}): Question {
  return {
    system: 'dossier',
    attributes: {
      ce_recipient: 'vlabinvest',
      ce_purpose: 'toewijzing-vlabinvest',
      ce_category: 'kandidaat-huurder',
      ce_territory: '23002',
    },
    data: { persoon: { insz: syntheticInsz(person), naam: 'Proefnaam', ...more } },
  };
}

jest.setTimeout(240_000);

/** The register of a running installation, changed by two officers, stopped by one; and what an open page hears of it all. */
describe('the register of a running installation', () => {
  let office: Office;
  let gateway: GatewayProcess;
  let ledger: LedgerUnderTest;
  let recorder: RecorderProcess;
  let edge: Edge;
  let page: Page;
  let person = 8_000;

  beforeAll(async () => {
    office = await openOffice();
    gateway = await office.rig.startGateway();
    ledger = await ledgerUnderTest(office.rig, office.databaseUrl);
    // Patient: a busy machine must not have it leave its group, since nothing here is about that.
    recorder = await startRecorder(office.rig, office.databaseUrl, ledger.keyPath, {
      SLUIS_SESSION_TIMEOUT_MS: '30000',
    });
    edge = await Edge.open(office.rig);
    page = await openPage(office.control().url, await office.control().identity.token('register-admin'));
  }, 300_000);

  afterAll(async () => {
    page?.close();
    await edge?.close();
    await recorder?.stop();
    await ledger?.source.destroy();
    await gateway?.stop();
    await office?.stop();
  });

  const withNationality = (): Promise<Answer> => edge.askOne(toVlabinvest(person++, { nationaliteit: 'BE' }));
  const propose = async (body: object, officer: Officer = 'register-admin'): Promise<string> => {
    const { status, json } = await office.as(officer, 'POST', '/register/proposals', { ...why, ...body });
    expect({ status, json }).toMatchObject({ status: 201 });
    return json.id;
  };
  const approve = (id: string, officer: Officer) => office.as(officer, 'POST', `/register/proposals/${id}/approve`);
  const changedText = (): string =>
    readFileSync(join(office.protocols, vlabinvest), 'utf8').replace(
      'persoon.burgerlijkeStaat:',
      'persoon.nationaliteit: { sure: assumed }\n          $&',
    );
  const upload = (text: string) => ({ from: 'upload', documents: [{ path: vlabinvest, text }] });

  /** Milliseconds until a request is answered so. */
  async function until(effect: 'permit' | 'deny', ask = withNationality): Promise<number> {
    const began = Date.now();
    for (;;) {
      const { reply } = await ask();
      if (reply.effect === effect) return Date.now() - began;
      if (Date.now() - began > 20_000) throw new Error(`not ${effect} in time`);
    }
  }

  it('is changed by no edited file: not by a start, a signal or a call of one person', async () => {
    const file = join(office.protocols, vlabinvest);
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, changedText());
    office.control().process.kill('SIGHUP');
    const { status, json } = await office.as('register-admin', 'POST', '/register/activate');
    expect({ status, detail: json.detail }).toEqual({ status: 409, detail: expect.stringContaining('two officers') });
    await office.restart();
    page.close();
    page = await openPage(office.control().url, await office.control().identity.token('register-admin'));
    expect((await office.as('dpo', 'GET', '/register')).json.version).toBe(1);
    expect((await withNationality()).reply.effect).toBe('deny');
    writeFileSync(file, before);
  });

  it('shows what a proposal would newly permit, and what it would have answered to the requests of last month', async () => {
    await eventually(async () => (await ledger.size()) > 0);
    const id = await propose(upload(changedText()));
    const { json } = await office.as('dpo', 'GET', `/register/proposals/${id}`);
    expect(json).toMatchObject({ state: 'open', own: false, basedOn: 1, faults: [] });
    expect(json.diff.counts).toMatchObject({ refused: 0, changed: 0 });
    const fields = json.diff.newlyPermitted.flatMap((region: { fields: string[] }) => region.fields);
    expect(new Set(fields)).toEqual(new Set(['persoon.nationaliteit']));
    expect(json.replay.nowPermitted).toBeGreaterThan(0);
    expect(json.replay.nowDenied).toBe(0);
    expect(json.replay.considered).toBe(json.replay.sameEffect + json.replay.nowPermitted);
    expect(json.replay.recorded).toBe(json.replay.considered);
  });

  it('refuses the approval of who proposed it, in the database too', async () => {
    const id = await propose(upload(changedText()));
    expect((await approve(id, 'register-admin')).status).toBe(409);
    const source = createDataSource(office.databaseUrl, 'test');
    await source.initialize();
    try {
      await expect(
        source.query(
          `UPDATE register_proposal SET state = 'approved', decided_by_subject = by_subject, decided_at = now(), version = 9 WHERE id = $1`,
          [id],
        ),
      ).rejects.toThrow(/check constraint/);
    } finally {
      await source.destroy();
    }
    expect((await office.as('dpo', 'GET', '/register')).json.version).toBe(1);
  });

  it('is changed by a second officer, and every gateway has it within a second', async () => {
    const id = await propose(upload(changedText()));
    const { status, json } = await approve(id, 'dpo');
    expect({ status, json }).toEqual({ status: 200, json: { version: 2 } });
    expect(await until('permit')).toBeLessThan(1_000);
    expect((await approve(id, 'dpo')).status).toBe(409);
    // What was compared with the register of before is no longer what it would change.
    const { json: all } = await office.as('dpo', 'GET', '/register/proposals?state=outdated');
    expect(all.length).toBeGreaterThan(0);
    expect((await approve(all[0].id, 'dpo')).status).toBe(409);
    await page.heard(({ event, data }) => event === 'register' && data.version === 2);
    await page.heard(({ event, data }) => event === 'proposal' && data.id === id && data.state === 'approved');
  });

  it('goes back the same way, under a new number', async () => {
    const id = await propose({ from: 'version', version: 1 });
    const { json } = await office.as('dpo', 'GET', `/register/proposals/${id}`);
    expect(json.diff.newlyRefused.length).toBeGreaterThan(0);
    expect((await approve(id, 'dpo')).json).toEqual({ version: 3 });
    expect(await until('deny')).toBeLessThan(1_000);
    const { json: versions } = await office.as('dpo', 'GET', '/register/versions');
    expect(versions[0].contentHash).toBe(versions[2].contentHash);
  });

  it.each([
    ['a version that never was', 4_711, 404],
    ['a number too large for any version', 17_592_186_044_416, 400],
    ['a part of a version', 1.5, 400],
  ])('goes back to no version where there is none: %s', async (_, version, status) => {
    const body = { from: 'version', version, title: 'Terug', reason: 'proef' };
    expect((await office.as('register-admin', 'POST', '/register/proposals', body)).status).toBe(status);
  });

  it('keeps its promises in the words that they have, whatever a proposal makes of them', async () => {
    const path = 'invariants/proef.yaml';
    const promise =
      'id: proef\ntitle: { nl: Proef }\nnever: { recipient: vlabinvest, fields: [persoon.nationaliteit] }\n';
    const lay = (...documents: object[]) => propose({ from: 'upload', documents });
    expect((await approve(await lay({ path, text: promise }), 'dpo')).status).toBe(200);

    const both = await lay({ path, text: null }, { path: vlabinvest, text: changedText() });
    const { json } = await office.as('dpo', 'GET', `/register/proposals/${both}`);
    expect(json.promises).toEqual([
      { id: 'proef', title: 'Proef', holds: false, change: 'removed', counterexample: expect.anything() },
    ]);
    expect(json.diff.documents).toContainEqual({ path, change: 'removed' });
    const refused = await approve(both, 'dpo');
    expect({ status: refused.status, detail: refused.json.detail }).toEqual({
      status: 409,
      detail: expect.stringContaining('proef'),
    });
    expect((await withNationality()).reply.effect).toBe('deny');

    // What it was compared with is no more once the promise has gone, though no document changed.
    const meanwhile = await lay({ path: vlabinvest, text: changedText() });
    expect((await approve(await lay({ path, text: null }), 'dpo')).status).toBe(200);
    expect((await approve(meanwhile, 'dpo')).status).toBe(409);
  });

  it('takes no proposal with faults, and says where each is', async () => {
    const id = await propose(upload('id: rr-2013-48\n'));
    const { json } = await office.as('dpo', 'GET', `/register/proposals/${id}`);
    expect(json.faults[0].place).toMatch(/^instruments\/rr-2013-48\.yaml:\d+:\d+$/);
    expect((await approve(id, 'dpo')).status).toBe(409);
    expect((await office.as('dpo', 'POST', `/register/proposals/${id}/reject`, { reason: 'fouten' })).status).toBe(204);
  });

  it('takes no instrument about one person as a file', async () => {
    const documents = [{ path: 'cases/dossier-abcdefghijklmnop.yaml', text: 'id: x' }];
    const { status } = await office.as('register-admin', 'POST', '/register/proposals', {
      ...why,
      from: 'upload',
      documents,
    });
    expect(status).toBe(400);
  });

  it('lets one officer suspend an instrument at once, over every later version, until two have lifted it', async () => {
    const ask = (): Promise<Answer> => edge.askOne(toVlabinvest(person++));
    expect(await until('permit', ask)).toBeLessThan(1_000);
    const order = { instrument: 'rr-2013-48', reason: 'proef van een schorsing' };
    expect((await office.as('dpo', 'POST', '/register/suspensions', order)).status).toBe(201);
    expect(await until('deny', ask)).toBeLessThan(1_000);
    expect((await ask()).record.reasons.map(({ code }) => code)).toEqual(['suspended']);
    expect((await office.as('dpo', 'POST', '/register/suspensions', order)).status).toBe(409);

    const later = await propose(upload(changedText()));
    expect((await approve(later, 'dpo')).status).toBe(200);
    await office.restart();
    expect((await ask()).reply.effect).toBe('deny');

    const lift = await propose({ from: 'lift', instrument: 'rr-2013-48' });
    expect((await approve(lift, 'register-admin')).status).toBe(409);
    expect((await approve(lift, 'dpo')).status).toBe(200);
    expect(await until('permit', ask)).toBeLessThan(1_000);
  });

  it('notes each of these acts in the ledger, with who did it', async () => {
    const acts = async (): Promise<string[]> => {
      const { json } = await office.as('dpo', 'GET', '/ledger/decisions?kind=act&limit=100');
      return json.decisions.map(({ act, by }: { act: string; by: string }) => `${act} ${by}`);
    };
    await eventually(async () => (await acts()).includes('register.suspend dpo'));
    expect(await acts()).toEqual(
      expect.arrayContaining([
        'register.propose register-admin',
        'register.approve dpo',
        'register.reject dpo',
        'register.outdate dpo',
      ]),
    );
  });

  it('is published for everybody as it is active, without login', async () => {
    const { url } = office.control();
    const index = await fetch(`${url}/protocollen/`);
    expect(index.status).toBe(200);
    expect(index.headers.get('content-security-policy')).toContain("default-src 'none'");
    const pages = [...(await index.text()).matchAll(/href="([a-z0-9-]+\.html)"/g)].map(([, name]) => name!);
    expect(pages.length).toBeGreaterThan(20);
    const instrument = await fetch(`${url}/protocollen/rr-2013-48.html`);
    expect(await instrument.text()).toContain('<h1>rr-2013-48: Gegevens van kandidaat-huurders');
    expect((await fetch(`${url}/protocollen/unknown.html`)).status).toBe(404);
  });

  it('lets an open page hear of a blocked exchange within a second, and counts it', async () => {
    page.close();
    page = await openPage(office.control().url, await office.control().identity.token('register-admin'));
    const before = (await office.as('dpo', 'GET', '/overview?days=1')).json;
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      page.forget();
      const began = Date.now();
      const [{ reply }] = await Promise.all([
        edge.askOne(toVlabinvest(person++, { geslacht: 'X' })),
        page.heard(({ event }) => event === 'case'),
      ]);
      expect(reply.effect).toBe('deny');
      times.push(Date.now() - began);
    }
    times.sort((a, b) => a - b);
    expect(times[18]!).toBeLessThan(2_000);
    const after = (await office.as('dpo', 'GET', '/overview?days=1')).json;
    expect(after.exchanges.denials).toBe(before.exchanges.denials + 20);
    expect(after.series).toHaveLength(24);
    expect(after.recorder).toMatchObject({ state: 'current', entries: await ledger.size() });
    const { json } = await office.as('dpo', 'GET', '/ledger/cases?reason=field-not-permitted&q=vlabinvest');
    expect(json.cases[0]).toMatchObject({ participant: 'woondienst-izegem', fields: ['persoon.geslacht'] });
    const { json: explained } = await office.as('dpo', 'GET', `/ledger/cases/${json.cases[0].id}/explanation`);
    expect(explained).toMatchObject({ remedy: ['laat weg: geslacht (persoon.geslacht)'], actor: { who: 'sender' } });
    expect(explained.nearest.instrument).toBe('rr-2013-48');
    expect(explained.decisions).toHaveLength(5);
  });

  it('answers who stops an instrument while Kafka hangs, says that it does, and tells the gateway once it goes on', async () => {
    const ready = async () =>
      (await fetch(`${office.control().url}/health/ready`)).json() as Promise<{ kafka: string }>;
    const known = await office.as('dpo', 'GET', '/register');
    office.rig.cluster.hang(0);
    try {
      const began = Date.now();
      const { status } = await office.as('dpo', 'POST', '/register/suspensions', {
        instrument: 'vtc-2015-9',
        reason: 'proef',
      });
      expect(status).toBe(201);
      expect(Date.now() - began).toBeLessThan(30_000);
      expect((await ready()).kafka).toBe('unreachable');
    } finally {
      office.rig.cluster.goOn(0);
    }
    await office.control().until(({ kafka }) => kafka === 'connected', 'connected again');
    const now = await office.as('dpo', 'GET', '/register');
    expect(now.json.published).toBe(true);
    expect(now.json.version).toBe(known.json.version + 1);
  });
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await holds()); attempt++) {
    if (attempt > 300) throw new Error('it never came');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
