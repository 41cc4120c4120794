import { syntheticInsz } from '../../support/requests';
import type { Visitor } from '../../support/visitor';
import type { Page } from '../activation/page';
import type { Answer } from '../control-process';
import { table } from './table';

/** What the chapters need of the installation that the table is tried at. */
export interface Context {
  /** A call by a program. */
  as(caller: string, method: string, path: string, body?: unknown): Promise<Answer>;
  /** A call by whoever shows this. */
  shown(authorization: string, path: string, body: unknown): Promise<Answer>;
  /** The access token of a program. */
  token(caller: string): Promise<string>;
  /** The browser of somebody who logged in. */
  person(account: string): Promise<Visitor>;
  page(caller: string): Promise<Page>;
  query(text: string, values?: unknown[]): Promise<any[]>;
  readonly insz: string;
}

/** What open pages of officers hear, of what PostgreSQL tells. */
export function openPages({ page, query }: Context): void {
  it.each([
    ['dpo-own', ['case', 'register']],
    ['dpo-other', ['register']],
    ['compliance-own', ['case', 'register']],
    ['compliance-all', ['case', 'register']],
    ['dpo-all', ['case', 'proposal', 'register']],
    ['operator-other', ['register']],
    // Numbers it sees, and cases it does not.
    ['operator-own', ['overview', 'register']],
    ['operator-all', ['overview', 'register']],
    ['register-admin-all', ['overview', 'proposal', 'register']],
    ['auditor-all', ['case', 'proposal', 'register']],
  ])(
    'an open page of %s hears %j of a case of Woondienst Regio Izegem, a proposal and a version',
    async (caller, heard) => {
      const open = await page(caller);
      // Once the page hears anything at all, it hears what comes from now on.
      const case_ = {
        kind: 'case',
        id: '1',
        status: 'open',
        lastAt: '2026-06-15T12:00:00.000Z',
        count: 1,
        system: 'dossier',
      };
      const news = [case_, { kind: 'proposal', id: '1', state: 'open' }, { kind: 'register', version: 99_999 }];
      await query('SELECT pg_notify($1, $2)', ['sluis_news', JSON.stringify(news)]);
      const events: string[] = [];
      await open.heard(({ event, data }) => {
        if (!events.includes(event)) events.push(event);
        return event === 'register' && data.version === 99_999;
      });
      open.close();
      expect(events).toEqual(heard);
    },
  );
}

/** Of persons: each one is an entry of the ledger, and nobody asks for many. */
export function lookUps({ shown, token }: Context): void {
  describe('look-ups of persons', () => {
    it('are sixty a minute for each officer, whoever else asks from the same address', async () => {
      const look = (authorization: string): Promise<Answer> =>
        shown(authorization, '/ledger/persons', { insz: syntheticInsz(6_002), why: 'inzage' });
      for (let count = 0; count < 61; count += 1) expect((await look('Bearer x')).status).toBe(401);
      const own = `Bearer ${await token('dpo-own')}`;
      const answers: number[] = [];
      while (answers.length < 61 && answers.at(-1) !== 429) answers.push((await look(own)).status);
      // The table's own look-up may be of the same minute.
      expect(answers.filter((status) => status === 200).length).toBeGreaterThan(50);
      expect(answers.at(-1)).toBe(429);
      const refused = await look(own);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await look(`Bearer ${await token('dpo-other')}`)).status).toBe(200);
      expect(refused.headers.get('x-ratelimit-limit')).toBe('6000');
    }, 60_000);
  });
}

/** Each changing route leaves in the ledger who did what, and no value. */
export function notedActs({ as, person, query, insz }: Context): void {
  /** That decides and changes nothing. */
  const asking = ['POST /decide', 'POST /ledger/decisions/{id}/redecide'];

  describe('what officers do', () => {
    it('has an entry of the ledger named in the table for each route that changes anything', () => {
      const changing = table.filter(({ route }) => !route.startsWith('GET ') && !asking.includes(route));
      expect(changing.filter(({ noted }) => noted === undefined).map(({ route }) => route)).toEqual([]);
    });

    it('is noted with who did it and on what, and without a value', async () => {
      const done = async (answer: Promise<{ status: number; json: any }>, status: number): Promise<any> => {
        const { json, status: answered } = await answer;
        expect({ status: answered, json }).toMatchObject({ status });
        return json;
      };
      const propose = (body: object) =>
        done(
          as('register-admin-all', 'POST', '/register/proposals', { title: 'proef', reason: 'proef', ...body }),
          201,
        );
      // An officer of one participant stops an instrument to which that is a party.
      const order = { instrument: 'rr-2013-48', reason: 'proef' };
      await done(as('dpo-own', 'POST', '/register/suspensions', order), 201);
      const dpo = await person('dpo');
      const lift = await propose({ from: 'lift', instrument: order.instrument });
      const back = await propose({ from: 'version', version: 1 });
      const outdated = await propose({ from: 'version', version: 1 });
      await done(dpo.call('POST', `/register/proposals/${back.id}/reject`, { reason: 'proef' }), 204);
      await done(dpo.call('POST', `/register/proposals/${lift.id}/approve`), 200);
      await done(dpo.call('POST', `/register/proposals/${outdated.id}/approve`), 409);
      await done(as('operator-all', 'PUT', '/ledger/retention', { kind: 'access', days: 36_500 }), 200);
      await done(as('dpo-all', 'POST', '/ledger/erasures', { insz: syntheticInsz(6_001), why: 'proef' }), 200);
      await done((await person('auditor')).call('POST', '/logout'), 200);

      const rows: { kind: string; body: string }[] = await query(
        'SELECT kind, body FROM ledger_journal ORDER BY number',
      );
      const notes = rows.map(({ kind, body }) => {
        const { act, by, access, erasure } = JSON.parse(body);
        return { noted: act ?? kind, by: by ?? access?.by ?? erasure?.by };
      });
      const named = [...new Set(table.flatMap(({ noted }) => noted ?? [])), 'register.outdate'];
      for (const noted of named) {
        expect(notes).toContainEqual({ noted, by: expect.stringMatching(/^[a-z0-9-]+$/) });
      }
      expect(notes).toContainEqual({ noted: 'register.approve', by: 'dpo' });
      expect(notes).toContainEqual({ noted: 'register.suspend', by: 'dpo-own' });
      expect(notes).toContainEqual({ noted: 'register.activate', by: 'control' });
      const bodies = rows.map(({ body }) => body).join('\n');
      expect(bodies).not.toContain(insz);
      expect(bodies).not.toContain('nagekeken');
    });
  });
}
