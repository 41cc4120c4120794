import { LedgerOverview, tellNews, type CountedCase } from '#postgres';
import type { EntityManager } from 'typeorm';
import type { Recorded } from './decision-details';

/** What is written with the entries: the numbers of the hour, and news for whoever looks at a page. */
export async function besideEntries(
  entities: EntityManager,
  appended: readonly Recorded[],
  cases: readonly CountedCase[],
): Promise<void> {
  const decisions = appended.filter(({ kind }) => kind === 'decision');
  await LedgerOverview.count(entities, decisions);
  await tellNews(entities, [
    ...cases.map((each) => ({ kind: 'case' as const, ...each, lastAt: each.lastAt.toISOString() })),
    ...decisions.map(({ decisionId, effect, decidedAtMs, system = '' }) => ({
      kind: 'decision' as const,
      decisionId,
      effect,
      at: new Date(decidedAtMs).toISOString(),
      system,
    })),
  ]);
}
