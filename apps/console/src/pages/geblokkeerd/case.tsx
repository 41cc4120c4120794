import type { ReactNode } from 'react';
import { Link, useParams } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { localeOf, useLanguage, useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Back } from '../../parts/back';
import { Blocks } from '../../parts/blocks';
import { asked } from '../../parts/filters';
import { PageHead } from '../../parts/page-head';
import { Prose } from '../../parts/prose';
import { Shown } from '../../parts/states';
import { caseText } from './case-text';
import { StatusTag, useCaseTitle } from './case-words';
import type { CaseWithHistory, Explanation } from './explanation';
import { Handling } from './handling';
import { Letter } from './letter';
import { Nearest } from './nearest';
import './case.css';

/** One blocked flow: in the first screen why, what helps and who must act; below it the grounds, beside it the handling. */
export default function CasePage(): ReactNode {
  const { id = '' } = useParams();
  const t = useWords(caseText);
  const language = useLanguage();
  const found = useRead<CaseWithHistory>(`/ledger/cases/${encodeURIComponent(id)}`);
  const explanation = useRead<Explanation>(
    asked(`/ledger/cases/${encodeURIComponent(id)}/explanation`, { lang: language === 'nl' ? undefined : language }),
    { keep: true },
  );
  return (
    <>
      {found.data === undefined && <PageHead title={t.one} above={<Back to="/geblokkeerd">{t.back}</Back>} />}
      <Shown of={found} lines={10}>
        {(one) => (
          <>
            <CaseHead of={one} />
            {/* Until the words of another language are here, those of before stand. */}
            <div className="case" aria-busy={explanation.isPlaceholderData}>
              <div className="case-answer">
                <Shown of={explanation} lines={4}>
                  {(told) => <Answer of={told} />}
                </Shown>
              </div>
              <Handling of={one} />
              {explanation.data !== undefined && (
                <div className="case-grounds stack">
                  <Grounds of={explanation.data} id={one.id} />
                </div>
              )}
            </div>
          </>
        )}
      </Shown>
    </>
  );
}

function CaseHead({ of: one }: { readonly of: CaseWithHistory }): ReactNode {
  const t = useWords(caseText);
  const names = useNames();
  const format = useFormat();
  const title = useCaseTitle(names)(one);
  const times =
    one.count === 1
      ? `${t.once} ${t.at(format.time(one.lastAt))}`
      : `${t.count(format.number(one.count))}, ${t.between(format.time(one.firstAt), format.time(one.lastAt))}`;
  return (
    <PageHead
      title={title}
      above={<Back to="/geblokkeerd">{t.back}</Back>}
      lead={
        <>
          {t.route(
            one.system,
            one.recipient === null ? t.unknown : names.participant(one.recipient),
            one.purpose === null ? t.unknown : names.purpose(one.purpose),
          )}
          <span className="case-times">
            <StatusTag status={one.status} /> {times}
          </span>
        </>
      }
    />
  );
}

/** Why not, what helps, and who must act: what most readers came for. */
function Answer({ of: told }: { readonly of: Explanation }): ReactNode {
  const t = useWords(caseText);
  const lang = localeOf(useLanguage());
  return (
    <section className="panel answer" aria-labelledby="waarom">
      <h2 id="waarom">{t.why}</h2>
      <Blocks blocks={told.why.slice(0, reasonsEnd(told))} under={2} lang={lang} />
      <div className="answer-next">
        <div>
          <h3>{t.remedy}</h3>
          {told.remedy.length === 0 ? (
            <p>{told.aboutPersons ? t.remedyNonePerson : t.remedyNone}</p>
          ) : (
            <ul lang={lang}>
              {told.remedy.map((step) => (
                <li key={step}>
                  <Prose>{step}</Prose>
                </li>
              ))}
            </ul>
          )}
        </div>
        <div>
          <h3>{t.who}</h3>
          <p lang={lang}>{told.actor.text}</p>
        </div>
      </div>
    </section>
  );
}

/** The reasons come first; how each permission fared follows, for who wants to know it exactly. */
function reasonsEnd({ why }: Explanation): number {
  const heading = why.findIndex(({ kind }) => kind === 'heading');
  return heading < 0 ? why.length : heading;
}

function Grounds({ of: told, id }: { readonly of: Explanation; readonly id: string }): ReactNode {
  const t = useWords(caseText);
  const lang = localeOf(useLanguage());
  const detail = told.why.slice(reasonsEnd(told));
  return (
    <>
      <Nearest of={told.nearest} aboutPersons={told.aboutPersons} />
      {told.decisions.length > 0 && (
        <section className="panel" aria-labelledby="beslissingen">
          <div className="panel-head">
            <h2 id="beslissingen">{t.decisions}</h2>
            <Link to={`/beslissingen?case=${id}`}>{t.decisionsAll}</Link>
          </div>
          <ul className="plain-list">
            {told.decisions.map((decisionId) => (
              <li key={decisionId}>
                <Link to={`/beslissingen/${decisionId}`}>
                  {t.decision}:<code>{decisionId}</code>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Letter of={told.letter} />
      <section className="panel" aria-labelledby="gevraagd">
        <h2 id="gevraagd">{t.asked}</h2>
        <Blocks blocks={told.asked} under={2} lang={lang} />
      </section>
      {detail.length > 0 && (
        <details className="panel">
          <summary>{t.detail}</summary>
          <Blocks blocks={detail} under={2} lang={lang} />
        </details>
      )}
    </>
  );
}
