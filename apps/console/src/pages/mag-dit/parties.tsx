import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words';
import { Choice, DayField } from '../../parts/fields';
import { Pick } from '../../parts/pick';
import type { Vocabulary } from './answers';
import type { Composed } from './request';
import { text } from './text';

export interface Part {
  readonly composed: Composed;
  readonly names: Vocabulary;
  readonly change: (changed: Partial<Composed>) => void;
}

/** Between whom, what for, about whom and when. */
export function Parties({ composed, names, change }: Part): ReactNode {
  const t = useWords(text);
  const { participants, purposes, categories, territories, instruments } = names;
  const parties = participants.map(({ id, name }) => ({ id, name, aside: id }));
  const hasMore = [composed.territory, composed.basis, composed.provider].some((value) => value !== '');
  return (
    <>
      <div className="may-parties">
        <Pick
          label={t.system}
          value={composed.system}
          onChange={(system) => change({ system })}
          options={participants.flatMap(({ name, systems }) =>
            systems.map((system) => ({ id: system, name: system, aside: name })),
          )}
        />
        <Pick
          label={t.recipient}
          value={composed.recipient}
          onChange={(recipient) => change({ recipient })}
          options={parties}
        />
        <Pick
          label={t.purpose}
          value={composed.purpose}
          onChange={(purpose) => change({ purpose })}
          options={purposes.map(({ id, name, statistical }) => ({
            id,
            name,
            aside: statistical ? `${id}, ${t.statistical}` : id,
          }))}
        />
        <Choice
          label={t.category}
          value={composed.category}
          onChange={(category) => change({ category })}
          options={categories}
          none=""
        />
        <DayField label={t.at} hint={t.atHint} value={composed.at} onChange={(at) => change({ at })} />
      </div>
      <details className="more" open={hasMore}>
        <summary>{t.more}</summary>
        <div className="may-parties">
          <Pick
            label={t.territory}
            value={composed.territory}
            onChange={(territory) => change({ territory })}
            options={territories.map(({ code, name }) => ({ id: code, name, aside: code }))}
            placeholder={t.none}
          />
          <Pick
            label={t.basis}
            value={composed.basis}
            onChange={(basis) => change({ basis })}
            options={instruments.map(({ id, title }) => ({ id, name: id, aside: title }))}
            placeholder={t.none}
          />
          <Pick
            label={t.provider}
            value={composed.provider}
            onChange={(provider) => change({ provider })}
            options={parties}
            placeholder={t.none}
          />
        </div>
        <p className="field-hint">{t.providerHint}</p>
      </details>
    </>
  );
}
