import type { ReactNode } from 'react';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Icon } from '../../parts/icon';
import { Empty, Shown } from '../../parts/states';
import { Link } from '../../shell/router';
import type { Status, ToConfirm } from './answers';
import { Document } from './document';
import { RegisterFrame } from './frame';
import { text } from './text';
import { thingsToConfirm, type Thing } from './things-to-confirm';

/** What somebody must still look up in a source, and look after. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const status = useRead<Status>('/register/status');
  return (
    <RegisterFrame part="unconfirmed" dated={false}>
      <Shown of={status} lines={14}>
        {({ permissions, toConfirm, blocks }) => (
          <div className="stack">
            {toConfirm.length === 0 ? (
              <Empty title={t.nothingToConfirm} />
            ) : (
              <ToLookUp permissions={permissions} facts={toConfirm} />
            )}
            {blocks.length > 0 && <Document blocks={blocks} />}
          </div>
        )}
      </Shown>
    </RegisterFrame>
  );
}

function ToLookUp({
  permissions: { all, confirmed },
  facts,
}: {
  readonly permissions: Status['permissions'];
  readonly facts: readonly ToConfirm[];
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const things = thingsToConfirm(facts);
  const parts = [
    { title: t.ofParticipants, why: t.ofParticipantsWhy, of: things.filter(({ kind }) => kind === 'participants') },
    { title: t.ofShared, why: t.ofSharedWhy, of: things.filter(({ kind }) => kind === 'shared') },
    { title: t.ofInstruments, why: t.ofInstrumentsWhy, of: things.filter(({ kind }) => kind === 'instruments') },
  ];
  return (
    <article className="panel document to-confirm">
      <p className="notice notice-warn">
        <Icon name="warning" />
        <span>{t.unconfirmedWhy(format.number(all), format.number(all - confirmed))}</span>
      </p>
      <h2>{t.toConfirm(format.number(facts.length))}</h2>
      <p className="quiet">{t.howToConfirm}</p>
      {parts
        .filter((part) => part.of.length > 0)
        .map((part) => (
          <section key={part.title} className="stack">
            <h3>{part.title}</h3>
            <p>{part.why}</p>
            {part.of.map((thing) => (
              <ThingToConfirm key={thing.file} thing={thing} />
            ))}
          </section>
        ))}
    </article>
  );
}

function ThingToConfirm({ thing: { kind, id, file, facts } }: { readonly thing: Thing }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const names = useNames();
  return (
    <div>
      <h4>
        {kind === 'instruments' && (
          <Link to={`/register/instrumenten/${id}`} lang="nl-BE">
            {names.instrument(id)}
          </Link>
        )}
        {kind === 'participants' && (
          <Link to={`/register/deelnemers/${id}`} lang="nl-BE">
            {names.participant(id)}
          </Link>
        )}
        {kind === 'shared' ? <code>{file}</code> : <code className="quiet"> {file}</code>}
      </h4>
      <ul>
        {facts.map(({ what, instruments }) => (
          <li key={what}>
            <span lang="nl-BE">{what}</span>
            {!(kind === 'instruments' && instruments.every((each) => each === id)) && (
              <span className="quiet">{t.forInstruments(format.number(instruments.length))}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
