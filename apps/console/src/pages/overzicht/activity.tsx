import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
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
        <div className="table-scroll" role="region" aria-labelledby="verloop-tabel" tabIndex={0}>
          <table className="table">
            <caption id="verloop-tabel">{summary}</caption>
            <thead>
              <tr>
                <th scope="col">{t.interval}</th>
                <th scope="col" className="number">
                  {t.permitted}
                </th>
                <th scope="col" className="number">
                  {t.denied}
                </th>
                <th scope="col" className="number">
                  {t.total}
                </th>
              </tr>
            </thead>
            <tbody>
              {series.toReversed().map((each) => (
                <tr key={each.from}>
                  <th scope="row">{hours ? format.time(each.from) : format.interval(each.from, false)}</th>
                  <td className="number">{format.number(each.permits)}</td>
                  <td className="number">{format.number(each.denials)}</td>
                  <td className="number">{format.number(each.permits + each.denials)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
