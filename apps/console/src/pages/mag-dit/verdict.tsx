import { durationWords, wayWords } from '#contract';
import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useAsk, useRefresh } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { localeOf, useLanguage, useWords } from '../../i18n/words';
import { useLive } from '../../live/live';
import { Blocks } from '../../parts/blocks';
import { Button } from '../../parts/button';
import { asked } from '../../parts/filters';
import { InNames } from '../../names/in-names';
import { useNames } from '../../names/vocabulary';
import { Icon } from '../../parts/icon';
import { Empty, Shown } from '../../parts/states';
import type { Answer } from './answers';
import type { Part } from './parties';
import { askOf } from './request';
import { text } from './text';

/** The decision in plain words, what would make it a yes, and what carries it. */
export function Verdict(part: Part): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const { composed } = part;
  const ask = askOf(composed);
  const language = useLanguage();
  const answer = useAsk<Answer>(asked('/decide', { lang: language === 'nl' ? undefined : language }), ask, {
    enabled: ask !== undefined,
  });
  const refresh = useRefresh();
  useLive('register', () => void refresh('/decide'));
  if (ask === undefined) {
    const missing = [
      ...(['system', 'recipient', 'purpose', 'category'] as const)
        .filter((name) => composed[name] === '')
        .map((name) => t[name].toLowerCase()),
      ...(composed.fields.length === 0 ? [t.fields.toLowerCase()] : []),
    ];
    return (
      <Empty title={t.incomplete} icon="question">
        {t.incompleteWhy(format.list(missing))}
      </Empty>
    );
  }
  return (
    <Shown of={answer} lines={8}>
      {(given) => <Given answer={given} part={part} stale={answer.isPlaceholderData} />}
    </Shown>
  );
}

function Given({
  answer,
  part: { composed, names, change },
  stale,
}: {
  readonly answer: Answer;
  readonly part: Part;
  readonly stale: boolean;
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const lang = localeOf(useLanguage());
  const permitted = answer.effect === 'permit';
  const nameOf = (list: readonly { readonly id: string; readonly name: string }[], id: string): string =>
    list.find((each) => each.id === id)?.name ?? id;
  const owner = names.participants.find(({ systems }) => systems.includes(composed.system));
  const who = owner === undefined ? composed.system : `${owner.name} (${composed.system})`;
  const sentence = (permitted ? t.yesWhy : t.noWhy)(
    who,
    nameOf(names.participants, composed.recipient),
    nameOf(names.purposes, composed.purpose),
    format.date(answer.at),
  );
  const title = permitted ? (answer.obligations.length > 0 ? t.yesButChanged : t.yes) : t.no;
  return (
    <div className="stack" aria-busy={stale}>
      <div className={`verdict verdict-${answer.effect}`} role="status">
        <Icon name={permitted ? 'check' : 'blocked'} size={30} />
        <div>
          <p className="verdict-title">{title}</p>
          <p>{sentence}</p>
        </div>
      </div>
      {answer.assumed && (
        <p className="notice notice-warn">
          <Icon name="warning" />
          <span>{t.assumed}</span>
        </p>
      )}
      {!permitted && <Reasons answer={answer} change={change} fields={composed.fields} />}
      {permitted && <Carried answer={answer} />}
      {answer.blocks.length > 0 && (
        <details className="panel may-explained" open={!permitted}>
          <summary>{t.explanation}</summary>
          <Blocks blocks={answer.blocks} under={2} lang={lang} />
        </details>
      )}
      <p className="quiet may-note">
        {t.persons} {t.version(format.number(answer.registerVersion))}
      </p>
    </div>
  );
}

function Reasons({
  answer: { reasons, nearest, remedy, remedyText, municipalityMissing },
  fields,
  change,
}: {
  readonly answer: Answer;
  readonly fields: readonly string[];
  readonly change: Part['change'];
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const language = useLanguage();
  const names = useNames();
  return (
    <div className="panel stack">
      <div>
        <h3>{t.why}</h3>
        <ul className="may-list">
          {reasons.map(({ code, message }) => (
            <li key={code}>
              <InNames text={message[language]} /> <code className="quiet">{code}</code>
            </li>
          ))}
        </ul>
      </div>
      {nearest !== null && (
        <p>
          {t.nearest}{' '}
          <Link to={`/register/instrumenten/${nearest.instrument}`} lang="nl-BE">
            {names.instrument(nearest.instrument)}
          </Link>
          {nearest.excess.length > 0 && <>; {t.nearestExcess(format.list(nearest.excess.map(names.field)))}</>}.
        </p>
      )}
      <div>
        <h3>{t.remedy}</h3>
        {remedy.length + municipalityMissing.length === 0 && <p>{t.noRemedy}</p>}
        <ul className="may-list">
          {municipalityMissing.length > 0 && <li>{t.municipality(format.list(municipalityMissing))}</li>}
          {/* Without the municipality nobody can tell what else is missing: what would help is said once it is chosen. */}
          {(municipalityMissing.length > 0 ? [] : remedy).map((step, at) => (
            <li key={at} className="may-step">
              <span>{remedyText[at]}</span>
              {'drop' in step && (
                <Button
                  look="primary"
                  onPress={() => change({ fields: fields.filter((path) => !step.drop.includes(path)) })}
                >
                  {t.drop(format.number(step.drop.length))}
                </Button>
              )}
              {'after' in step && (
                <Button look="primary" onPress={() => change({ at: step.after })}>
                  {t.waitUntil(format.date(step.after))}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Carried({ answer }: { readonly answer: Answer }): ReactNode {
  const t = useWords(text);
  const language = useLanguage();
  const names = useNames();
  return (
    <div className="panel stack">
      <div className="stack">
        <h3>{t.carried}</h3>
        <ul className="may-list may-carried">
          {answer.basis.map(({ instrument, fields }) => (
            <li key={instrument}>
              <Link to={`/register/instrumenten/${instrument}`} lang="nl-BE">
                {names.instrument(instrument)}
              </Link>{' '}
              <span className="quiet">({instrument})</span>
              <Fields paths={fields} />
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{t.duties}</h3>
        {answer.obligations.length === 0 ? (
          <p>{t.untouched}</p>
        ) : (
          <ul className="may-list">
            {answer.obligations.map(({ field, duty }) => (
              <li key={field}>
                <span lang="nl-BE">{names.field(field)}</span>: {wayWords(duty, language)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p>
        {t.retention}: {durationWords(answer.retention, language)}.
      </p>
    </div>
  );
}

function Fields({ paths }: { readonly paths: readonly string[] }): ReactNode {
  const names = useNames();
  return (
    <span className="field-names" lang="nl-BE">
      {paths.map((path) => (
        <span key={path}>{names.field(path)}</span>
      ))}
    </span>
  );
}
