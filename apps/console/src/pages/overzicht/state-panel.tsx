import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Tag, type Tone } from '../../parts/tag';
import type { Overview } from './overview';
import { overviewText } from './text';

/** Whether recording, register and facts keep up, and what of the register wants attention. */
export function StatePanel({ recorder, register, facts }: Overview): ReactNode {
  const t = useWords(overviewText);
  const format = useFormat();
  const recorderTag = {
    current: { tone: 'good', word: t.recorderCurrent },
    behind: { tone: 'warn', word: t.recorderBehind },
    silent: { tone: 'bad', word: t.recorderSilent },
  }[recorder.state] as { tone: Tone; word: string };
  const some = (count: number, told: (n: string) => string, none: string, to: string): ReactNode =>
    count === 0 ? none : <Link to={to}>{told(format.number(count))}</Link>;
  return (
    <section className="panel" aria-labelledby="toestand">
      <h2 id="toestand">{t.state}</h2>
      <dl className="facts states">
        <div>
          <dt>{t.recorder}</dt>
          <dd>
            <Tag tone={recorderTag.tone}>{recorderTag.word}</Tag> {t.entries(format.number(recorder.entries))}
            {recorder.checkpointAt !== null && `, ${t.checkpoint(format.ago(recorder.checkpointAt))}`}
          </dd>
        </div>
        <div>
          <dt>{t.register}</dt>
          <dd>
            <Tag tone={register.published ? 'good' : 'warn'}>{register.published ? t.published : t.unpublished}</Tag>{' '}
            {register.version !== null && t.version(format.number(register.version))}
            {register.activatedAt !== null && `, ${t.active(format.ago(register.activatedAt))}`}
          </dd>
        </div>
        <div>
          <dt>{t.facts}</dt>
          <dd>
            <Tag tone={facts.live === null ? 'warn' : 'good'}>{facts.live === null ? t.unpublished : t.factsOut}</Tag>{' '}
            {facts.live !== null && t.factsLive(format.number(facts.live))}
          </dd>
        </div>
        {register.proposals !== null && (
          <div>
            <dt>{t.proposals}</dt>
            <dd>{some(register.proposals, t.proposalsOpen, t.proposalsNone, '/register/versies')}</dd>
          </div>
        )}
        <div>
          <dt>{t.suspended}</dt>
          <dd>{some(register.suspended, t.suspendedSome, t.suspendedNone, '/register/versies')}</dd>
        </div>
        <div>
          <dt>{t.expiring}</dt>
          <dd>{some(register.expiringSoon, t.expiringSome, t.expiringNone, '/register/vervalt')}</dd>
        </div>
        <div>
          <dt>{t.assumed}</dt>
          <dd>{some(register.assumed, t.assumedSome, t.assumedNone, '/register/onbevestigd')}</dd>
        </div>
      </dl>
    </section>
  );
}
