import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useFormat } from '../../i18n/format';
import { useLanguage, useWords } from '../../i18n/words';
import { Icon } from '../../parts/icon';
import { Tag, type Tone } from '../../parts/tag';
import type { Diff, ProposalReport, Region } from './answers';
import { exampleAddress } from './example-address';
import { proposalText } from './proposal-text';
import { ReplayFigures } from './replay';

/** Exactly what a proposal changes: in requests, in files, in what the register promises, in what was asked last month. */
export function Changes({ proposal: { diff, promises, replay } }: { readonly proposal: ProposalReport }): ReactNode {
  const t = useWords(proposalText);
  if (diff === null) return null;
  const broken = promises.filter(({ holds }) => !holds).length;
  return (
    <>
      {promises.length > 0 && (
        <section className="stack" aria-labelledby="beloften">
          <h2 id="beloften">{t.promisesTitle}</h2>
          <ul className="promises">
            {promises.map(({ id, title, holds, counterexample, change }) => (
              <li key={id}>
                <Tag tone={holds ? 'good' : 'bad'}>
                  <Icon name={holds ? 'check' : 'cross'} size={14} />
                  {holds ? t.holds : t.broken}
                </Tag>
                {change !== undefined && <Tag tone="warn">{t[`promise_${change}`]}</Tag>}
                <span lang="nl-BE">{title}</span>
                {counterexample !== undefined && <RegionText region={counterexample} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="stack" aria-labelledby="verandert">
        <h2 id="verandert">{t.summary}</h2>
        <dl className="proposal-figures">
          <Figure label={t.permitted} count={diff.counts.permitted} tone="warn" />
          <Figure label={t.refused} count={diff.counts.refused} tone="bad" />
          <Figure label={t.changed} count={diff.counts.changed} tone="info" />
          <Figure label={t.promises} count={broken} tone="bad" />
        </dl>
        {diff.same && <p>{t.same}</p>}
        <Regions title={t.newlyPermitted} regions={diff.newlyPermitted} count={diff.counts.permitted} />
        <Regions title={t.newlyRefused} regions={diff.newlyRefused} count={diff.counts.refused} />
        <Regions title={t.otherwise} regions={diff.changed} count={diff.counts.changed} />
        <Documents diff={diff} />
      </section>
      {replay !== null && <ReplayFigures replay={replay} />}
    </>
  );
}

function Figure({
  label,
  count,
  tone,
}: {
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
}): ReactNode {
  const format = useFormat();
  return (
    <div className={count > 0 ? `proposal-figure proposal-figure-${tone}` : 'proposal-figure'}>
      <dt>{label}</dt>
      <dd>{format.number(count)}</dd>
    </div>
  );
}

function Regions({
  title,
  regions,
  count,
}: {
  readonly title: string;
  readonly regions: readonly Region[];
  readonly count: number;
}): ReactNode {
  const t = useWords(proposalText);
  const format = useFormat();
  if (regions.length === 0) return null;
  return (
    <div className="panel stack">
      <h3>{title}</h3>
      <ul className="regions">
        {regions.map((region, at) => (
          <li key={at}>
            <RegionText region={region} />
          </li>
        ))}
      </ul>
      {count > regions.length && <p className="quiet">{t.more(format.number(count - regions.length))}</p>}
    </div>
  );
}

function RegionText({ region: { lines, example, english } }: { readonly region: Region }): ReactNode {
  const t = useWords(proposalText);
  const isEnglish = useLanguage() === 'en' && english !== undefined;
  const [who, fields, ...rest] = isEnglish ? english.lines : lines;
  return (
    <div className="region">
      <div lang={isEnglish ? 'en' : 'nl-BE'}>
        <p className="region-who">{who}</p>
        <p>{fields}</p>
        <ul>
          {rest.map((line, at) => (
            <li key={at}>{line}</li>
          ))}
        </ul>
        <p className="quiet">{isEnglish ? english.text : example.text}</p>
      </div>
      <p>
        <Link to={exampleAddress(example)}>{t.example}</Link>
      </p>
    </div>
  );
}

function Documents({ diff: { documents, catalogue } }: { readonly diff: Diff }): ReactNode {
  const t = useWords(proposalText);
  const changes = { added: t.added, removed: t.removed, changed: t.altered };
  if (documents.length + catalogue.length === 0) return null;
  return (
    <div className="panel stack">
      <h3>{t.documents}</h3>
      <ul className="documents">
        {documents.map(({ path, change }) => (
          <li key={path}>
            <code>{path}</code> <Tag>{changes[change]}</Tag>
          </li>
        ))}
      </ul>
      {catalogue.length > 0 && (
        <p>
          {t.catalogue}: <code>{catalogue.map(({ name }) => name).join(', ')}</code>
        </p>
      )}
    </div>
  );
}
