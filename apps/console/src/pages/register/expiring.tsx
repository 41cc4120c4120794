import type { ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Choice } from '../../parts/fields';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { RowTable } from '../../parts/row-table';
import { Empty, Shown } from '../../parts/states';
import type { Ending } from './answers';
import { RegisterFrame } from './frame';
import { text } from './text';

const terms = [30, 90, 180, 365, 1_825, 3_650];

/** Of which instruments something ends soon, the first first. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const [{ days = '90' }, setFilters] = useFilters(['days']);
  const term = terms.includes(Number(days)) ? days : '90';
  const ending = useRead<readonly Ending[]>(asked('/register/expiring', { days: term }), { keep: true });
  return (
    <RegisterFrame part="expiring" dated={false}>
      <div className="filters" data-key-filter>
        <Choice
          label={t.days}
          value={term}
          onChange={(chosen) => setFilters({ days: chosen })}
          options={terms.map((each) => ({
            id: String(each),
            name: each > 365 ? t.yearCount(format.number(each / 365)) : t.dayCount(format.number(each)),
          }))}
        />
      </div>
      <Shown of={ending}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t.noEnding}>{Number(term) < terms.at(-1)! ? t.noEndingWhy : t.noEndingAtAll}</Empty>
          ) : (
            <RowTable
              caption={t.expiring}
              columns={[{ head: t.instrument }, { head: t.endsOn, kind: 'nowrap' }, { head: t.what }]}
              rows={all.map(({ id, title, endsOn, what }, at) => ({
                key: `${id} ${at}`,
                to: `/register/instrumenten/${id}`,
                cells: [
                  <>
                    {id}
                    <span className="below" lang="nl-BE">
                      {title}
                    </span>
                  </>,
                  <>
                    {format.date(endsOn)}
                    <span className="below">{format.ago(endsOn)}</span>
                  </>,
                  <span key="what" lang="nl-BE">
                    {what}
                  </span>,
                ],
              }))}
            />
          )
        }
      </Shown>
    </RegisterFrame>
  );
}
