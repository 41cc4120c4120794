import { useState, type ReactNode } from 'react';
import { Link, useParams } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Back } from '../../parts/back';
import { Button } from '../../parts/button';
import { asked } from '../../parts/filters';
import { DayField } from '../../parts/fields';
import { PageHead } from '../../parts/page-head';
import { Shown } from '../../parts/states';
import { Tag } from '../../parts/tag';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import type { InstrumentText } from './answers';
import { Document } from './document';
import { useDay } from './frame';
import { StateTag } from './state-tag';
import { Suspend } from './suspend';
import { text } from './text';
import { Window } from './window';
import './register.css';

/** One instrument as a readable document, with how sure each fact is. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const session = useSession();
  const { id = '' } = useParams();
  const [at, setAt] = useDay();
  const [suspending, setSuspending] = useState(false);
  const instrument = useRead<InstrumentText>(asked(`/register/instruments/${encodeURIComponent(id)}`, { at }), {
    keep: true,
  });
  const { data } = instrument;
  const maySuspend = may(session, ['register-admin', 'dpo']);
  return (
    <>
      <PageHead
        title={data?.title ?? id}
        above={<Back to="/register">{t.back}</Back>}
        lead={
          <>
            <code>{id}</code>
            {data !== undefined && `, ${data.authority.title}${data.number === null ? '' : `, ${data.number}`}`}
          </>
        }
      >
        <DayField label={t.at} value={at} onChange={setAt} />
      </PageHead>
      <Shown of={instrument} lines={14}>
        {(shown) => (
          <div className="stack">
            <div className="instrument-line">
              <StateTag state={shown.state} />
              <Window from={shown.from} until={shown.until} />
              {shown.assumedFacts > 0 && <Tag tone="warn">{t.assumed(format.number(shown.assumedFacts))}</Tag>}
              <span className="instrument-acts">
                <Link className="button button-small" to={`/mag-dit?basis=${encodeURIComponent(id)}`}>
                  {t.mayThis}
                </Link>
                {maySuspend && shown.state === 'in-force' && at === '' && (
                  <Button look="danger" small onPress={() => setSuspending(true)}>
                    {t.suspend}
                  </Button>
                )}
                {may(session, ['register-admin@*']) && shown.state === 'suspended' && (
                  <Link className="button button-small" to={`/register/voorstellen/nieuw?van=lift&instrument=${id}`}>
                    {t.lift}
                  </Link>
                )}
              </span>
            </div>
            <Document blocks={shown.blocks} />
          </div>
        )}
      </Shown>
      <Suspend instrument={id} title={data?.title ?? id} open={suspending} onOpen={setSuspending} />
    </>
  );
}
