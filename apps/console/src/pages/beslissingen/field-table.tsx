import { wayWords } from '#contract';
import { Fragment, type ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useLanguage, useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Table } from '../../parts/table';
import { decisionText } from './decision-text';
import type { DecisionRecord } from './record';

/** Each field that was asked, the instrument that carries it, and what was done to its value. */
export function FieldTable({ of: record }: { readonly of: DecisionRecord }): ReactNode {
  const t = useWords(decisionText);
  const language = useLanguage();
  const names = useNames();
  const { fields = [], basis = [], obligations = [] } = record;
  if (fields.length === 0) return null;
  const permitted = record.effect === 'permit';
  const carriers = new Map<string, string[]>();
  for (const { instrument, fields: carried } of basis) {
    for (const field of carried) carriers.set(field, [...(carriers.get(field) ?? []), instrument]);
  }
  const duties = new Map(obligations.map(({ field, duty }) => [field, duty]));
  const carried = (field: string): ReactNode =>
    (carriers.get(field) ?? []).map((instrument, at) => (
      <span key={instrument}>
        {at > 0 && ', '}
        <Link to={`/register/instrumenten/${instrument}`} title={names.instrument(instrument)}>
          {instrument}
        </Link>
      </span>
    ));
  return (
    <Table
      caption={permitted ? t.basis : t.asked}
      columns={[{ head: t.field }, ...(permitted ? [{ head: t.instrument }, { head: t.duty }] : [])]}
      rows={fields.map((field) => ({
        key: field,
        cells: [
          <Fragment key="field">
            {names.field(field)}
            <code className="below-code">{field}</code>
          </Fragment>,
          ...(permitted
            ? [carriers.has(field) ? carried(field) : t.noGround, wayWords(duties.get(field) ?? 'keep', language)]
            : []),
        ],
      }))}
    />
  );
}
