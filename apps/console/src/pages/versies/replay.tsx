import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import type { Replay } from './answers';
import { proposalText } from './proposal-text';

/** Last month's requests decided again by the proposed register. */
export function ReplayFigures({ replay }: { readonly replay: Replay }): ReactNode {
  const t = useWords(proposalText);
  const format = useFormat();
  const { considered, recorded = considered, sameEffect, nowPermitted, nowDenied, examples } = replay;
  return (
    <section className="stack" aria-labelledby="maand">
      <h2 id="maand">{t.replay}</h2>
      {considered === 0 ? (
        <p>{t.replayNone}</p>
      ) : (
        <dl className="proposal-figures">
          {(
            [
              [t.considered, considered, ''],
              [t.sameEffect, sameEffect, ''],
              [t.nowPermitted, nowPermitted, nowPermitted > 0 ? ' proposal-figure-warn' : ''],
              [t.nowDenied, nowDenied, nowDenied > 0 ? ' proposal-figure-bad' : ''],
            ] as const
          ).map(([label, count, look]) => (
            <div key={label} className={`proposal-figure${look}`}>
              <dt>{label}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </dl>
      )}
      {considered > 0 && <p className="quiet">{t.apart}</p>}
      {recorded > considered && <p>{t.left(format.number(recorded - considered))}</p>}
      {examples.length > 0 && (
        <details className="more">
          <summary>{t.decisions}</summary>
          <ul className="documents">
            {examples.map((id) => (
              <li key={id}>
                <Link to={`/beslissingen/${id}`}>
                  <code>{id}</code>
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
