import type { ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useWords } from '../../i18n/words';
import { asked } from '../../parts/filters';
import { Link } from '../../shell/router';
import { caseOf, type CountedCase } from './case-of';
import { decisionText } from './decision-text';
import type { DecisionRecord, Reason } from './record';

/** To the case in which a reason of this denial was counted, where what helps stands; nothing where retention took it. */
export function CaseLink({ of: record, reason }: { readonly of: DecisionRecord; readonly reason: Reason }): ReactNode {
  const t = useWords(decisionText);
  const { system, recipient } = record;
  const path = asked('/ledger/cases', { system, recipient, reason: reason.code, limit: 100 });
  const cases = useRead<{ readonly cases: readonly CountedCase[] }>(path, { enabled: system !== undefined });
  const found = caseOf(record, reason, cases.data?.cases ?? []);
  if (found === undefined) return null;
  return (
    <>
      {' '}
      <Link to={`/geblokkeerd/${found.id}`}>{t.toCase(found.id)}</Link>
    </>
  );
}
