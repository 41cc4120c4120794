import { LedgerOverview } from '#postgres';
import { throwawayDatabases } from '../support/throwaway-databases';

/** What the first page's plot is drawn from, counted by a real PostgreSQL. */
const databases = throwawayDatabases('series');

describe('the series of the overview', () => {
  it('counts by Brussels calendar day, of 23 and 25 hours where the clock changes, and by hour without losing the one that comes twice', async () => {
    const source = await databases.migrated();
    const overview = new LedgerOverview(source);
    const at = (iso: string): { decidedAtMs: number; system: string; effect: string } => ({
      decidedAtMs: Date.parse(iso),
      system: 'dossier',
      effect: 'permit',
    });
    // 29 March 2026 begins at 23:00 UTC of the 28th and ends at 22:00 UTC.
    const spring = ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'];
    const autumn = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'];
    await source.transaction((entities) => LedgerOverview.count(entities, [...spring, ...autumn].map(at)));
    const days = async (now: string, count: number): Promise<unknown[]> =>
      (await overview.series(new Date(now), 'day', count)).map(({ from, permits }) => [from.toISOString(), permits]);
    expect(await days('2026-03-29T22:30:00Z', 3)).toEqual([
      ['2026-03-27T23:00:00.000Z', 1],
      ['2026-03-28T23:00:00.000Z', 2],
      ['2026-03-29T22:00:00.000Z', 1],
    ]);
    expect(await days('2026-10-25T23:30:00Z', 2)).toEqual([
      ['2026-10-24T22:00:00.000Z', 3],
      ['2026-10-25T23:00:00.000Z', 1],
    ]);
    const hours = await overview.series(new Date('2026-10-25T01:45:00Z'), 'hour', 3);
    expect(hours.map(({ from, permits }) => [from.toISOString().slice(11, 16), permits])).toEqual([
      ['23:00', 0],
      ['00:00', 1],
      ['01:00', 1],
    ]);
    expect(await overview.series(new Date('2026-03-29T12:00:00Z'), 'day', 1, ['other'])).toMatchObject([
      { permits: 0 },
    ]);
  });
});
