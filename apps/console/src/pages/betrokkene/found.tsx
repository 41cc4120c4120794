import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Empty } from '../../parts/states';
import { Table } from '../../parts/table';
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
    <Table
      caption={t.decisions(format.number(decisions.length))}
      columns={[
        { head: t.when, kind: 'nowrap' },
        { head: t.effect },
        { head: t.flow },
        { head: t.purpose },
        { head: t.fields },
        { head: t.basis },
      ]}
      rows={decisions.map(({ index, decidedAt, decisionId, effect, provider, participant, ...rest }) => ({
        key: index,
        cells: [
          decisionId === undefined ? (
            format.time(decidedAt)
          ) : (
            <Link key="when" to={`/beslissingen/${decisionId}`}>
              {format.time(decidedAt)}
            </Link>
          ),
          effect !== undefined && <Effect key="effect" effect={effect} />,
          `${named(provider ?? participant)} → ${named(rest.recipient)}`,
          rest.purpose !== undefined && names.purpose(rest.purpose),
          <details key="fields">
            <summary>{t.fieldCount(format.number(rest.fields?.length ?? 0))}</summary>
            {format.list((rest.fields ?? []).map((path) => names.field(path)))}
          </details>,
          (rest.basis ?? []).map(({ instrument }) => (
            <Link key={instrument} className="below" to={`/register/instrumenten/${instrument}`}>
              {instrument}
            </Link>
          )),
        ],
      }))}
    />
  );
}

function Lookups({ lookups }: { readonly lookups: readonly FoundEntry[] }): ReactNode {
  const t = useWords(lookupText);
  const format = useFormat();
  return (
    <Table
      caption={t.lookups(format.number(lookups.length))}
      columns={[{ head: t.when, kind: 'nowrap' }, { head: t.by }, { head: t.reason }]}
      rows={lookups.map(({ index, decidedAt, access }) => ({
        key: index,
        cells: [format.time(decidedAt), access?.by, access?.why],
      }))}
    />
  );
}
