import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Segments } from '../../parts/choose';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { PageHead } from '../../parts/page-head';
import { Shown } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { Activity } from './activity';
import { NewestCases } from './newest-cases';
import { StatePanel } from './state-panel';
import type { Overview } from './overview';
import { overviewText } from './text';
import './overview.css';

const periods = ['1', '7', '30'] as const;

/** What a first look should tell: what waits, what flows, and whether everything keeps up. */
export default function OverviewPage(): ReactNode {
  const t = useWords(overviewText);
  const [{ dagen }, narrow] = useFilters(['dagen']);
  const session = useSession();
  const days = periods.find((each) => each === dagen) ?? '7';
  const overview = useRead<Overview>(asked('/overview', { days }), { keep: true });
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        <Segments
          label={t.period}
          value={days}
          choices={[
            { id: '1', name: t.day },
            { id: '7', name: t.week },
            { id: '30', name: t.month },
          ]}
          onChange={(id) => narrow({ dagen: id === '7' ? '' : id })}
        />
      </PageHead>
      <Shown of={overview} lines={12}>
        {(now) => (
          <div className="stack overview">
            <Figures {...now} />
            <Activity series={now.series} />
            <div className="overview-columns">
              {may(session, ['compliance', 'dpo', 'auditor']) && <NewestCases />}
              <StatePanel {...now} />
            </div>
          </div>
        )}
      </Shown>
    </>
  );
}

/** The three numbers that matter most, what waits for a person first. */
function Figures({
  exchanges: { permits, denials, perDay },
  cases: { open, inReview, oldestOpenAt },
}: Overview): ReactNode {
  const t = useWords(overviewText);
  const session = useSession();
  const format = useFormat();
  const all = permits + denials;
  const share = all === 0 ? t.noExchanges : t.share(`${format.number(Math.round((1_000 * denials) / all) / 10)} %`);
  return (
    <ul className="figures">
      <li className="figure figure-first" data-waiting={open > 0}>
        <h2>{t.waiting}</h2>
        <p className="figure-number">{format.number(open)}</p>
        <p>
          {[
            oldestOpenAt === null ? t.waitingNone : t.oldest(format.ago(oldestOpenAt)),
            ...(inReview > 0 ? [t.inReview(format.number(inReview))] : []),
          ].join(' · ')}
        </p>
        {may(session, ['compliance', 'dpo', 'auditor']) && <Link to="/geblokkeerd">{t.toCases}</Link>}
      </li>
      <li className="figure">
        <h2>{t.permitted}</h2>
        <p className="figure-number">{format.number(permits)}</p>
        <p>{all === 0 ? t.noExchanges : t.perDay(format.number(Math.round(perDay)))}</p>
      </li>
      <li className="figure">
        <h2>{t.denied}</h2>
        <p className="figure-number">{format.number(denials)}</p>
        <p>{share}</p>
      </li>
    </ul>
  );
}
