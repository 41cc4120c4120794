import { useState, type ReactNode } from 'react';
import { useChange } from '../../api/query';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { TextArea } from '../../parts/fields';
import { ChangeFailed } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { handlingText } from './case-text';
import { StatusTag, type CaseStatus } from './case-words';
import { Assign } from './assign';
import { History } from './history';
import type { CaseWithHistory } from './explanation';

interface Patch {
  readonly status?: CaseStatus;
  readonly assignee?: string | null;
  readonly note?: string;
}

/** What compliance does about a case. Each act is a line of its history, and an entry of the ledger. */
export function Handling({ of: one }: { readonly of: CaseWithHistory }): ReactNode {
  const t = useWords(handlingText);
  const session = useSession();
  const change = useChange<CaseWithHistory>('/ledger/cases?', `/ledger/cases/${one.id}`, '/overview');
  const [note, setNote] = useState('');
  const [closing, setClosing] = useState<'resolved' | 'accepted'>();
  const mayChange = may(session, ['compliance', 'dpo']);
  const patch = (body: Patch, done?: () => void): void =>
    change.mutate({ method: 'PATCH', path: `/ledger/cases/${one.id}`, body }, { onSuccess: () => done?.() });
  const isClosed = one.status === 'resolved' || one.status === 'accepted';
  const mine = one.assignee === session.subject;

  return (
    <aside className="panel handling stack" aria-labelledby="behandeling">
      <div className="panel-head">
        <h2 id="behandeling">{t.title}</h2>
        <StatusTag status={one.status} />
      </div>
      <p>
        <span className="quiet">{t.assignee}</span>
        <br />
        <strong>
          {one.assignee === null || one.assignee === '' ? t.nobody : mine ? t.you(session.name) : one.assignee}
        </strong>
      </p>
      {mayChange ? (
        <>
          <div className="handling-buttons">
            {isClosed && <Button onPress={() => patch({ status: 'open' })}>{t.reopen}</Button>}
            {one.status === 'open' && (
              <Button look="primary" onPress={() => patch({ status: 'in-review', assignee: session.subject })}>
                {t.take}
              </Button>
            )}
            {!isClosed && (
              <>
                <Button
                  look={one.status === 'in-review' ? 'primary' : 'secondary'}
                  onPress={() => setClosing('resolved')}
                >
                  {t.resolve}
                </Button>
                <Button onPress={() => setClosing('accepted')}>{t.accept}</Button>
              </>
            )}
            {one.status === 'in-review' && !mine && (
              <Button look="quiet" onPress={() => patch({ assignee: session.subject })}>
                {t.assignMe}
              </Button>
            )}
            {!isClosed && mine && (
              <Button look="quiet" onPress={() => patch({ assignee: null, status: 'open' })}>
                {t.release}
              </Button>
            )}
          </div>
          {!isClosed && (
            <Assign
              colleagues={colleaguesIn(one, session.subject)}
              pending={change.isPending}
              onAssign={(assignee, done) => patch({ status: 'in-review', assignee }, done)}
            />
          )}
          <ChangeFailed fault={change.error} />
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (note.trim() !== '') patch({ note: note.trim() }, () => setNote(''));
            }}
          >
            <TextArea label={t.note} hint={t.noteHint} value={note} onChange={setNote} maxLength={2_000} />
            <Button type="submit" isDisabled={note.trim() === ''} needs={t.needsNote} isPending={change.isPending}>
              {t.addNote}
            </Button>
          </form>
        </>
      ) : (
        <p className="quiet">{t.readOnly}</p>
      )}
      <History events={one.history} />
      {closing !== undefined && (
        <Closing
          as={closing}
          pending={change.isPending}
          failed={<ChangeFailed fault={change.error} />}
          onEnd={() => setClosing(undefined)}
          onConfirm={(why) => patch({ status: closing, note: why }, () => setClosing(undefined))}
        />
      )}
    </aside>
  );
}

/** Others who did something about the case, or had it assigned. */
function colleaguesIn({ history, assignee }: CaseWithHistory, self: string): readonly string[] {
  const known = history.flatMap(({ by, kind, content }) => (kind === 'assignee' ? [by, content] : [by]));
  return [...new Set(known)].filter((each) => each !== '' && each !== self && each !== assignee);
}

/** Asks for the reason: a case that is closed without one helps nobody who meets it again. */
function Closing({
  as,
  pending,
  failed,
  onEnd,
  onConfirm,
}: {
  readonly as: 'resolved' | 'accepted';
  readonly pending: boolean;
  readonly failed: ReactNode;
  readonly onEnd: () => void;
  readonly onConfirm: (why: string) => void;
}): ReactNode {
  const t = useWords(handlingText);
  const [why, setWhy] = useState('');
  return (
    <Dialog title={as === 'resolved' ? t.resolveTitle : t.acceptTitle} open onOpen={onEnd}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() !== '') onConfirm(why.trim());
        }}
      >
        <p>{as === 'resolved' ? t.resolveWhy : t.acceptWhy}</p>
        <TextArea label={t.note} hint={t.noteHint} value={why} onChange={setWhy} maxLength={2_000} required />
        {failed}
        <div className="buttons">
          <Button type="submit" look="primary" isDisabled={why.trim() === ''} needs={t.needsNote} isPending={pending}>
            {t.confirm}
          </Button>
          <Button look="quiet" onPress={onEnd}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
