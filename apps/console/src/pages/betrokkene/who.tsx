import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words';
import { TextField } from '../../parts/fields';
import type { FactDraft } from './fact';
import { recordText } from './record-text';
import { InszField } from './secret';
import { text } from './text';

/** The part of a fact that tells whom it is about: a number, two of them, or how somebody is reached. */
export function Who({
  draft,
  set,
}: {
  readonly draft: FactDraft;
  readonly set: (changes: Partial<FactDraft>) => void;
}): ReactNode {
  const t = useWords(recordText);
  const all = useWords(text);
  const labels = { alias: t.newNumber, 'do-not-contact': t.optionalNumber };
  const label = (labels as Partial<Record<string, string>>)[draft.kind] ?? all.insz;
  return (
    <fieldset className="person-fields">
      <legend>{t.who}</legend>
      {draft.kind === 'alias' && <InszField label={t.oldNumber} value={draft.was} onChange={(was) => set({ was })} />}
      {draft.kind === 'do-not-contact' && <Contact draft={draft} set={set} />}
      <InszField
        label={label}
        value={draft.insz}
        onChange={(insz) => set({ insz })}
        required={draft.kind !== 'do-not-contact'}
      />
    </fieldset>
  );
}

function Contact({
  draft,
  set,
}: {
  readonly draft: FactDraft;
  readonly set: (changes: Partial<FactDraft>) => void;
}): ReactNode {
  const t = useWords(recordText);
  const parts = [
    ['email', t.email],
    ['telefoon', t.phone],
    ['naam', t.name],
    ['straat', t.street],
    ['huisnummer', t.house],
    ['busnummer', t.box],
    ['postcode', t.postcode],
  ] as const;
  return (
    <>
      <p className="field-hint person-wide">{t.contactHint}</p>
      {parts.map(([name, label]) => (
        <TextField
          key={name}
          label={label}
          value={draft[name]}
          onChange={(value) => set({ [name]: value })}
          maxLength={name === 'email' ? 254 : 100}
          spellCheck={false}
        />
      ))}
    </>
  );
}
