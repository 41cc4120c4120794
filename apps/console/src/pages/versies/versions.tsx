import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Shown } from '../../parts/states';
import { Tag } from '../../parts/tag';
import type { Version } from './answers';
import { text } from './text';

/** Every version that was active, the newest first. */
export function Versions({ mayPropose }: { readonly mayPropose: boolean }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const versions = useRead<readonly Version[]>('/register/versions');
  return (
    <section className="stack">
      <h2 id="versies">{t.versions}</h2>
      <p className="quiet">{t.versionsLead}</p>
      <Shown of={versions}>
        {(all) => (
          <div className="table-scroll" role="region" aria-labelledby="versies" tabIndex={0}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.number}</th>
                  <th scope="col">{t.activated}</th>
                  <th scope="col">{t.content}</th>
                  <th scope="col">{t.state}</th>
                </tr>
              </thead>
              <tbody>
                {all.map(({ version, contentHash, activatedAt }, at) => {
                  const same = all.slice(at + 1).findLast((earlier) => earlier.contentHash === contentHash);
                  return (
                    <tr key={version}>
                      <th scope="row">{format.number(version)}</th>
                      <td className="nowrap">{format.time(activatedAt)}</td>
                      <td>
                        <code title={contentHash}>{contentHash.slice(0, 12)}</code>
                        {same !== undefined && <span className="quiet"> {t.sameAs(format.number(same.version))}</span>}
                      </td>
                      <td>
                        {at === 0 ? (
                          <Tag tone="good">{t.current}</Tag>
                        ) : (
                          mayPropose &&
                          contentHash !== all[0]?.contentHash && (
                            <Link
                              className="button button-small"
                              to={`/register/voorstellen/nieuw?van=version&versie=${version}`}
                              aria-label={`${t.goBack}: ${version}`}
                            >
                              {t.goBack}
                            </Link>
                          )
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
    </section>
  );
}
