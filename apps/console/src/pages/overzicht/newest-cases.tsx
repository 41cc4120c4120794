import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { RowTable } from '../../parts/row-table';
import { Empty, Shown } from '../../parts/states';
import { CaseTitle, type CasesAnswer } from '../geblokkeerd/case-words';
import { overviewText } from './text';

/** The five cases that were denied last and wait for somebody. */
export function NewestCases(): ReactNode {
  const t = useWords(overviewText);
  const format = useFormat();
  const names = useNames();
  const cases = useRead<CasesAnswer>('/ledger/cases?status=open&limit=5');
  return (
    <section className="panel" aria-labelledby="laatst">
      <div className="panel-head">
        <h2 id="laatst">{t.newest}</h2>
        <Link to="/geblokkeerd">{t.all}</Link>
      </div>
      <Shown of={cases}>
        {({ cases: newest }) =>
          newest.length === 0 ? (
            <Empty title={t.newestNone}>{t.newestNoneWhy}</Empty>
          ) : (
            <RowTable
              inside
              caption={t.newest}
              columns={[{ head: t.what }, { head: t.times, kind: 'number' }, { head: t.last, kind: 'nowrap' }]}
              rows={newest.map((one) => ({
                key: one.id,
                to: `/geblokkeerd/${one.id}`,
                cells: [
                  <CaseTitle key="what" of={one} names={names} route />,
                  format.number(one.count),
                  <time key="last" dateTime={one.lastAt}>
                    {format.ago(one.lastAt)}
                  </time>,
                ],
              }))}
            />
          )
        }
      </Shown>
    </section>
  );
}
