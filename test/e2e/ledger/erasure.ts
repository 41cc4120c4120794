import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTokenKeys } from '#keys';
import { syntheticInsz } from '../../support/requests';
import { TopicLog } from '../../support/traffic';
import { call, entriesIn, exported, opened, recorded, sizeOf, sluis } from './opened';

/** What is left of a person who is erased. The last chapter: it empties the topic of decisions. */
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
      expect(JSON.parse(erased.stdout)).toMatchObject({ entries: expect.any(Number), decisionsTrimmed: true });
      expect(await occurs()).toEqual([]);
      const left = await TopicLog.open(opened().installation.client('auditor'), 'sluis.decisions', {
        group: 'auditor',
      });
      await left.quiet();
      expect(left.records.map(({ value }) => value!.toString()).join()).not.toContain(token);
      await left.close();
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
      expect(asked.json.decisions.filter((one: { entry: string }) => one.entry === 'decision')).toEqual([]);
    });
  });
}
