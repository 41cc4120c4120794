import { LedgerCases, LedgerOverview, tellNews, type Cause } from '#postgres';
import type { EntityManager } from 'typeorm';
import type { Also } from './recording';

/** What is written with the entries: cases, the numbers of the hour, and news for whoever looks at a page. */
export async function besideEntries(entities: EntityManager, appended: readonly Appended[]): Promise<void> {
  const cases = await LedgerCases.count(entities, appended.flatMap(causesAt));
  const decisions = appended.flatMap(({ one }) => (one.kind === 'decision' ? [one] : []));
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

type Appended = Parameters<Also>[1][number];

function causesAt({ index, one }: Appended): Cause[] {
  return one.causes.map((cause) => ({ ...cause, index, decidedAtMs: one.decidedAtMs }));
}
