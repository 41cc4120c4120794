import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syntheticInsz } from '../../support/requests';
import { call, denied, note, opened, recorded, sendDenied, sizeOf, sluis } from './opened';

/** What the command line and the API say of lists and cases, and what they refuse. */
export function commands(): void {
  describe('lists on the command line', () => {
    it('show cases a page at a time and say that there are more', async () => {
      const before = sizeOf(await note());
      await sendDenied(2, { geboorteplaats: 'Izegem' });
      await recorded(before + 2);
      const first = await sluis('ledger', 'cases', '--limit', '1');
      const [, after] = /^more: --after (\S+)$/m.exec(first.stdout) ?? [];
      expect(first.stdout).toContain('persoon.geboorteplaats');
      const second = await sluis('ledger', 'cases', '--limit', '1', '--after', after!, '--json');
      const page = JSON.parse(second.stdout) as { cases: { fields: string[] }[]; next: string | null };
      expect(page.cases.map(({ fields }) => fields)).toEqual([['persoon.nationaliteit']]);
      const last = await sluis('ledger', 'cases', '--after', page.next!);
      expect(last.stdout).toBe('there is no such case\n');
      const narrowed = await sluis('ledger', 'cases', '--q', 'geboorteplaats', '--recipient', 'vlabinvest');
      expect([narrowed.code, narrowed.stdout.match(/field-not-permitted/g)?.length]).toEqual([0, 1]);
      expect(narrowed.stdout).not.toContain('more:');
    });

    it('tell one decision, what an instrument permitted, which fields of a person went, and who did what', async () => {
      const { json } = await call('GET', '/ledger/decisions?kind=decision&effect=permit&limit=1');
      const { decisionId } = json.decisions[0] as { decisionId: string };
      const one = await sluis('ledger', 'decision', decisionId);
      expect([one.code, one.stdout]).toEqual([
        0,
        expect.stringMatching(/toegestaan[^]*bvcw-2021-6-79[^]*persoon\.insz/),
      ]);
      const sum = await sluis('ledger', 'instrument', 'bvcw-2021-6-79');
      expect(sum.stdout).toMatch(/vmsw .*coordinatie-sociale-huur .*dossier .*\d+/);
      expect((await sluis('ledger', 'instrument', 'bvcw-2021-6-79', '--to', '2020-01-01')).stdout).toContain('nothing');
      const question = join(opened().scratch, 'who.json');
      writeFileSync(question, JSON.stringify({ insz: syntheticInsz(8), why: 'inzage, AVG art. 15' }));
      const person = await sluis('ledger', 'person', '--file', question);
      expect(person.stdout).toMatch(/^\S+ by bvcw-2021-6-79: .*persoon\.insz/m);
      await call('PATCH', `/ledger/cases/${(await call('GET', '/ledger/cases?limit=1')).json.cases[0].id}`, {
        note: 'gezien',
      });
      const seen = async (kind: string): Promise<string> => (await sluis('ledger', 'decisions', '--kind', kind)).stdout;
      for (let attempt = 0; attempt < 50 && !(await seen('act')).includes('case.change'); attempt++) {
        await new Promise((next) => setTimeout(next, 200));
      }
      expect(await seen('act')).toMatch(/act .*register-admin: case\.change/);
      expect(await seen('access')).toMatch(/access .*register-admin: inzage, AVG art\. 15/);
    });

    it('refuse what is no number, and tell what control refuses', async () => {
      for (const args of [
        ['cases', '--limit', '0x10'],
        ['decisions', '--limit', '0'],
      ]) {
        const { code, stderr } = await sluis('ledger', ...args);
        expect([args, code, stderr]).toEqual([args, 2, expect.stringContaining('a whole number from 1 to 1000')]);
      }
      for (const [args, said] of [
        [['decisions', '--from', '2026-02-31'], 'from must be a date or a time'],
        [['decisions', '--effect', 'maybe'], 'effect must be one of permit, deny'],
        [['cases', '--status', 'klaar'], 'status must be one of open, in-review, resolved, accepted'],
      ] as const) {
        const { code, stderr } = await sluis('ledger', ...args);
        expect([args, code, stderr]).toEqual([args, 1, expect.stringContaining(said)]);
      }
    });

    it('show what was passed over, and how long details are kept', async () => {
      const { database } = opened();
      // The markers of the chapter before: the recorder cannot know what they are.
      await database.query('CREATE TEMP TABLE gap_before AS SELECT * FROM ledger_gap');
      await database.query('DELETE FROM ledger_gap');
      expect(await sluis('ledger', 'gaps')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('passed over no'),
      });
      await database.query(
        `INSERT INTO ledger_gap (source, from_offset, to_offset)
         SELECT id, 900000, 900003 FROM ledger_source WHERE topic = 'sluis.in.dossier' AND partition = 0`,
      );
      expect(await sluis('ledger', 'gaps')).toMatchObject({
        code: 1,
        stdout: 'gap `sluis.in.dossier`, partition 0: no entry for offsets 900000 to 900002\n',
      });
      await database.query('DELETE FROM ledger_gap WHERE from_offset = 900000');
      await database.query('INSERT INTO ledger_gap SELECT * FROM gap_before');
      expect((await sluis('ledger', 'retention')).stdout).toBe('there is no rule: details are kept\n');
      await call('PUT', '/ledger/retention', { kind: 'access', days: 36_500 });
      const { code, stdout } = await sluis('ledger', 'retention');
      expect([code, stdout]).toEqual([0, expect.stringMatching(/access\s.*every other\s.*36500/)]);
      await call('PUT', '/ledger/retention', { kind: 'access', days: null });
    });
  });

  describe('a case on the command line', () => {
    it('is told in plain words, changed by them, and sent again only once it is resolved', async () => {
      const { json } = await call('GET', '/ledger/cases?q=nationaliteit');
      const { id } = json.cases[0] as { id: string };
      const shown = await sluis('ledger', 'case', id);
      expect(shown.code).toBe(0);
      for (const part of [
        `Geval ${id}: open`,
        'Wat werd gevraagd',
        'Vlabinvest (vlabinvest)',
        'Waarom niet',
        'Dichtstbijzijnde toelating',
        '(rr-2013-48)',
        'Wat helpt\n',
        'persoon.nationaliteit',
        'register-admin schreef: veld weggelaten',
      ]) {
        expect(shown.stdout).toContain(part);
      }
      expect(JSON.parse((await sluis('ledger', 'case', id, '--json')).stdout)).toMatchObject({ id, status: 'open' });
      const early = await sluis('ledger', 'resend', id);
      expect([early.code, early.stdout, early.stderr]).toEqual([
        1,
        '',
        expect.stringContaining('409: the case is open, not resolved'),
      ]);
      const done = await sluis(
        'ledger',
        'case',
        id,
        '--status',
        'resolved',
        '--no-assignee',
        '--note',
        'veld weggelaten',
      );
      expect([done.code, done.stdout]).toEqual([0, expect.stringContaining(`Geval ${id}: opgelost`)]);
      expect(done.stdout).toMatch(/Toegewezen aan\s+niemand/);
      const resent = await sluis('ledger', 'resend', id);
      expect([resent.code, resent.stdout.trim().split('\n')]).toEqual([0, expect.any(Array)]);
      expect(resent.stdout.trim().split('\n').length).toBeGreaterThanOrEqual(denied);
      expect((await sluis('ledger', 'case', '999999')).stderr).toContain('there is no such case');
    });
  });

  describe('a question to control that makes no sense', () => {
    it('is refused with the property and the rule, and is no act', async () => {
      const next = async (): Promise<number> => (await call('GET', '/ledger/journal')).json.next as number;
      const { json } = await call('GET', '/ledger/cases?q=nationaliteit');
      const { id } = json.cases[0] as { id: string };
      const before = await next();
      for (const [method, path, body, property] of [
        ['GET', '/ledger/decisions?from=2026-02-31', undefined, 'from'],
        ['GET', '/ledger/decisions?limit=0x10', undefined, 'limit'],
        ['GET', '/ledger/decisions?limit=5&limit=6', undefined, 'limit'],
        ['GET', '/ledger/decisions?sytem=dossier', undefined, 'sytem'],
        ['GET', '/ledger/decisions?effect=maybe', undefined, 'effect'],
        ['GET', '/ledger/decisions?kind=besluit', undefined, 'kind'],
        ['GET', '/ledger/decisions?reason=zomaar', undefined, 'reason'],
        ['GET', '/ledger/decisions?case=x', undefined, 'case'],
        ['GET', '/ledger/decisions?after=x', undefined, 'after'],
        ['GET', '/ledger/instruments/rr-2013-48?to=2026-13-01', undefined, 'to'],
        ['GET', '/ledger/instruments/rr-2013-48?recipient=vmsw', undefined, 'recipient'],
        ['GET', '/ledger/cases?status=klaar', undefined, 'status'],
        ['GET', '/ledger/cases?purpose=x', undefined, 'purpose'],
        ['GET', `/ledger/cases/${id}/decisions?limit=ten`, undefined, 'limit'],
        ['GET', `/ledger/cases/${id}/explanation?lang=fr`, undefined, 'lang'],
        ['GET', '/ledger/details?from=0x1', undefined, 'from'],
        ['PATCH', `/ledger/cases/${id}`, { status: 'klaar' }, 'status'],
        ['PATCH', `/ledger/cases/${id}`, { state: 'open' }, 'state'],
        ['PATCH', `/ledger/cases/${id}`, {}, undefined],
        ['PATCH', `/ledger/cases/${id}`, { note: '' }, undefined],
        ['POST', '/ledger/persons', { insz: '00010199747', why: 'x', from: '2026-01-01' }, 'from'],
        ['PUT', '/ledger/retention', { kind: 'decisions', days: 5 }, 'kind'],
        ['PUT', '/ledger/retention', { kind: 'decision', days: '5' }, 'days'],
      ] as const) {
        const { status, json: answer } = await call(method, path, body);
        expect([path, body, status, answer.errors?.[0].property]).toEqual([path, body, 400, property]);
      }
      expect(await next()).toBe(before);
    });
  });
}
