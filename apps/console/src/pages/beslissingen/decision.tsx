import type { ReactNode } from 'react';
import { Link, useParams } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useLanguage, useWords } from '../../i18n/words';
import { InNames } from '../../names/in-names';
import { useNames } from '../../names/vocabulary';
import { actText } from '../../names/acts';
import { Back } from '../../parts/back';
import { PageHead } from '../../parts/page-head';
import { Shown } from '../../parts/states';
import { Effect, Tag } from '../../parts/tag';
import { Again } from './again';
import { CaseLink } from './case-link';
import { decisionText } from './decision-text';
import { FieldTable } from './field-table';
import { useKindNames } from './filters';
import { isOfControl } from '../../proof/details';
import { PersonalPanel } from './personal-panel';
import { ProofPanel } from './proof-panel';
import { provenIn, type DecisionAnswer, type DecisionRecord, type Proven } from './record';
import './decisions.css';

/** One entry of the ledger: what was decided, on what grounds, and the proof that it is recorded. */
export default function DecisionPage(): ReactNode {
  const { id = '' } = useParams();
  const t = useWords(decisionText);
  const answer = useRead<DecisionAnswer>(`/ledger/decisions/${encodeURIComponent(id)}`, { staleMs: 60_000 });
  const isDecision = answer.data === undefined || !isOfControl(answer.data.entry);
  return (
    <>
      <PageHead
        title={isDecision ? t.title(short(id)) : t.entryTitle(short(id))}
        above={<Back to="/beslissingen">{t.back}</Back>}
        lead={<code className="decision-id">{id}</code>}
      />
      <Shown of={answer} lines={12}>
        {(found) => {
          const proven = provenIn(found);
          return (
            <div className="decision">
              <div className="stack">
                <Details of={found} proven={proven} />
              </div>
              <div className="stack">
                <ProofPanel of={found} proven={proven} decisionId={id} />
                {proven.isDecision && proven.record !== undefined && <Again decisionId={id} />}
              </div>
            </div>
          );
        }}
      </Shown>
    </>
  );
}

/** Enough of an id to tell it from others on a page. */
function short(id: string): string {
  return id.length > 10 ? `${id.slice(0, 8)}…` : id;
}

function Details({
  of: { details },
  proven: { isDecision, record },
}: {
  readonly of: DecisionAnswer;
  readonly proven: Proven;
}): ReactNode {
  const t = useWords(decisionText);
  const language = useLanguage();
  if (details === null || record === undefined) return <p className="notice">{t.detailsErased}</p>;
  const { kind, decidedAt } = details;
  if (!isDecision) return <ActDetails of={record} kind={kind === 'decision' ? 'act' : kind} at={decidedAt} />;
  return (
    <>
      <Facts of={record} at={new Date(record.clock?.at ?? decidedAt).toISOString()} />
      {record.effect === 'deny' && record.reasons !== undefined && record.reasons.length > 0 && (
        <section className="panel" aria-labelledby="waarom">
          <h2 id="waarom">{t.reasons}</h2>
          <ul className="differences">
            {record.reasons.map((reason) => (
              <li key={reason.code}>
                <InNames text={reason.message?.[language] ?? reason.code} />
                <CaseLink of={record} reason={reason} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {details.personal !== null && <PersonalPanel of={details.personal} />}
      <FieldTable of={record} />
    </>
  );
}

function Facts({ of: record, at }: { readonly of: DecisionRecord; readonly at: string }): ReactNode {
  const t = useWords(decisionText);
  const format = useFormat();
  const names = useNames();
  const { system, participant, provider, recipient, purpose, category, territory, asked, records, retention } = record;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.outcome, <Effect key="effect" effect={record.effect ?? 'deny'} />],
    [
      t.when,
      <time key="at" dateTime={at}>
        {format.exactTime(at)}
      </time>,
    ],
    [
      t.who,
      participant === undefined
        ? system && t.system(system)
        : `${names.participant(participant)}${system === undefined ? '' : `, ${t.system(system)}`}`,
    ],
    [t.provider, provider !== undefined && provider !== participant && names.participant(provider)],
    [t.recipient, recipient !== undefined && names.participant(recipient)],
    [
      t.purpose,
      purpose !== undefined && (
        <>
          {names.purpose(purpose)} {record.statistical === true && <Tag>{t.statistical}</Tag>}
        </>
      ),
    ],
    [t.category, category !== undefined && names.category(category)],
    [t.territory, territory !== undefined && names.municipality(territory)],
    [t.relied, asked],
    [
      t.records,
      records !== undefined &&
        records.permitted + records.denied > 1 &&
        t.recordsTold(format.number(records.permitted), format.number(records.denied)),
    ],
    [t.retention, record.effect === 'permit' && retention !== 'unknown' && retention],
    [
      t.register,
      record.registerVersion !== undefined && (
        <>
          {t.registerVersion(format.number(record.registerVersion))}{' '}
          {record.assumed === true && <Tag tone="warn">{t.assumed}</Tag>}
        </>
      ),
    ],
    [
      t.repeats,
      record.repeats !== undefined && (
        <Link key="first" to={`/beslissingen/${record.repeats}`}>
          <code>{record.repeats}</code>
        </Link>
      ),
    ],
  ];
  return (
    <section className="panel" aria-labelledby="feiten">
      <h2 id="feiten">{t.facts}</h2>
      {record.kind === 'check' && <p className="notice notice-info">{t.check}</p>}
      <dl className="facts">
        {rows
          .filter(([, said]) => said !== undefined && said !== false && said !== '')
          .map(([label, said]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{said}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** What an officer did, as it was noted: ids and words, never a value. */
function ActDetails({
  of: record,
  kind,
  at,
}: {
  readonly of: DecisionRecord;
  readonly kind: NonNullable<DecisionAnswer['details']>['kind'];
  readonly at: string;
}): ReactNode {
  const t = useWords(decisionText);
  const format = useFormat();
  const language = useLanguage();
  const kinds = useKindNames();
  const others = Object.entries(record as unknown as Record<string, unknown>)
    .filter(
      ([name, value]) => !['act', 'by', 'decisionId'].includes(name) && ['string', 'number'].includes(typeof value),
    )
    .map(([name, value]) => [t.ofAct(name), value]);
  return (
    <section className="panel" aria-labelledby="feiten">
      <h2 id="feiten">{kinds[kind]}</h2>
      <dl className="facts">
        {[
          [t.whenUnproven, format.exactTime(at)],
          [t.by, record.access?.by ?? record.by],
          [t.lookedUpWhy, record.access?.why],
          [t.act, record.act && actText(record.act, language)],
          ...others,
        ]
          .filter(([, said]) => said !== undefined)
          .map(([label, said]) => (
            <div key={String(label)}>
              <dt>{String(label)}</dt>
              <dd>{String(said)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
