import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Empty, Shown } from '../../parts/states';
import { Tag } from '../../parts/tag';
import type { Suspension } from './answers';
import { text } from './text';

/** What somebody stopped, and what of it is lifted. */
export function Suspensions({ mayPropose }: { readonly mayPropose: boolean }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const suspensions = useRead<readonly Suspension[]>('/register/suspensions');
  return (
    <section className="stack">
      <h2 id="schorsingen">{t.suspensions}</h2>
      <p className="quiet">{t.suspensionsLead}</p>
      <Shown of={suspensions} lines={2}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t.noSuspension} />
          ) : (
            <div className="table-scroll" role="region" aria-labelledby="schorsingen" tabIndex={0}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.instrument}</th>
                    <th scope="col">{t.reason}</th>
                    <th scope="col">{t.since}</th>
                    <th scope="col">{t.by}</th>
                    <th scope="col">{t.state}</th>
                  </tr>
                </thead>
                <tbody>
                  {all.map(({ id, instrument, reason, from, by, liftedOn }) => (
                    <tr key={id}>
                      <th scope="row">
                        <Link to={`/register/instrumenten/${instrument}`}>{instrument}</Link>
                      </th>
                      <td>{reason}</td>
                      <td className="nowrap">{format.date(from)}</td>
                      <td>{by}</td>
                      <td>
                        {liftedOn !== null ? (
                          <Tag>{t.lifted(format.date(liftedOn))}</Tag>
                        ) : (
                          <span className="buttons">
                            <Tag tone="bad">{t.holds}</Tag>
                            {mayPropose && (
                              <Link
                                className="button button-small"
                                to={`/register/voorstellen/nieuw?van=lift&instrument=${instrument}`}
                                aria-label={`${t.liftThis}: ${instrument}`}
                              >
                                {t.liftThis}
                              </Link>
                            )}
                          </span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
    </section>
  );
}
