import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Empty, Shown } from '../../parts/states';
import { Table } from '../../parts/table';
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
            <Table
              headingId="schorsingen"
              columns={[
                { head: t.instrument },
                { head: t.reason },
                { head: t.since, kind: 'nowrap' },
                { head: t.by },
                { head: t.state },
              ]}
              rows={all.map(({ id, instrument, reason, from, by, liftedOn }) => ({
                key: id,
                cells: [
                  <Link key="instrument" to={`/register/instrumenten/${instrument}`}>
                    {instrument}
                  </Link>,
                  reason,
                  format.date(from),
                  by,
                  liftedOn !== null ? (
                    <Tag key="state">{t.lifted(format.date(liftedOn))}</Tag>
                  ) : (
                    <span key="state" className="buttons">
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
                  ),
                ],
              }))}
            />
          )
        }
      </Shown>
    </section>
  );
}
