import { call, sluis } from './opened';
import { newestPermit, plant } from './planted';

/** The job of the recorder that removes what was kept long enough, as it runs in an installation. */
export function retention(): void {
  describe('retention', () => {
    it('removes details when their rule says, says how many in an entry of its own, and leaves every proof', async () => {
      const newest = await newestPermit();
      const [basis] = newest.basis;
      const aged = (name: string, days: number): typeof newest => ({
        ...newest,
        decisionId: name,
        request: { topic: `sluis.in.${name}`, partition: 0, offset: 0 },
        basis: [{ ...basis!, instrument: 'kort' }],
        clock: { ...newest.clock, at: Date.now() - days * 86_400_000 },
      });
      await plant(aged('aged', 3));
      await plant(aged('fresh', 1));
      expect((await call('GET', '/ledger/decisions/aged')).json.details.match).toBe(true);
      const set = await sluis('ledger', 'retention', '--instrument', 'kort', '--days', '2');
      expect([set.code, set.stdout]).toEqual([0, expect.stringMatching(/decision .*kort .*2/)]);
      const removed = async (): Promise<string> => (await sluis('ledger', 'decisions', '--kind', 'retention')).stdout;
      for (let attempt = 0; attempt < 100 && !(await removed()).includes('kort'); attempt++) {
        await new Promise((next) => setTimeout(next, 200));
      }
      expect(await removed()).toContain('1 × decision, kort, older than 2 days');
      expect((await call('GET', '/ledger/decisions/aged')).json.details).toBe(null);
      expect((await call('GET', '/ledger/decisions/fresh')).json.details.match).toBe(true);
      expect((await sluis('ledger', 'verify', '--entry', 'aged')).code).toBe(0);
      expect((await sluis('ledger', 'decision', 'aged')).stdout).toContain(
        'its details were erased or kept long enough',
      );
      const details = await sluis('ledger', 'verify', '--details', '--json');
      expect(JSON.parse(details.stdout)).toMatchObject({ verified: true, details: { missing: 1, removed: 1 } });
    }, 120_000);
  });
}
