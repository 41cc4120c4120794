import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../../i18n/words';
import { reasonText, shownReasons } from '../../names/reasons';
import { useVocabulary } from '../../names/vocabulary';
import { Search, Segments } from '../../parts/choose';
import { Choice } from '../../parts/fields';
import type { Filters } from '../../parts/filters';
import { useSession } from '../../session/use-session';
import { caseStatuses, useStatusNames } from './case-words';
import { casesText } from './text';

export const filterNames = ['status', 'q', 'participant', 'recipient', 'reason', 'assignee'] as const;
type Name = (typeof filterNames)[number];

/** What narrows the list. Cases to review are what one comes for; the rest is a press away. */
export function CaseFilters({
  filters,
  narrow,
}: {
  readonly filters: Filters<Name>;
  readonly narrow: (changes: Filters<Name>, typing?: boolean) => void;
}): ReactNode {
  const t = useWords(casesText);
  const language = useLanguage();
  const statuses = useStatusNames();
  const { participants = [] } = useVocabulary() ?? {};
  const { subject } = useSession();
  const reasons = shownReasons
    .map((id) => ({ id, name: reasonText(id, language) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <div className="case-filters" data-key-filter>
      <Segments
        label={t.status}
        value={filters.status ?? 'open'}
        choices={[...caseStatuses.map((id) => ({ id, name: statuses[id] })), { id: 'alle', name: t.all }]}
        onChange={(id) => narrow({ status: id === 'open' ? '' : id })}
      />
      <div className="filters">
        <Search label={t.search} hint={t.searchHint} value={filters.q ?? ''} onChange={(q) => narrow({ q }, true)} />
        <Choice
          label={t.asker}
          none={t.any}
          value={filters.participant ?? ''}
          options={participants}
          onChange={(participant) => narrow({ participant })}
        />
        <Choice
          label={t.recipient}
          none={t.any}
          value={filters.recipient ?? ''}
          options={participants}
          onChange={(recipient) => narrow({ recipient })}
        />
        <Choice
          label={t.reason}
          none={t.any}
          value={filters.reason ?? ''}
          options={reasons}
          onChange={(reason) => narrow({ reason })}
        />
        <Choice
          label={t.assignee}
          none={t.anybody}
          value={filters.assignee ?? ''}
          options={[{ id: subject, name: t.me }]}
          onChange={(assignee) => narrow({ assignee })}
        />
      </div>
    </div>
  );
}
