import type { ReactNode } from 'react';
import { useLanguage, useWords, words } from '../../i18n/words';
import { reasonText } from '../../names/reasons';
import type { Names } from '../../names/vocabulary';
import { Tag, type Tone } from '../../parts/tag';

/** A group of like denials, as `GET /ledger/cases` lists it. */
export interface Case {
  readonly id: string;
  readonly system: string;
  readonly participant?: string | null;
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly reason: string;
  readonly fields: readonly string[];
  readonly instrument: string | null;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly status: CaseStatus;
  readonly assignee: string | null;
  readonly trend: { readonly last7Days: number; readonly before7Days: number };
}

export type CaseStatus = 'open' | 'in-review' | 'resolved' | 'accepted';

export const caseStatuses: readonly CaseStatus[] = ['open', 'in-review', 'resolved', 'accepted'];

export interface CasesAnswer {
  readonly cases: readonly Case[];
  readonly next: string | null;
}

const text = words(
  {
    open: 'Te bekijken',
    'in-review': 'In behandeling',
    resolved: 'Opgelost',
    accepted: 'Terecht geweigerd',
    more: (n: number) => `en ${n} andere`,
    nobody: 'onbekend',
  },
  {
    open: 'To review',
    'in-review': 'In review',
    resolved: 'Resolved',
    accepted: 'Rightly denied',
    more: (n: number) => `and ${n} more`,
    nobody: 'unknown',
  },
);

const tones: Readonly<Record<CaseStatus, Tone>> = {
  open: 'warn',
  'in-review': 'info',
  resolved: 'good',
  accepted: 'plain',
};

export function StatusTag({ status }: { readonly status: CaseStatus }): ReactNode {
  const t = useWords(text);
  return <Tag tone={tones[status]}>{t[status]}</Tag>;
}

export function useStatusNames(): Readonly<Record<CaseStatus, string>> {
  return useWords(text);
}

/** `Gegeven niet toegelaten: Nationaliteit`. */
export function useCaseTitle(names: Names): (of: Case) => string {
  const t = useWords(text);
  const language = useLanguage();
  return ({ reason, fields }) => {
    const shown = fields.slice(0, fieldsShown).map(names.field);
    if (fields.length > fieldsShown) shown.push(t.more(fields.length - fieldsShown));
    const what = reasonText(reason, language);
    return shown.length === 0 ? what : `${what}: ${shown.join(', ')}`;
  };
}

const fieldsShown = 2;

/** What was wrong, and below it from whom to whom. */
export function CaseTitle({
  of,
  names,
  route = false,
}: {
  readonly of: Case;
  readonly names: Names;
  readonly route?: boolean;
}): ReactNode {
  const title = useCaseTitle(names)(of);
  const t = useWords(text);
  return (
    <>
      {title}
      {route && (
        <span className="below">
          {of.system} → {of.recipient === null ? t.nobody : names.participant(of.recipient)}
        </span>
      )}
    </>
  );
}
