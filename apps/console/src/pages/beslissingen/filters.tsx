import { holdsNumberOfPerson } from '#contract';
import { useState, type ReactNode } from 'react';
import { useNavigate } from '../../shell/router';
import { useLanguage, useWords } from '../../i18n/words';
import { reasonText, shownReasons } from '../../names/reasons';
import { useVocabulary } from '../../names/vocabulary';
import { Button } from '../../parts/button';
import { Segments } from '../../parts/choose';
import { Choice, DayField, TextField } from '../../parts/fields';
import type { Filters } from '../../parts/filters';
import { entryKinds, type EntryKind } from './record';
import { decisionsText } from './text';

export const filterNames = [
  'kind',
  'effect',
  'system',
  'recipient',
  'purpose',
  'instrument',
  'reason',
  'from',
  'to',
  'case',
] as const;
type Name = (typeof filterNames)[number];

/** What narrows the list; no name or number of a person is among it. */
export function DecisionFilters({
  filters,
  narrow,
}: {
  readonly filters: Filters<Name>;
  readonly narrow: (changes: Filters<Name>, typing?: boolean) => void;
}): ReactNode {
  const t = useWords(decisionsText);
  const language = useLanguage();
  const { participants = [], purposes = [], instruments = [] } = useVocabulary() ?? {};
  const systems = participants.flatMap(({ systems: all }) => all).toSorted();
  const reasons = shownReasons
    .map((id) => ({ id, name: reasonText(id, language) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const kinds = useKindNames();
  const choice = (label: string, name: Name, options: readonly { id: string; name: string }[]): ReactNode => (
    <Choice
      label={label}
      none={t.any}
      value={filters[name] ?? ''}
      options={options}
      onChange={(value) => narrow({ [name]: value })}
    />
  );
  return (
    <div data-key-filter>
      <div className="decision-top">
        <Segments
          label={t.effect}
          value={filters.effect ?? ''}
          choices={[
            { id: '', name: t.any },
            { id: 'permit', name: t.permit },
            { id: 'deny', name: t.deny },
          ]}
          onChange={(effect) => narrow({ effect })}
        />
        <ById />
      </div>
      <div className="filters">
        {choice(
          t.kind,
          'kind',
          entryKinds.map((id) => ({ id, name: kinds[id] })),
        )}
        {choice(
          t.system,
          'system',
          systems.map((id) => ({ id, name: id })),
        )}
        {choice(t.recipient, 'recipient', participants)}
        {choice(t.purpose, 'purpose', purposes)}
        {choice(
          t.instrument,
          'instrument',
          instruments.map(({ id }) => ({ id, name: id })),
        )}
        {choice(t.reason, 'reason', reasons)}
        <DayField label={t.from} value={filters.from ?? ''} onChange={(from) => narrow({ from })} />
        <DayField label={t.until} value={filters.to ?? ''} onChange={(to) => narrow({ to })} />
      </div>
      {filters.case !== undefined && (
        <p className="notice decision-case">
          <span>{t.ofCase(filters.case)}</span>
          <Button small onPress={() => narrow({ case: '' })}>
            {t.notOfCase}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Straight to one decision, for whoever has its id from a reply or a letter. */
function ById(): ReactNode {
  const t = useWords(decisionsText);
  const navigate = useNavigate();
  const [id, setId] = useState('');
  // What stands here goes into an address, which histories keep.
  const isId = /^[\w-]{0,128}$/.test(id.trim()) && !/^\d{7,}$/.test(id.trim()) && !holdsNumberOfPerson(id);
  return (
    <form
      className="decision-by-id"
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() !== '' && isId) navigate(`/beslissingen/${id.trim()}`);
      }}
    >
      <TextField
        label={t.number}
        placeholder={t.numberHint}
        spellCheck={false}
        value={id}
        onChange={setId}
        error={isId ? undefined : t.numberWrong}
      />
      <Button type="submit">{t.open}</Button>
    </form>
  );
}

export function useKindNames(): Readonly<Record<EntryKind, string>> {
  const t = useWords(decisionsText);
  return {
    decision: t.kindDecision,
    act: t.kindAct,
    access: t.kindAccess,
    erasure: t.kindErasure,
    retention: t.kindRetention,
  };
}
