import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { dutyWords } from '../../i18n/duty';
import { useLanguage, useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
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
  return (
    <div className="table-scroll" role="region" aria-labelledby="velden" tabIndex={0}>
      <table className="table">
        <caption id="velden">{permitted ? t.basis : t.asked}</caption>
        <thead>
          <tr>
            <th scope="col">{t.field}</th>
            {permitted && (
              <>
                <th scope="col">{t.instrument}</th>
                <th scope="col">{t.duty}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">
                {names.field(field)}
                <code className="below-code">{field}</code>
              </th>
              {permitted && (
                <>
                  <td>
                    {(carriers.get(field) ?? []).map((instrument, at) => (
                      <span key={instrument}>
                        {at > 0 && ', '}
                        <Link to={`/register/instrumenten/${instrument}`} title={names.instrument(instrument)}>
                          {instrument}
                        </Link>
                      </span>
                    ))}
                    {!carriers.has(field) && t.noGround}
                  </td>
                  <td>{dutyWords(duties.get(field) ?? 'keep', language)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
