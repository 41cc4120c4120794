import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { handlingText } from './case-text';
import { caseStatuses, useStatusNames } from './case-words';
import type { CaseEvent } from './explanation';

/** What was done about a case, by whom, the last first. */
export function History({ events }: { readonly events: readonly CaseEvent[] }): ReactNode {
  const t = useWords(handlingText);
  const format = useFormat();
  const told = useToldEvent();
  return (
    <section aria-labelledby="geschiedenis">
      <h3 id="geschiedenis">{t.history}</h3>
      {events.length === 0 ? (
        <p className="quiet">{t.historyNone}</p>
      ) : (
        <ol className="history" reversed>
          {events.toReversed().map((event, at) => (
            <li key={events.length - at}>
              <p className={event.kind === 'note' ? 'history-note' : undefined}>{told(event)}</p>
              <p className="quiet">
                <time dateTime={event.at}>{format.time(event.at)}</time> {t.by(event.by)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function useToldEvent(): (event: CaseEvent) => string {
  const t = useWords(handlingText);
  const statuses = useStatusNames();
  return ({ kind, content }) => {
    switch (kind) {
      case 'note':
        return content;
      case 'reopened':
        return t.reopened;
      case 'assignee':
        return content === '' ? t.unassigned : t.assignedTo(content);
      case 'status': {
        const status = caseStatuses.find((each) => each === content);
        return t.statusTo(status === undefined ? content : statuses[status]);
      }
    }
  };
}
