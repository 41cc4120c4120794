import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteSigner } from '#ledger';
import { createDataSource } from '#postgres';
import { readDecision } from '../../../apps/recorder/src/ledger/decision-details';
import { Recording } from '../../../apps/recorder/src/ledger/recording';
import { call, opened, sluis, vkey } from './opened';

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
      const source = createDataSource(opened().installation.databaseUrl, 'test');
      await source.initialize();
      try {
        const { json } = await call('GET', '/ledger/decisions?kind=decision&limit=1&effect=permit');
        const { index: _index, decidedAt: _decidedAt, entry: _entry, ...record } = json.decisions[0];
        // As a gateway would write it that lets more pass than it may: one field more, under the same instrument.
        const fields = [...(record.fields as string[]), 'persoon.nationaliteit'];
        const [basis] = record.basis as { instrument: string; fields: string[] }[];
        const planted = {
          ...record,
          decisionId: 'planted',
          request: { topic: 'sluis.in.planted', partition: 0, offset: 0 },
          fields,
          basis: [{ ...basis, fields: [...basis!.fields, 'persoon.nationaliteit'] }],
          persons: [],
          hashes: {},
        };
        const jwk = JSON.parse(
          readFileSync(join(opened().installation.home, 'ledger/ledger.private.jwk'), 'utf8'),
        ) as object;
        const recording = new Recording(source, noteSigner(vkey().split('+')[0]!, jwk));
        await recording.recordOwn([readDecision(Buffer.from(JSON.stringify(planted)))!], () => Promise.resolve());
      } finally {
        await source.destroy();
      }
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
