import { useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from '../../shell/router';
import { ApiFault } from '../../api/fault';
import { useChange, useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Back } from '../../parts/back';
import { Button } from '../../parts/button';
import { Choice, TextField } from '../../parts/fields';
import { withFilters } from '../../parts/filters';
import { PageHead } from '../../parts/page-head';
import { ChangeFailed, Failed, Shown } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import type { Source, Suspension, Version } from './answers';
import { proposeText } from './propose-text';
import { text } from './text';
import { UploadFiles } from './upload-files';
import { isRegisterPath, type Upload } from './uploads';
import './versions.css';

const sources: readonly Source[] = ['upload', 'files', 'version', 'lift'];

/** What somebody wants to be the next register version, and why. */
export default function Page(): ReactNode {
  const t = useWords(proposeText);
  const all = useWords(text);
  const session = useSession();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const from = sources.find((each) => each === address.get('van')) ?? 'upload';
  const [version, instrument] = [address.get('versie') ?? '', address.get('instrument') ?? ''];
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const propose = useChange<{ readonly id: string }>('/register/proposals', '/overview');
  const set = (changes: Readonly<Record<string, string>>): void =>
    setAddress((now) => withFilters(now, changes), { replace: true });

  const ready = {
    upload: uploads.length > 0 && uploads.every(({ path }) => isRegisterPath(path)),
    files: true,
    version: version !== '',
    lift: instrument !== '',
  }[from];
  const send = (): void =>
    propose.mutate(
      {
        method: 'POST',
        path: '/register/proposals',
        body: {
          from,
          title: title.trim(),
          reason: reason.trim(),
          ...(from === 'upload' && { documents: uploads }),
          ...(from === 'version' && { version: Number(version) }),
          ...(from === 'lift' && { instrument }),
        },
      },
      { onSuccess: ({ id }) => navigate(`/register/voorstellen/${id}`, { replace: true }) },
    );

  if (!may(session, ['register-admin@*'])) return <Failed fault={new ApiFault(403, '')} />;
  return (
    <>
      <PageHead title={t.title} lead={t.lead} above={<Back to="/register/versies">{all.all}</Back>} />
      <form
        className="panel stack propose"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset className="stack">
          <legend>{t.what}</legend>
          {sources.map((each) => (
            <div key={each} className="choice">
              <input
                id={`van-${each}`}
                type="radio"
                name="van"
                checked={from === each}
                aria-describedby={`van-${each}-waarom`}
                onChange={() => set({ van: each })}
              />
              <label htmlFor={`van-${each}`}>{t[each]}</label>
              <span className="field-hint" id={`van-${each}-waarom`}>
                {t[`${each}Why`]}
              </span>
            </div>
          ))}
        </fieldset>
        {from === 'upload' && <UploadFiles uploads={uploads} onUploads={setUploads} />}
        {from === 'version' && <WhichVersion value={version} onChange={(versie) => set({ versie })} />}
        {from === 'lift' && <WhichInstrument value={instrument} onChange={(id) => set({ instrument: id })} />}
        <TextField label={t.name} hint={t.nameHint} value={title} onChange={setTitle} maxLength={200} required />
        <TextField label={t.reason} hint={t.reasonHint} value={reason} onChange={setReason} maxLength={500} required />
        <ChangeFailed fault={propose.error} />
        <div className="buttons">
          <Button
            look="primary"
            type="submit"
            isPending={propose.isPending}
            isDisabled={!ready || title.trim() === '' || reason.trim() === ''}
            needs={t.needs}
          >
            {t.propose}
          </Button>
          <span role="status" className="quiet">
            {propose.isPending && t.checking}
          </span>
        </div>
      </form>
    </>
  );
}

function WhichVersion({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (version: string) => void;
}): ReactNode {
  const t = useWords(proposeText);
  const all = useWords(text);
  const format = useFormat();
  const versions = useRead<readonly Version[]>('/register/versions');
  return (
    <Shown of={versions} lines={1}>
      {(known) =>
        known.length < 2 ? (
          <p>{t.oneVersion}</p>
        ) : (
          <Choice
            label={t.whichVersion}
            none={t.none}
            value={value}
            onChange={onChange}
            options={known.slice(1).map(({ version, activatedAt }) => ({
              id: String(version),
              name: `${all.activeVersion(format.number(version))}, ${all.activeSince(format.time(activatedAt))}`,
            }))}
          />
        )
      }
    </Shown>
  );
}

function WhichInstrument({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (instrument: string) => void;
}): ReactNode {
  const t = useWords(proposeText);
  const suspensions = useRead<readonly Suspension[]>('/register/suspensions');
  return (
    <Shown of={suspensions} lines={1}>
      {(all) => {
        const held = all.filter(({ liftedOn }) => liftedOn === null);
        if (held.length === 0) return <p>{t.nothing}</p>;
        return (
          <Choice
            label={t.whichInstrument}
            none={t.none}
            value={value}
            onChange={onChange}
            options={held.map(({ instrument, reason }) => ({ id: instrument, name: `${instrument}: ${reason}` }))}
          />
        );
      }}
    </Shown>
  );
}
