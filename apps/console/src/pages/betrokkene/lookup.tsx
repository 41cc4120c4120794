import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ApiFault } from '../../api/fault';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { TextField } from '../../parts/fields';
import { ChangeFailed, Failed } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { isNumber } from './fact';
import { Found, type PersonAnswer } from './found';
import { PersonFrame, Privacy, roles } from './frame';
import { lookupText } from './lookup-text';
import { InszField, useSecretCall, useWhenLeft } from './secret';
import { text } from './text';

const decisionsMax = 1_000;

/** To whom data about one person went. The number leaves the page as it is sent; what was found, as the page is left. */
export default function Page(): ReactNode {
  const t = useWords(lookupText);
  const all = useWords(text);
  const session = useSession();
  const [insz, setInsz] = useState('');
  const [why, setWhy] = useState('');
  const call = useSecretCall<PersonAnswer>();
  const found = useRef<HTMLHeadingElement>(null);
  useWhenLeft(() => setInsz(''));
  useEffect(() => {
    if (call.answer !== undefined) found.current?.focus();
  }, [call.answer]);
  const send = (): void => {
    const body = { insz: insz.trim(), why: why.trim(), limit: decisionsMax };
    setInsz('');
    void call.send('/ledger/persons', body);
  };
  const ready = isNumber(insz) && why.trim() !== '';
  return (
    <PersonFrame part="lookup">
      {may(session, roles.lookup) ? (
        <div className="stack">
          <p className="lead">{t.lead}</p>
          <form
            className="panel stack person-ask"
            autoComplete="off"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready) send();
            }}
          >
            <Privacy />
            <div className="person-fields">
              <InszField label={all.insz} value={insz} onChange={setInsz} />
              <TextField label={t.why} hint={t.whyHint} value={why} onChange={setWhy} maxLength={500} required />
            </div>
            <ChangeFailed fault={call.fault} />
            <div>
              <Button look="primary" type="submit" isPending={call.pending} isDisabled={!ready} needs={t.needs}>
                {t.send}
              </Button>
            </div>
          </form>
          {call.answer !== undefined && (
            <section className="person-found" aria-labelledby="gevonden">
              <div className="panel-head">
                <h2 id="gevonden" ref={found} tabIndex={-1}>
                  {t.found}
                </h2>
                <Button small onPress={call.forget}>
                  {t.forget}
                </Button>
              </div>
              <p className="quiet">{t.forgetWhy}</p>
              <Found answer={call.answer} full={call.answer.decisions.length === decisionsMax} />
            </section>
          )}
        </div>
      ) : (
        <Failed fault={new ApiFault(403, '')} />
      )}
    </PersonFrame>
  );
}
