import { useState, type ReactNode } from 'react';
import { Link, useLocation } from '../../shell/router';
import type { CaseKind } from '#contract';
import { ApiFault } from '../../api/fault';
import { useChange, useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { Icon } from '../../parts/icon';
import { ChangeFailed, Empty, Failed, Shown } from '../../parts/states';
import { Tag, type Tone } from '../../parts/tag';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { caseText } from './case-text';
import { PersonFrame, roles } from './frame';

/** `GET /cases`: what each allows and who answers for it, not whom it is about. */
interface PersonCase {
  readonly id: string;
  readonly state: 'proposed' | 'in-force' | 'in-force-until-review' | 'ended';
  readonly kind: CaseKind;
  readonly provider: string;
  readonly recipient: string;
  readonly categories: readonly string[];
  readonly fields: readonly string[];
  readonly until: string;
  readonly ground: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly reviewBefore: string | null;
  readonly endedAt: string | null;
  readonly endCause: 'by-officer' | 'past-its-end' | 'not-reviewed' | null;
}

const states = {
  proposed: ['stateProposed', 'info'],
  'in-force': ['stateInForce', 'good'],
  'in-force-until-review': ['stateReview', 'warn'],
  ended: ['stateEnded', 'plain'],
} as const satisfies Readonly<Record<PersonCase['state'], readonly [keyof (typeof caseText)['nl'], Tone]>>;

/** Instruments about one person, each with the two who answer for it. */
export default function Page(): ReactNode {
  const t = useWords(caseText);
  const session = useSession();
  const isAllowed = may(session, roles.cases);
  const proposed = (useLocation().state as { readonly proposed?: unknown } | null)?.proposed === true;
  const cases = useRead<readonly PersonCase[]>('/cases', { enabled: isAllowed });
  const [ending, setEnding] = useState<string>();
  return (
    <PersonFrame
      part="cases"
      action={
        isAllowed && (
          <Link className="button button-primary" to="/betrokkene/zaken/nieuw">
            {t.propose}
          </Link>
        )
      }
    >
      {isAllowed ? (
        <div className="stack">
          <p className="lead">{t.lead}</p>
          <div role="status">
            {proposed && (
              <p className="notice notice-good">
                <Icon name="check" />
                <span>{t.proposed}</span>
              </p>
            )}
          </div>
          <Shown of={cases} lines={6}>
            {(all) =>
              all.length === 0 ? (
                <Empty title={t.none}>{t.noneWhy}</Empty>
              ) : (
                <ul className="case-facts">
                  {all.map((one) => (
                    <li key={one.id}>
                      <OneCase one={one} onEnd={() => setEnding(one.id)} />
                    </li>
                  ))}
                </ul>
              )
            }
          </Shown>
        </div>
      ) : (
        <Failed fault={new ApiFault(403, '')} />
      )}
      <End id={ending} onClose={() => setEnding(undefined)} />
    </PersonFrame>
  );
}

function OneCase({ one, onEnd }: { readonly one: PersonCase; readonly onEnd: () => void }): ReactNode {
  const t = useWords(caseText);
  const format = useFormat();
  const names = useNames();
  const session = useSession();
  const approve = useChange('/cases');
  const [word, tone] = states[one.state];
  const waits = one.approvedBy === null && one.state !== 'ended';
  const own = one.proposedBy === session.subject;
  const by = (who: string | null, at: string | null): string | null =>
    who === null ? null : [who, at === null ? '' : format.time(at)].filter(Boolean).join(', ');
  const rows = [
    [t.flow, `${names.participant(one.provider)} → ${names.participant(one.recipient)}`],
    [t.categories, format.list(one.categories.map((id) => names.category(id)))],
    [t.fields, format.list(one.fields.map((path) => names.field(path)))],
    [t.until, format.date(one.until)],
    [t.ground, one.ground],
    [t.proposedBy, by(one.proposedBy, one.proposedAt)],
    [t.approvedBy, by(one.approvedBy, one.approvedAt)],
    [t.review, waits && one.reviewBefore !== null ? format.time(one.reviewBefore) : null],
    [t.ended, one.endedAt === null ? null : `${format.time(one.endedAt)}${one.endCause ? `, ${t[one.endCause]}` : ''}`],
  ] as const;
  return (
    <article className="panel stack" aria-labelledby={one.id}>
      <div className="panel-head">
        <h2 id={one.id}>{t[one.kind]}</h2>
        <Tag tone={tone}>{t[word]}</Tag>
      </div>
      <dl className="facts">
        {rows.map(([label, value]) =>
          value === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {waits && own && <p className="quiet">{t.own}</p>}
      <ChangeFailed fault={approve.error} />
      {one.state !== 'ended' && (
        <div className="buttons">
          {waits && !own && (
            <Button
              look="primary"
              isPending={approve.isPending}
              onPress={() => approve.mutate({ method: 'POST', path: `/cases/${one.id}/approve` })}
            >
              {t.approve}
            </Button>
          )}
          <Button look="danger" onPress={onEnd}>
            {t.end}
          </Button>
        </div>
      )}
    </article>
  );
}

function End({ id, onClose }: { readonly id: string | undefined; readonly onClose: () => void }): ReactNode {
  const t = useWords(caseText);
  const end = useChange('/cases');
  return (
    <Dialog title={t.endTitle} open={id !== undefined} onOpen={(open) => !open && onClose()}>
      <p>{t.endWhy}</p>
      <ChangeFailed fault={end.error} />
      <div className="buttons">
        <Button
          look="danger"
          isPending={end.isPending}
          onPress={() => id && end.mutate({ method: 'POST', path: `/cases/${id}/end` }, { onSuccess: onClose })}
        >
          {t.end}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Dialog>
  );
}
