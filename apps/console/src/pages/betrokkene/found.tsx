import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Empty } from '../../parts/states';
import { Effect } from '../../parts/tag';
import { lookupText } from './lookup-text';

/** `POST /ledger/persons`: decisions about the person, and who looked the person up. */
export interface PersonAnswer {
  readonly lookup: string;
  readonly decisions: readonly FoundEntry[];
  readonly next: string | null;
}

interface FoundEntry {
  readonly index: number;
  readonly decidedAt: string;
  readonly entry: string;
  readonly decisionId?: string;
  readonly effect?: 'permit' | 'deny';
  readonly provider?: string;
  readonly participant?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly fields?: readonly string[];
  readonly basis?: readonly { readonly instrument: string }[];
  readonly access?: { readonly by: string; readonly why: string };
}

/** What was recorded about one person, in two tables. */
export function Found({ answer, full }: { readonly answer: PersonAnswer; readonly full: boolean }): ReactNode {
  const t = useWords(lookupText);
  const decisions = answer.decisions.filter(({ entry }) => entry === 'decision');
  const lookups = answer.decisions.filter(({ access }) => access !== undefined);
  return (
    <div className="stack">
      {decisions.length === 0 ? <Empty title={t.nothing}>{t.nothingWhy}</Empty> : <Decisions decisions={decisions} />}
      {full && <p className="quiet">{t.full}</p>}
      {lookups.length > 0 && <Lookups lookups={lookups} />}
    </div>
  );
}

function Decisions({ decisions }: { readonly decisions: readonly FoundEntry[] }): ReactNode {
  const t = useWords(lookupText);
  const format = useFormat();
  const names = useNames();
  const named = (id: string | undefined): string => (id === undefined ? '–' : names.participant(id));
  return (
    <div className="table-scroll" role="region" aria-labelledby="over-persoon" tabIndex={0}>
      <table className="table">
        <caption id="over-persoon">{t.decisions(format.number(decisions.length))}</caption>
        <thead>
          <tr>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.effect}</th>
            <th scope="col">{t.flow}</th>
            <th scope="col">{t.purpose}</th>
            <th scope="col">{t.fields}</th>
            <th scope="col">{t.basis}</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map(({ index, decidedAt, decisionId, effect, provider, participant, ...rest }) => (
            <tr key={index}>
              <th scope="row" className="nowrap">
                {decisionId === undefined ? (
                  format.time(decidedAt)
                ) : (
                  <Link to={`/beslissingen/${decisionId}`}>{format.time(decidedAt)}</Link>
                )}
              </th>
              <td>{effect !== undefined && <Effect effect={effect} />}</td>
              <td>
                {named(provider ?? participant)} → {named(rest.recipient)}
              </td>
              <td>{rest.purpose !== undefined && names.purpose(rest.purpose)}</td>
              <td>
                <details>
                  <summary>{t.fieldCount(format.number(rest.fields?.length ?? 0))}</summary>
                  {format.list((rest.fields ?? []).map((path) => names.field(path)))}
                </details>
              </td>
              <td>
                {(rest.basis ?? []).map(({ instrument }) => (
                  <Link key={instrument} className="below" to={`/register/instrumenten/${instrument}`}>
                    {instrument}
                  </Link>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Lookups({ lookups }: { readonly lookups: readonly FoundEntry[] }): ReactNode {
  const t = useWords(lookupText);
  const format = useFormat();
  return (
    <div className="table-scroll" role="region" aria-labelledby="opzoekingen" tabIndex={0}>
      <table className="table">
        <caption id="opzoekingen">{t.lookups(format.number(lookups.length))}</caption>
        <thead>
          <tr>
            <th scope="col">{t.when}</th>
            <th scope="col">{t.by}</th>
            <th scope="col">{t.reason}</th>
          </tr>
        </thead>
        <tbody>
          {lookups.map(({ index, decidedAt, access }) => (
            <tr key={index}>
              <th scope="row" className="nowrap">
                {format.time(decidedAt)}
              </th>
              <td>{access?.by}</td>
              <td>{access?.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
