import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from '../../shell/router';
import { ApiFault } from '../../api/fault';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { problemWords } from '../../names/problems';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { TextField } from '../../parts/fields';
import { Icon } from '../../parts/icon';
import { ChangeFailed, Failed } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { eraseText } from './erase-text';
import { isNumber } from './fact';
import { PersonFrame, Privacy, roles } from './frame';
import { InszField, useSecretCall, useWhenLeft } from './secret';
import { text } from './text';

/** `POST /ledger/erasures`: what was erased, and the entry that says so. */
interface Erased {
  readonly erasure: string;
  readonly entries: number;
  readonly cases: number;
  readonly withdrawnFacts: number;
  /** Those that still hold, and stay. */
  readonly facts: number;
}

/** Erasing one person from the details of the ledger. The number leaves the page as it is sent. */
export default function Page(): ReactNode {
  const t = useWords(eraseText);
  const all = useWords(text);
  const session = useSession();
  const [insz, setInsz] = useState('');
  const [why, setWhy] = useState('');
  const [asking, setAsking] = useState(false);
  const call = useSecretCall<Erased>();
  useWhenLeft(() => setInsz(''));
  const ready = isNumber(insz) && why.trim() !== '';
  const send = async (): Promise<void> => {
    const body = { insz: insz.trim(), why: why.trim() };
    setInsz('');
    setAsking(false);
    if ((await call.send('/ledger/erasures', body)) !== undefined) setWhy('');
  };
  return (
    <PersonFrame part="erase">
      {may(session, roles.erase) ? (
        <div className="stack">
          <p className="lead">{t.lead}</p>
          <form
            className="panel stack person-ask"
            autoComplete="off"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready) setAsking(true);
            }}
          >
            <Privacy />
            <div className="person-fields">
              <InszField label={all.insz} value={insz} onChange={setInsz} />
              <TextField label={t.why} hint={t.whyHint} value={why} onChange={setWhy} maxLength={500} required />
            </div>
            <NotErased fault={call.fault} />
            <div>
              <Button look="danger" type="submit" isPending={call.pending} isDisabled={!ready} needs={t.needs}>
                {t.ask}
              </Button>
            </div>
          </form>
          {call.answer !== undefined && <Outcome of={call.answer} />}
          <Dialog title={t.sure} open={asking} onOpen={setAsking}>
            <h3>{t.goes}</h3>
            <ul className="person-list">
              {[t.goesPerson, t.goesHashes, t.goesRest].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <h3>{t.stays}</h3>
            <ul className="person-list">
              {[t.staysEntries, t.staysFacts, t.staysTopics, t.staysNotes].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p>
              <strong>{t.final}</strong>
            </p>
            <div className="buttons">
              <Button look="danger" onPress={() => void send()}>
                {t.confirm}
              </Button>
              <Button onPress={() => setAsking(false)}>{t.cancel}</Button>
            </div>
          </Dialog>
        </div>
      ) : (
        <Failed fault={new ApiFault(403, '')} />
      )}
    </PersonFrame>
  );
}

/** Control names the cases that go first. */
function NotErased({ fault }: { readonly fault: ApiFault | null }): ReactNode {
  const t = useWords(eraseText);
  const problems = useWords(problemWords);
  if (fault === null) return null;
  const { code } = fault;
  const cases = fault.detail.match(/dossier-[a-z2-7]{16}/g) ?? [];
  return (
    <>
      {code === 'legal-duty' || code === 'erasure-must-wait' ? (
        <div className="notice notice-warn" role="alert">
          <Icon name="warning" />
          <div>
            <strong>{problems[code][0]}.</strong> {problems[code][1]}
            {cases.map((id) => (
              <span key={id}>
                {' '}
                <Link to={`/betrokkene/zaken#${id}`}>{id}</Link>
              </span>
            ))}
          </div>
        </div>
      ) : (
        <ChangeFailed fault={fault} />
      )}
      <p>{t.retype}</p>
    </>
  );
}

function Outcome({ of: erased }: { readonly of: Erased }): ReactNode {
  const t = useWords(eraseText);
  const format = useFormat();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [erased]);
  return (
    <section className="panel stack person-ask" aria-labelledby="gewist">
      <h2 id="gewist" ref={head} tabIndex={-1}>
        {t.done}
      </h2>
      <dl className="facts">
        {(['entries', 'cases', 'withdrawnFacts', 'facts'] as const).map((name) => (
          <div key={name}>
            <dt>{t[name]}</dt>
            <dd>
              {format.number(erased[name])}
              {name === 'facts' && erased.facts > 0 && ` · ${t.factsWhy}`}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t.entry}</dt>
          <dd>
            <code>{erased.erasure}</code>
          </dd>
        </div>
      </dl>
    </section>
  );
}
