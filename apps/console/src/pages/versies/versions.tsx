import { Fragment, type ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Shown } from '../../parts/states';
import { Table } from '../../parts/table';
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
          <Table
            headingId="versies"
            columns={[
              { head: t.number },
              { head: t.activated, kind: 'nowrap' },
              { head: t.content },
              { head: t.state },
            ]}
            rows={all.map(({ version, contentHash, activatedAt }, at) => {
              const same = all.slice(at + 1).findLast((earlier) => earlier.contentHash === contentHash);
              return {
                key: version,
                cells: [
                  format.number(version),
                  format.time(activatedAt),
                  <Fragment key="content">
                    <code title={contentHash}>{contentHash.slice(0, 12)}</code>
                    {same !== undefined && <span className="quiet"> {t.sameAs(format.number(same.version))}</span>}
                  </Fragment>,
                  at === 0 ? (
                    <Tag key="act" tone="good">
                      {t.current}
                    </Tag>
                  ) : (
                    mayPropose &&
                    contentHash !== all[0]?.contentHash && (
                      <Link
                        key="act"
                        className="button button-small"
                        to={`/register/voorstellen/nieuw?van=version&versie=${version}`}
                        aria-label={`${t.goBack}: ${version}`}
                      >
                        {t.goBack}
                      </Link>
                    )
                  ),
                ],
              };
            })}
          />
        )}
      </Shown>
    </section>
  );
}
