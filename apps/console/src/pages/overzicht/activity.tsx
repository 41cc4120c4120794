import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Table } from '../../parts/table';
import { ActivityPlot, isByHour } from './activity-plot';
import type { Interval } from './overview';
import { overviewText } from './text';

/** The plot, what its colours mean, and its numbers as a table. */
export function Activity({ series }: { readonly series: readonly Interval[] }): ReactNode {
  const t = useWords(overviewText);
  const format = useFormat();
  const hours = isByHour(series);
  const permits = series.reduce((sum, each) => sum + each.permits, 0);
  const denials = series.reduce((sum, each) => sum + each.denials, 0);
  const [from, to] = [series[0]?.from, series.at(-1)?.from];
  const summary =
    from === undefined || to === undefined
      ? t.noExchanges
      : t.plotSummary(format.number(permits), format.number(denials), format.time(from), format.time(to));
  return (
    <section className="panel" aria-labelledby="verloop">
      <div className="panel-head">
        <h2 id="verloop">{t.plot}</h2>
        <ul className="legend">
          <li>
            <span className="swatch swatch-permit" aria-hidden="true" />
            {t.permitted}
          </li>
          <li>
            <span className="swatch swatch-deny" aria-hidden="true" />
            {t.denied}
          </li>
        </ul>
      </div>
      <ActivityPlot series={series} summary={summary} />
      <details className="plot-numbers">
        <summary>{t.numbers}</summary>
        <Table
          caption={summary}
          columns={[
            { head: t.interval },
            { head: t.permitted, kind: 'number' },
            { head: t.denied, kind: 'number' },
            { head: t.total, kind: 'number' },
          ]}
          rows={series.toReversed().map(({ from: begin, permits: passed, denials: stopped }) => ({
            key: begin,
            cells: [
              hours ? format.time(begin) : format.interval(begin, false),
              format.number(passed),
              format.number(stopped),
              format.number(passed + stopped),
            ],
          }))}
        />
      </details>
    </section>
  );
}
