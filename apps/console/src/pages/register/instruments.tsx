import type { ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Search } from '../../parts/choose';
import { Choice } from '../../parts/fields';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { RowTable } from '../../parts/row-table';
import { Empty, Shown } from '../../parts/states';
import { Tag } from '../../parts/tag';
import type { Instrument } from './answers';
import { RegisterFrame, useDay } from './frame';
import { shownInstruments, states } from './shown-instruments';
import { StateTag } from './state-tag';
import { text } from './text';
import { Window } from './window';

/** Every instrument, as it stands on the day. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const [at] = useDay();
  const [filters, setFilters] = useFilters(['q', 'state']);
  const instruments = useRead<readonly Instrument[]>(asked('/register/instruments', { at }), { keep: true });
  return (
    <RegisterFrame part="instruments">
      <div className="filters" data-key-filter>
        <Search label={t.search} value={filters.q ?? ''} onChange={(q) => setFilters({ q }, true)} />
        <Choice
          label={t.state}
          value={filters.state ?? ''}
          onChange={(state) => setFilters({ state })}
          none={t.anyState}
          options={states.map((state) => ({ id: state, name: t[state] }))}
        />
      </div>
      <Shown of={instruments} lines={12}>
        {(all) => {
          const shown = shownInstruments(all, filters);
          if (shown.length === 0) {
            return (
              <Empty title={t.noInstrument} icon="search">
                {t.noInstrumentWhy}
              </Empty>
            );
          }
          return (
            <RowTable
              caption={t.shownCount(format.number(shown.length), format.number(all.length))}
              columns={[
                { head: t.instrument },
                { head: t.state },
                { head: t.parties },
                { head: t.valid, kind: 'nowrap' },
                { head: t.certainty },
              ]}
              rows={shown.map((instrument) => ({
                key: instrument.id,
                to: `/register/instrumenten/${instrument.id}${at === '' ? '' : `?at=${at}`}`,
                cells: [
                  <Title key="title" instrument={instrument} />,
                  <StateTag key="state" state={instrument.state} />,
                  <Parties key="parties" instrument={instrument} />,
                  <Window key="window" from={instrument.from} until={instrument.until} />,
                  <Sureness key="sure" instrument={instrument} />,
                ],
              }))}
            />
          );
        }}
      </Shown>
    </RegisterFrame>
  );
}

function Title({ instrument: { id, title, authority, number } }: { readonly instrument: Instrument }): ReactNode {
  return (
    <>
      {id}
      <span className="below" lang="nl-BE">
        {title}
        <br />
        {authority.title}
        {number !== null && `, ${number}`}
      </span>
    </>
  );
}

function Parties({ instrument: { providers, recipients } }: { readonly instrument: Instrument }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const names = useNames();
  const said = (ids: readonly string[]): string => {
    if (ids.length === 0) return t.nobody;
    return ids.length > 2 ? t.several(format.number(ids.length)) : format.list(ids.map((id) => names.participant(id)));
  };
  if (providers.length + recipients.length === 0) return <span className="quiet">–</span>;
  return t.to(said(providers), said(recipients));
}

function Sureness({ instrument: { assumedFacts } }: { readonly instrument: Instrument }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  if (assumedFacts === 0) return <span className="quiet">{t.sure}</span>;
  return <Tag tone="warn">{t.assumed(format.number(assumedFacts))}</Tag>;
}
