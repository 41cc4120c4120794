import { call, opened, sluis } from './opened';
import { newestPermit, plant } from './planted';

/** Past requests decided again. */
export function again(): void {
  describe('deciding a past request again', () => {
    it('gives the answer that was given, and says so where details were altered or removed', async () => {
      const newest = async (effect: string): Promise<string> =>
        (await call('GET', `/ledger/decisions?kind=decision&limit=1&effect=${effect}`)).json.decisions[0]
          .decisionId as string;
      const again = async (id: string): Promise<{ readonly code: number; readonly answer: object }> => {
        const { code, stdout } = await sluis('ledger', 'redecide', id, '--json');
        return { code, answer: JSON.parse(stdout) as object };
      };
      const [permit, deny] = [await newest('permit'), await newest('deny')];
      expect((await call('POST', `/ledger/decisions/${permit}/redecide`, undefined, '')).status).toBe(401);
      expect((await call('POST', '/ledger/decisions/nobody/redecide')).status).toBe(404);
      const basis = [expect.objectContaining({ instrument: 'bvcw-2021-6-79' })];
      const permitted = { effect: 'permit', basis, codes: [] };
      expect(await again(permit)).toMatchObject({
        code: 0,
        answer: { outcome: 'same', registerVersion: expect.any(Number), recorded: permitted, again: permitted },
      });
      expect(await again(deny)).toMatchObject({
        code: 0,
        answer: { outcome: 'same', again: { effect: 'deny', basis: [], codes: ['field-not-permitted'] } },
      });
      const index = (await call('GET', `/ledger/decisions/${deny}`)).json.index as number;
      const { rows } = await opened().database.query<{ body: string }>(
        'SELECT body FROM ledger_detail WHERE idx = $1',
        [index],
      );
      const { body } = rows[0]!;
      const write = (text: string): Promise<unknown> =>
        opened().database.query('UPDATE ledger_detail SET body = $2 WHERE idx = $1', [index, text]);
      await write(body.replace('field-not-permitted', 'no-permission'));
      expect(await again(deny)).toMatchObject({ code: 1, answer: { outcome: 'undecided', why: 'details-altered' } });
      await write(body);
      expect((await again(deny)).code).toBe(0);
      // As retention removes them.
      for (const table of ['ledger_person', 'ledger_detail']) {
        await opened().database.query(`DELETE FROM ${table} WHERE idx = $1`, [index]);
      }
      expect(await again(deny)).toMatchObject({ code: 2, answer: { outcome: 'undecided', why: 'details-removed' } });
      const told = await sluis('ledger', 'redecide', deny);
      expect(told.stdout).toContain('its details were erased or have reached the end of their retention');
    });
  });

  describe('a decision that the register of then does not give', () => {
    it('is told as another answer, though its entry and details are in order', async () => {
      const newest = await newestPermit();
      // As a gateway would write it that lets more pass than it may: one field more, under the same instrument.
      const [basis] = newest.basis;
      await plant({
        ...newest,
        decisionId: 'planted',
        request: { topic: 'sluis.in.planted', partition: 0, offset: 0 },
        fields: [...newest.fields, 'persoon.nationaliteit'],
        basis: [{ ...basis!, fields: [...basis!.fields, 'persoon.nationaliteit'] }],
      });
      expect((await call('GET', '/ledger/decisions/planted')).json.details.match).toBe(true);
      const { code, stdout } = await sluis('ledger', 'redecide', 'planted', '--json');
      expect([code, JSON.parse(stdout)]).toEqual([
        1,
        expect.objectContaining({
          outcome: 'different',
          recorded: expect.objectContaining({ effect: 'permit' }),
          again: expect.objectContaining({ effect: 'deny', codes: ['field-not-permitted'] }),
        }),
      ]);
    });
  });
}
