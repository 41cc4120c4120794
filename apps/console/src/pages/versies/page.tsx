import type { ReactNode } from 'react';
import { Link } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { RowTable } from '../../parts/row-table';
import { Empty, Shown } from '../../parts/states';
import { Tag } from '../../parts/tag';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { RegisterFrame } from '../register/frame';
import type { ActiveVersion, Proposal } from './answers';
import { ProposalTag } from './proposal-tag';
import { Suspensions } from './suspensions';
import { text } from './text';
import { Versions } from './versions';
import './versions.css';

/** Which version is active, what waits to become the next one, what is suspended, and what was before. */
export default function Page(): ReactNode {
  const t = useWords(text);
  const session = useSession();
  const mayPropose = may(session, ['register-admin@*']);
  return (
    <RegisterFrame part="versions" dated={false}>
      <div className="stack versions">
        <Active />
        <section className="stack">
          <div className="panel-head">
            <h2>{t.proposals}</h2>
            {mayPropose && (
              <Link className="button button-primary" to="/register/voorstellen/nieuw">
                {t.propose}
              </Link>
            )}
          </div>
          <p className="quiet">{t.proposalsLead}</p>
          {may(session, ['register-admin@*', 'dpo@*', 'auditor@*']) ? <Proposals /> : <p>{t.notYours}</p>}
        </section>
        <Suspensions mayPropose={mayPropose} />
        <Versions mayPropose={mayPropose} />
      </div>
    </RegisterFrame>
  );
}

function Active(): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const active = useRead<ActiveVersion>('/register');
  return (
    <section className="panel" aria-labelledby="actief">
      <h2 id="actief" className="unseen">
        {t.active}
      </h2>
      <Shown of={active} lines={1}>
        {({ version, activatedAt, published }) => (
          <p className="instrument-line">
            <strong className="active-version">{t.activeVersion(format.number(version))}</strong>
            <span>{t.activeSince(format.time(activatedAt))}</span>
            <Tag tone={published ? 'good' : 'warn'}>{published ? t.published : t.notPublished}</Tag>
          </p>
        )}
      </Shown>
    </section>
  );
}

function Proposals(): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  const proposals = useRead<readonly Proposal[]>('/register/proposals');
  return (
    <Shown of={proposals}>
      {(all) =>
        all.length === 0 ? (
          <Empty title={t.noProposal}>{t.noProposalWhy}</Empty>
        ) : (
          <RowTable
            caption={t.proposals}
            columns={[{ head: t.proposal }, { head: t.state }, { head: t.from }, { head: t.by }, { head: t.at }]}
            rows={all.map((proposal) => ({
              key: proposal.id,
              to: `/register/voorstellen/${proposal.id}`,
              cells: [
                proposal.title,
                <ProposalTag key="state" of={proposal} />,
                t[proposal.from],
                proposal.by,
                format.time(proposal.at),
              ],
            }))}
          />
        )
      }
    </Shown>
  );
}
