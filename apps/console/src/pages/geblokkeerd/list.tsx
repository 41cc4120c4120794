import { useState, type ReactNode } from 'react';
import { usePages } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useLanguage, useWords } from '../../i18n/words';
import { useLive } from '../../live/live';
import { reasonText } from '../../names/reasons';
import { useNames, type Names } from '../../names/vocabulary';
import { Button } from '../../parts/button';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { ListFoot } from '../../parts/list-foot';
import { PageHead } from '../../parts/page-head';
import { RowTable, type Row } from '../../parts/row-table';
import { Empty, Shown } from '../../parts/states';
import { CaseTitle, StatusTag, useCaseTitle, type Case, type CasesAnswer } from './case-words';
import { CaseFilters, filterNames } from './filters';
import { casesText } from './text';
import './cases.css';

/** What was blocked, newest first. What happens meanwhile appears by itself. */
export default function CasesPage(): ReactNode {
  const t = useWords(casesText);
  const names = useNames();
  const titleOf = useCaseTitle(names);
  const [filters, narrow] = useFilters(filterNames);
  const { status = 'open', ...others } = filters;
  const query = usePages<CasesAnswer>(
    asked('/ledger/cases', { ...others, status: status === 'alle' ? undefined : status, limit: 50 }),
  );
  const fresh = useFresh();
  const cases = query.data?.flatMap((page) => page.cases);
  const isNarrowed = Object.keys(filters).length > 0;
  const announced = cases?.find(({ id }) => fresh.has(id));
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <CaseFilters filters={filters} narrow={narrow} />
      <p className="unseen" role="status">
        {announced === undefined ? '' : t.fresh(titleOf(announced))}
      </p>
      <Shown of={{ ...query, data: cases }} lines={10}>
        {(all) =>
          all.length === 0 ? (
            isNarrowed ? (
              <Empty title={t.none} icon="search">
                <p>{t.noneWhy}</p>
                <Button onPress={() => narrow(Object.fromEntries(filterNames.map((name) => [name, ''])))}>
                  {t.clear}
                </Button>
              </Empty>
            ) : (
              <Empty title={t.noneOpen}>{t.noneOpenWhy}</Empty>
            )
          ) : (
            <>
              <CasesTable cases={all} fresh={fresh} names={names} />
              <ListFoot of={query} count={all.length} />
            </>
          )
        }
      </Shown>
    </>
  );
}

function CasesTable({
  cases,
  fresh,
  names,
}: {
  readonly cases: readonly Case[];
  readonly fresh: ReadonlySet<string>;
  readonly names: Names;
}): ReactNode {
  const t = useWords(casesText);
  const format = useFormat();
  const language = useLanguage();
  const rowOf = (one: Case): Row => {
    const owner = one.participant ?? names.ownerOf(one.system);
    return {
      key: one.id,
      to: `/geblokkeerd/${one.id}`,
      fresh: fresh.has(one.id),
      cells: [
        <span key="what" title={reasonText(one.reason, language)}>
          <CaseTitle of={one} names={names} />
        </span>,
        <>
          {one.system}
          {owner !== undefined && <span className="below">{names.participant(owner)}</span>}
        </>,
        <>
          {one.recipient === null ? t.unknown : names.participant(one.recipient)}
          {one.purpose !== null && <span className="below">{names.purpose(one.purpose)}</span>}
        </>,
        <span key="times" title={t.rising(format.number(one.trend.last7Days), format.number(one.trend.before7Days))}>
          {format.number(one.count)}
          <Rise of={one} />
        </span>,
        <time key="last" dateTime={one.lastAt} title={format.exactTime(one.lastAt)}>
          {format.ago(one.lastAt)}
        </time>,
        <>
          <StatusTag status={one.status} />
          {one.assignee !== null && one.assignee !== '' && <span className="below">{one.assignee}</span>}
        </>,
      ],
    };
  };
  return (
    <RowTable
      caption={t.caption}
      columns={[
        { head: t.what },
        { head: t.from },
        { head: t.to },
        { head: t.times, kind: 'number' },
        { head: t.last, kind: 'nowrap' },
        { head: t.status },
      ]}
      rows={cases.map(rowOf)}
    />
  );
}

/** More than the week before: it does not go away by itself. */
function Rise({ of: { trend } }: { readonly of: Case }): ReactNode {
  if (trend.before7Days === 0 || trend.last7Days === trend.before7Days) return null;
  return <span className="below">{trend.last7Days > trend.before7Days ? '↗' : '↘'}</span>;
}

const freshMs = 4_000;

/** The cases that an event told of in the last seconds. */
function useFresh(): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useLive('case', ({ id }) => {
    setFresh((now) => new Set([...now, id]));
    setTimeout(() => setFresh((now) => new Set([...now].filter((each) => each !== id))), freshMs);
  });
  return fresh;
}
