import { syntheticInsz } from '../../support/requests';
import { call, denied, note, permitted, recorded, sendDenied, sizeOf } from './opened';

/** What officers ask. */
export function questions(): void {
  describe('questions', () => {
    it('are answered by system, recipient, purpose, instrument, reason and effect, a page at a time, and only with the token', async () => {
      expect((await call('GET', '/ledger/decisions', undefined, '')).status).toBe(401);
      const count = async (query: string): Promise<number> => {
        let found = 0;
        const ids = new Set<string>();
        for (let next: string | null = ''; next !== null;) {
          const { json, status } = await call('GET', `/ledger/decisions?kind=decision&limit=37&${query}&after=${next}`);
          expect(status).toBe(200);
          found += json.decisions.length;
          for (const { decisionId } of json.decisions) ids.add(decisionId);
          next = json.next;
        }
        expect(ids.size).toBe(found);
        return found;
      };
      const permits = await count('effect=permit');
      expect(permits).toBeGreaterThanOrEqual(permitted);
      expect(await count('recipient=vmsw')).toBe(permits);
      expect(await count('instrument=bvcw-2021-6-79')).toBe(permits);
      expect(await count('reason=field-not-permitted')).toBe(denied);
      expect(await count('purpose=toewijzing-vlabinvest&system=dossier')).toBe(denied);
      expect(await count('reason=expired')).toBe(0);
      expect(await count(`to=2020-01-01`)).toBe(0);
      const { json } = await call('GET', '/ledger/instruments/bvcw-2021-6-79');
      expect(json.permitted).toEqual([
        expect.objectContaining({ recipient: 'vmsw', system: 'dossier', decisions: permits }),
      ]);
    });

    it('about a person name who asked and why, in the ledger itself', async () => {
      const before = sizeOf(await note());
      const body = { insz: syntheticInsz(7), why: 'inzage, AVG art. 15' };
      expect((await call('POST', '/ledger/persons', { ...body, why: '' })).status).toBe(400);
      const first = await call('POST', '/ledger/persons', body);
      expect(first.json.decisions.filter((one: { entry: string }) => one.entry === 'decision')).toEqual([
        expect.objectContaining({
          recipient: 'vmsw',
          effect: 'permit',
          basis: [expect.objectContaining({ instrument: 'bvcw-2021-6-79' })],
        }),
      ]);
      await recorded(before + 1);
      const { json } = await call('POST', '/ledger/persons', body);
      expect(json.decisions).toContainEqual(
        expect.objectContaining({ entry: 'access', access: { by: 'register-admin', why: body.why } }),
      );
      expect((await call('GET', `/ledger/decisions/${first.json.lookup}`)).json.details.match).toBe(true);
    });
  });

  describe('cases', () => {
    it('group like denials into one, keep their history, and reopen when denied again', async () => {
      const { json } = await call('GET', '/ledger/cases?system=dossier');
      expect(json.cases).toEqual([
        expect.objectContaining({
          reason: 'field-not-permitted',
          fields: ['persoon.nationaliteit'],
          instrument: 'rr-2013-48',
          count: denied,
          status: 'open',
        }),
      ]);
      const { id } = json.cases[0];
      const change = { status: 'resolved', assignee: 'jurist', note: 'veld weggelaten' };
      const changed = await call('PATCH', `/ledger/cases/${id}`, change);
      expect(changed.json).toMatchObject({ status: 'resolved', assignee: 'jurist' });
      const again = await call('GET', `/ledger/cases/${id}/decisions`);
      expect(again.json.decisionIds).toHaveLength(denied);
      const before = sizeOf(await note());
      await sendDenied(3);
      await recorded(before + 3);
      const reopened = await call('GET', `/ledger/cases/${id}`);
      expect(reopened.json).toMatchObject({ status: 'open', count: denied + 3, trend: { last7Days: denied + 3 } });
      expect(reopened.json.history.map(({ kind }: { kind: string }) => kind)).toEqual([
        'status',
        'assignee',
        'note',
        'reopened',
      ]);
    });
  });
}
