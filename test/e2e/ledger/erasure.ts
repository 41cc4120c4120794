import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTokenKeys } from '#keys';
import { syntheticInsz } from '../../support/requests';
import { TopicLog } from '../../support/traffic';
import { superUser } from './broker';
import { call, entriesIn, exported, opened, recorded, sizeOf, sluis } from './opened';

/** What is left of a person who is erased. It empties the topics of decisions and requests: who reads these comes before. */
export function erasure(): void {
  describe('erasing a person', () => {
    it('leaves them in no table, topic, export or tile, and every old proof verifies', async () => {
      const insz = syntheticInsz(7);
      const keys = JSON.parse(readFileSync(join(opened().installation.home, 'keys/tokens.json'), 'utf8')) as object;
      const [token] = openTokenKeys(keys as Parameters<typeof openTokenKeys>[0]).personTokens(insz);
      const occurs = async (): Promise<string[]> => {
        const { rows } = await opened().database.query<{ name: string }>(
          `SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
        );
        const found: string[] = [];
        for (const { name } of rows) {
          const hits = await opened().database.query(
            `SELECT 1 FROM "${name}" t WHERE t::text LIKE '%' || $1 || '%' LIMIT 1`,
            [token],
          );
          if (hits.rowCount !== 0) found.push(name);
        }
        return found;
      };
      expect(await occurs()).not.toEqual([]);
      const old = await exported('before-erasure');
      const { json } = await call('POST', '/ledger/persons', { insz, why: 'AVG art. 17' });
      const decisionId = json.decisions.find((one: { entry: string }) => one.entry === 'decision').decisionId as string;
      await recorded(sizeOf(readFileSync(join(old, 'checkpoint'), 'utf8')) + 1);
      await new Promise((next) => setTimeout(next, 600));
      const numberFile = join(opened().scratch, 'erase.json');
      writeFileSync(numberFile, JSON.stringify({ insz, why: 'AVG art. 17' }));
      const erased = await sluis('ledger', 'erase', '--file', numberFile, '--json');
      expect([erased.code, erased.code === 0 ? '' : erased.stderr]).toEqual([0, '']);
      expect(JSON.parse(erased.stdout)).toMatchObject({
        entries: expect.any(Number),
        decisionsTrimmed: true,
        requestsTrimmed: true,
      });
      expect(await occurs()).toEqual([]);
      for (const topic of ['sluis.decisions', 'sluis.in.dossier']) {
        const left = await TopicLog.open(superUser(), topic, { group: `erasure-${topic}` });
        await left.quiet();
        const text = left.records.map(({ value }) => value!.toString()).join();
        expect([text.includes(token!), text.includes(insz)]).toEqual([false, false]);
        await left.close();
      }
      // The requests that are gone are accounted for as before.
      const complete = await sluis('ledger', 'complete');
      expect([complete.code, complete.stdout]).toEqual([0, expect.stringMatching(/^complete/m)]);
      const after = await exported('after-erasure');
      expect(JSON.stringify(entriesIn(after))).not.toContain(token);
      const verified = await sluis(
        'ledger',
        'verify',
        after,
        '--entry',
        decisionId,
        '--from-checkpoint',
        join(old, 'checkpoint'),
      );
      expect([verified.code, verified.code === 0 ? '' : verified.stdout]).toEqual([0, '']);
      const rest = await call('GET', `/ledger/decisions/${decisionId}`);
      expect(rest.json.details).toMatchObject({ match: true, erasedParts: 2 });
      // It never needed the person.
      expect((await sluis('ledger', 'redecide', decisionId)).code).toBe(0);
      const asked = await call('POST', '/ledger/persons', { insz, why: 'nazicht' });
      expect(asked.json.decisions).toEqual([]);
      // That somebody asked is on record; of whom nothing is known, the question leaves nothing either.
      const entry = () => call('GET', `/ledger/decisions/${asked.json.lookup}`);
      for (let attempt = 0; (await entry()).status === 404 && attempt < 100; attempt++) {
        await new Promise((next) => setTimeout(next, 100));
      }
      expect((await entry()).json.details.record).toMatchObject({ access: { why: 'nazicht' } });
      expect(await occurs()).toEqual([]);
    });
  });
}
