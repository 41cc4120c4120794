import { useState, type ReactNode } from 'react';
import { useChange } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { TextField } from '../../parts/fields';
import { Icon } from '../../parts/icon';
import { ChangeFailed } from '../../parts/states';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import type { ProposalReport } from './answers';
import { proposalText } from './proposal-text';

/** The second person's part. Who proposed it reads why that must be somebody else. */
export function Decide({ proposal, path }: { readonly proposal: ProposalReport; readonly path: string }): ReactNode {
  const t = useWords(proposalText);
  const session = useSession();
  const [asking, setAsking] = useState<'approve' | 'reject'>();
  if (proposal.state !== 'open') return null;
  const mayDecide = may(session, ['register-admin@*', 'dpo@*']);
  if (proposal.own || !mayDecide) {
    return (
      <p className="notice notice-info">
        <Icon name="info" />
        <span>{proposal.own ? t.own : t.noRole}</span>
      </p>
    );
  }
  const isBroken = proposal.brokenCount > 0;
  const sound = proposal.faults.length === 0 && !isBroken;
  return (
    <section className="panel stack decide" aria-labelledby="beslis">
      <h2 id="beslis">{t.decide}</h2>
      <p>{sound ? t.approveWhy : proposal.faults.length > 0 ? t.hasFaults : t.breaks}</p>
      <div className="buttons">
        {sound && (
          <Button look="primary" onPress={() => setAsking('approve')}>
            {t.approve}
          </Button>
        )}
        <Button look="danger" onPress={() => setAsking('reject')}>
          {t.reject}
        </Button>
      </div>
      <Approve proposal={proposal} path={path} open={asking === 'approve'} onClose={() => setAsking(undefined)} />
      <Reject path={path} open={asking === 'reject'} onClose={() => setAsking(undefined)} />
    </section>
  );
}

interface Asked {
  readonly path: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

function Approve({ proposal, path, open, onClose }: Asked & { readonly proposal: ProposalReport }): ReactNode {
  const t = useWords(proposalText);
  const format = useFormat();
  const approve = useChange('/register', '/overview', '/decide');
  const { permitted, refused, changed } = proposal.diff?.counts ?? { permitted: 0, refused: 0, changed: 0 };
  return (
    <Dialog title={t.sure} open={open} onOpen={(now) => !now && onClose()}>
      <p>{t.sureWhy(format.number(permitted), format.number(refused), format.number(changed))}</p>
      <ChangeFailed fault={approve.error} />
      <div className="buttons">
        <Button
          look="primary"
          isPending={approve.isPending}
          onPress={() => approve.mutate({ method: 'POST', path: `${path}/approve` }, { onSuccess: onClose })}
        >
          {t.approve}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Dialog>
  );
}

function Reject({ path, open, onClose }: Asked): ReactNode {
  const t = useWords(proposalText);
  const [reason, setReason] = useState('');
  const reject = useChange('/register/proposals', '/overview');
  return (
    <Dialog title={t.rejectTitle} open={open} onOpen={(now) => !now && onClose()}>
      <TextField
        label={t.rejectReason}
        hint={t.rejectHint}
        value={reason}
        onChange={setReason}
        maxLength={500}
        required
      />
      <ChangeFailed fault={reject.error} />
      <div className="buttons">
        <Button
          look="danger"
          isPending={reject.isPending}
          isDisabled={reason.trim() === ''}
          needs={t.needsReason}
          onPress={() =>
            reject.mutate(
              { method: 'POST', path: `${path}/reject`, body: { reason: reason.trim() } },
              { onSuccess: onClose },
            )
          }
        >
          {t.reject}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Dialog>
  );
}
