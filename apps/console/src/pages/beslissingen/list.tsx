import { useState, type ReactNode } from 'react';
import { usePages, useRefresh } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useLanguage, useWords } from '../../i18n/words';
import { useLive } from '../../live/live';
import { actText } from '../../names/acts';
import { reasonText } from '../../names/reasons';
import { useSession } from '../../session/use-session';
import { useNames } from '../../names/vocabulary';
import { Button } from '../../parts/button';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { ListFoot } from '../../parts/list-foot';
import { PageHead } from '../../parts/page-head';
import { RowTable, type Row } from '../../parts/row-table';
import { Empty, Shown } from '../../parts/states';
import { Effect, Tag } from '../../parts/tag';
import { DecisionFilters, filterNames, useKindNames } from './filters';
import type { EntriesAnswer, Entry } from './record';
import { decisionsText } from './text';
import './decisions.css';

/** Search among what was recorded, newest first. New ones are counted and come when asked for: nobody's row runs away. */
export default function DecisionsPage(): ReactNode {
  const t = useWords(decisionsText);
  const format = useFormat();
  const refresh = useRefresh();
  const [filters, narrow] = useFilters(filterNames);
  const { kind = filters.effect === undefined ? undefined : 'decision' } = filters;
  const query = usePages<EntriesAnswer>(asked('/ledger/decisions', { ...filters, kind, limit: 50 }));
  const seesActs = useSession().grants.some(({ participant }) => participant === null);
  const [fresh, setFresh] = useState(0);
  useLive('decision', () => setFresh((count) => count + 1));
  const entries = query.data?.flatMap((page) => page.decisions);
  const show = (): void => {
    setFresh(0);
    void refresh('/ledger/decisions?');
  };
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        <span role="status">{fresh > 0 && <Button onPress={show}>{t.fresh(format.number(fresh))}</Button>}</span>
      </PageHead>
      <DecisionFilters filters={filters} narrow={narrow} />
      <Shown of={{ ...query, data: entries }} lines={12}>
        {(all) =>
          all.length > 0 ? (
            <>
              <EntriesTable entries={all} />
              <ListFoot of={query} count={all.length} />
            </>
          ) : Object.keys(filters).length > 0 ? (
            <Empty title={t.none} icon="search">
              <p>{seesActs || kind === undefined || kind === 'decision' ? t.noneWhy : t.noneOwn}</p>
              <Button onPress={() => narrow(Object.fromEntries(filterNames.map((name) => [name, ''])))}>
                {t.clear}
              </Button>
            </Empty>
          ) : (
            <Empty title={t.noneYet}>{t.noneYetWhy}</Empty>
          )
        }
      </Shown>
    </>
  );
}

function EntriesTable({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
  const t = useWords(decisionsText);
  const format = useFormat();
  const language = useLanguage();
  const names = useNames();
  const kinds = useKindNames();
  const groundOf = ({ effect, basis = [], reasons = [] }: Entry): string =>
    effect === 'permit'
      ? basis.map(({ instrument }) => instrument).join(', ')
      : [...new Set(reasons.map(({ code }) => reasonText(code, language)))].join(', ');
  const rowOf = (one: Entry): Row => ({
    key: String(one.index),
    ...(one.decisionId !== undefined && { to: `/beslissingen/${one.decisionId}` }),
    cells:
      one.entry === 'decision'
        ? [
            format.exactTime(one.decidedAt),
            <Effect key="effect" effect={one.effect ?? 'deny'} />,
            <>
              {one.system ?? t.unknown}
              {one.participant !== undefined && <span className="below">{names.participant(one.participant)}</span>}
            </>,
            <>
              {one.recipient === undefined ? t.unknown : names.participant(one.recipient)}
              {one.purpose !== undefined && <span className="below">{names.purpose(one.purpose)}</span>}
            </>,
            groundOf(one),
          ]
        : [
            format.exactTime(one.decidedAt),
            <Tag key="kind">{kinds[one.entry]}</Tag>,
            one.access?.by ?? one.by ?? '',
            '',
            one.access?.why ?? (one.act === undefined ? '' : actText(one.act, language)),
          ],
  });
  return (
    <RowTable
      caption={t.caption}
      columns={[{ head: t.when }, { head: t.effect }, { head: t.who }, { head: t.to }, { head: t.ground }]}
      rows={entries.map(rowOf)}
    />
  );
}
