import { useState, type ReactNode } from 'react';
import { useNavigate } from '../../shell/router';
import { casePurposes, type CaseKind } from '#contract';
import { ApiFault } from '../../api/fault';
import { useRefresh } from '../../api/query';
import { useWords } from '../../i18n/words';
import { useVocabulary } from '../../names/vocabulary';
import { Back } from '../../parts/back';
import { Button } from '../../parts/button';
import { Check, Choice, DayField, TextField } from '../../parts/fields';
import { PageHead } from '../../parts/page-head';
import { PickFields } from '../../parts/pick-fields';
import { ChangeFailed, Failed } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { caseBody, emptyCase, isWhole, withoutNumbers, type CaseDraft } from './case-draft';
import { caseText } from './case-text';
import { Privacy, roles } from './frame';
import { InszField, useSecretCall, useWhenLeft } from './secret';
import { text } from './text';
import { today } from './today';
import './person.css';

/** Proposing an instrument about one person. The numbers are wiped as they are sent. */
export default function Page(): ReactNode {
  const t = useWords(caseText);
  const all = useWords(text);
  const session = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const names = useVocabulary();
  const call = useSecretCall<{ readonly id: string }>();
  const [draft, setDraft] = useState(emptyCase);
  useWhenLeft(() => setDraft(withoutNumbers));
  const set = (changes: Partial<CaseDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  const whole = isWhole(draft, today());
  const send = async (): Promise<void> => {
    const body = caseBody(draft);
    setDraft(withoutNumbers);
    const answer = await call.send('/cases', body);
    if (answer === undefined) return;
    void refresh('/cases');
    navigate('/betrokkene/zaken', { state: { proposed: true } });
  };
  if (!may(session, roles.cases)) return <Failed fault={new ApiFault(403, '')} />;
  return (
    <>
      <PageHead title={t.title} above={<Back to="/betrokkene/zaken">{t.back}</Back>} />
      <form
        className="panel stack person-form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (whole) void send();
        }}
      >
        <Privacy />
        <Choice
          label={t.kind}
          hint={draft.kind === 'vital-interest' ? t.urgent : t.second}
          value={draft.kind}
          onChange={(kind) => set({ kind: kind as CaseKind })}
          options={(Object.keys(casePurposes) as CaseKind[]).map((kind) => ({ id: kind, name: t[kind] }))}
        />
        {draft.kind === 'portability' && (
          <Check label={t.ownRequest} checked={draft.atOwnRequest} onChange={(atOwnRequest) => set({ atOwnRequest })} />
        )}
        <Numbers draft={draft} set={set} insz={all.insz} />
        <fieldset className="person-fields">
          <legend>{t.between}</legend>
          {(['provider', 'recipient'] as const).map((side) => (
            <Choice
              key={side}
              label={t[side]}
              none={t.choose}
              value={draft[side]}
              onChange={(id) => set({ [side]: id })}
              options={names?.participants ?? []}
            />
          ))}
          <DayField
            label={t.until}
            hint={t.untilHint}
            value={draft.until}
            min={today()}
            onChange={(until) => set({ until })}
          />
          <TextField
            label={t.ground}
            hint={t.groundHint}
            value={draft.ground}
            onChange={(ground) => set({ ground })}
            maxLength={500}
            required
          />
        </fieldset>
        <fieldset className="stack">
          <legend>{t.categories}</legend>
          <div className="pick-fields-list">
            {(names?.categories ?? []).map(({ id, name }) => (
              <Check
                key={id}
                label={name}
                checked={draft.categories.includes(id)}
                onChange={(wanted) =>
                  set({
                    categories: wanted ? [...draft.categories, id] : draft.categories.filter((each) => each !== id),
                  })
                }
              />
            ))}
          </div>
        </fieldset>
        <PickFields
          label={t.fields}
          fields={names?.fields ?? []}
          value={draft.fields}
          onChange={(fields) => set({ fields })}
        />
        <ChangeFailed fault={call.fault} />
        {call.fault !== null && <p>{t.retype}</p>}
        <div>
          <Button
            look="primary"
            type="submit"
            isPending={call.pending}
            isDisabled={!whole}
            needs={draft.kind === 'portability' && !draft.atOwnRequest ? t.needsOwnRequest : t.needs}
          >
            {t.send}
          </Button>
        </div>
      </form>
    </>
  );
}

function Numbers({
  draft,
  set,
  insz,
}: {
  readonly draft: CaseDraft;
  readonly set: (changes: Partial<CaseDraft>) => void;
  readonly insz: string;
}): ReactNode {
  const t = useWords(caseText);
  return (
    <fieldset className="stack">
      <legend>{t.who}</legend>
      <div className="person-fields">
        <InszField label={insz} value={draft.insz} onChange={(typed) => set({ insz: typed })} />
        {draft.others.map((other, at) => (
          <InszField
            key={at}
            label={t.other}
            value={other}
            required={false}
            onChange={(typed) => set({ others: draft.others.map((each, n) => (n === at ? typed : each)) })}
          />
        ))}
      </div>
      <div>
        <Button
          small
          isDisabled={draft.others.length >= 20}
          needs={t.othersMax}
          onPress={() => set({ others: [...draft.others, ''] })}
        >
          {t.addOther}
        </Button>
      </div>
    </fieldset>
  );
}
