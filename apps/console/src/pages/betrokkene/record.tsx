import { useState, type ReactNode } from 'react';
import { useNavigate } from '../../shell/router';
import { factKinds, type FactKind } from '#contract';
import { ApiFault } from '../../api/fault';
import { useRefresh } from '../../api/query';
import { useWords } from '../../i18n/words';
import { useVocabulary } from '../../names/vocabulary';
import { Back } from '../../parts/back';
import { Button } from '../../parts/button';
import { Check, Choice, DayField, TextField } from '../../parts/fields';
import { PageHead } from '../../parts/page-head';
import { ChangeFailed, Failed } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { emptyDraft, factBody, missingIn, withoutPerson, type FactDraft } from './fact';
import { Privacy, roles } from './frame';
import { recordText } from './record-text';
import { useSecretCall, useWhenLeft } from './secret';
import { today } from './today';
import { Who } from './who';
import './person.css';

/** Recording a fact about a person. What tells who it is about is wiped as it is sent. */
export default function Page(): ReactNode {
  const t = useWords(recordText);
  const session = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const names = useVocabulary();
  const call = useSecretCall<readonly { readonly id: string }[]>();
  // Whoever has the role for some participants records for one of those.
  const scopes = session.grants.filter(({ role }) => role === 'compliance' || role === 'dpo');
  const everywhere = scopes.some(({ participant }) => participant === null);
  const participants = (names?.participants ?? []).filter(
    ({ id }) => everywhere || scopes.some(({ participant }) => participant === id),
  );
  const [draft, setDraft] = useState(() => emptyDraft(everywhere ? '' : (scopes[0]?.participant ?? ''), today()));
  useWhenLeft(() => setDraft(withoutPerson));
  const set = (changes: Partial<FactDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  const missing = missingIn(draft);
  const send = async (): Promise<void> => {
    const body = factBody(draft);
    setDraft(withoutPerson);
    const answer = await call.send('/facts', body);
    if (answer === undefined) return;
    void refresh('/facts');
    navigate('/betrokkene', { state: { recorded: true } });
  };
  if (!may(session, roles.facts)) return <Failed fault={new ApiFault(403, '')} />;
  return (
    <>
      <PageHead title={t.title} above={<Back to="/betrokkene">{t.back}</Back>} />
      <form
        className="panel stack person-form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing.length === 0) void send();
        }}
      >
        <Privacy />
        <Choice
          label={t.kind}
          hint={t[`${draft.kind}Why`]}
          value={draft.kind}
          onChange={(kind) => set({ kind: kind as FactKind })}
          options={factKinds.map((kind) => ({ id: kind, name: t[kind] }))}
        />
        <Who draft={draft} set={set} />
        <fieldset className="person-fields">
          <legend>{t.when}</legend>
          <Choice
            label={t.participant}
            none={t.choose}
            value={draft.participant}
            onChange={(participant) => set({ participant })}
            options={participants}
          />
          <DayField label={t.from} value={draft.from} onChange={(from) => set({ from })} />
          {draft.kind !== 'alias' && (
            <DayField
              label={t.until}
              hint={t.untilHint}
              value={draft.until}
              error={missing.includes('until') ? t.untilWrong : undefined}
              onChange={(until) => set({ until })}
            />
          )}
          <TextField
            label={t.ground}
            hint={t.groundHint}
            value={draft.ground}
            onChange={(ground) => set({ ground })}
            maxLength={200}
          />
        </fieldset>
        {draft.kind !== 'alias' && (
          <details className="more">
            <summary>{t.purposes}</summary>
            <p className="field-hint">{t.purposesHint}</p>
            <div className="pick-fields-list">
              {(names?.purposes ?? []).map(({ id, name }) => (
                <Check
                  key={id}
                  label={name}
                  checked={draft.purposes.includes(id)}
                  onChange={(wanted) =>
                    set({ purposes: wanted ? [...draft.purposes, id] : draft.purposes.filter((each) => each !== id) })
                  }
                />
              ))}
            </div>
          </details>
        )}
        <ChangeFailed fault={call.fault} />
        {call.fault !== null && <p>{t.retype}</p>}
        <div>
          <Button look="primary" type="submit" isPending={call.pending} isDisabled={missing.length > 0} needs={t.needs}>
            {t.record}
          </Button>
        </div>
      </form>
    </>
  );
}
