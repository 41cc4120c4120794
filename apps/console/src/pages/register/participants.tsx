import type { ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Search } from '../../parts/choose';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { matches } from '../../parts/matches';
import { RowTable } from '../../parts/row-table';
import { Empty, Shown } from '../../parts/states';
import type { Participant } from './answers';
import { RegisterFrame, useDay } from './frame';
import { text } from './text';

/** Every participant, with what it is on the day and its systems. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const names = useNames();
  const [at] = useDay();
  const [{ q = '' }, setFilters] = useFilters(['q']);
  const participants = useRead<readonly Participant[]>(asked('/register/participants', { at }), { keep: true });
  return (
    <RegisterFrame part="participants">
      <div className="filters" data-key-filter>
        <Search label={t.search} value={q} onChange={(text) => setFilters({ q: text }, true)} />
      </div>
      <Shown of={participants} lines={12}>
        {(all) => {
          const shown = all.filter(({ id, name, roles, systems }) =>
            matches({ id, name, aside: [...roles, ...roles.map(names.role), ...systems].join(' ') }, q),
          );
          if (shown.length === 0) return <Empty title={t.noParticipant} icon="search" />;
          return (
            <RowTable
              caption={t.participants}
              columns={[{ head: t.name }, { head: t.roles }, { head: t.systems }]}
              rows={shown.map(({ id, name, roles, systems }) => ({
                key: id,
                to: `/register/deelnemers/${id}${at === '' ? '' : `?at=${at}`}`,
                cells: [
                  <span key="name">
                    {name}
                    <span className="below">{id}</span>
                  </span>,
                  roles.length === 0 ? '–' : format.list(roles.map(names.role)),
                  format.list(systems),
                ],
              }))}
            />
          );
        }}
      </Shown>
    </RegisterFrame>
  );
}
