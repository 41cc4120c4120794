import type { ReactNode } from 'react';
import { useParams } from '../../shell/router';
import { useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Back } from '../../parts/back';
import { Icon } from '../../parts/icon';
import { PageHead } from '../../parts/page-head';
import { Shown } from '../../parts/states';
import { Table } from '../../parts/table';
import type { ProposalReport } from './answers';
import { Changes } from './changes';
import { Decide } from './decide';
import { ProposalTag } from './proposal-tag';
import { proposalText } from './proposal-text';
import { text } from './text';
import './versions.css';

/** One proposal: what it changes, exactly, and the decision of a second person. */
export default function Page(): ReactNode {
  const all = useWords(text);
  const { id = '' } = useParams();
  const path = `/register/proposals/${encodeURIComponent(id)}`;
  const proposal = useRead<ProposalReport>(path);
  return (
    <>
      <PageHead
        title={proposal.data?.title ?? `${all.proposal} ${id}`}
        above={<Back to="/register/versies">{all.all}</Back>}
      />
      <Shown of={proposal} lines={12}>
        {(shown) => (
          <div className="stack versions">
            <Facts proposal={shown} />
            <Decide proposal={shown} path={path} />
            {shown.faults.length > 0 && <Faults faults={shown.faults} />}
            <Changes proposal={shown} />
          </div>
        )}
      </Shown>
    </>
  );
}

function Facts({ proposal }: { readonly proposal: ProposalReport }): ReactNode {
  const t = useWords(proposalText);
  const all = useWords(text);
  const format = useFormat();
  const rows = [
    [all.from, all[proposal.from]],
    [t.by, `${proposal.by}, ${format.time(proposal.at)}`],
    [t.reason, proposal.reason],
    [t.basedOn, t.basedOnVersion(format.number(proposal.basedOn))],
    [t.approvedBy, decided(proposal.approvedBy, proposal.decidedAt)],
    [t.rejectedBy, decided(proposal.rejectedBy, proposal.decidedAt)],
    [t.rejectedReason, proposal.rejectedReason],
  ] as const;
  function decided(by: string | undefined, at: string | undefined): string | undefined {
    return by === undefined ? undefined : [by, at && format.time(at)].filter(Boolean).join(', ');
  }
  return (
    <div className="panel stack">
      <ProposalTag of={proposal} />
      <dl className="facts">
        {rows.map(([label, value]) =>
          value === undefined ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {proposal.version !== undefined && proposal.state === 'approved' && (
        <p>{t.became(format.number(proposal.version))}</p>
      )}
      {proposal.state === 'outdated' && (
        <p className="notice notice-warn">
          <Icon name="warning" />
          <span>{t.outdated}</span>
        </p>
      )}
    </div>
  );
}

function Faults({ faults }: { readonly faults: ProposalReport['faults'] }): ReactNode {
  const t = useWords(proposalText);
  return (
    <section className="stack">
      <h2 id="fouten">{t.faults}</h2>
      <p>{t.faultsWhy}</p>
      <Table
        headingId="fouten"
        columns={[{ head: t.place }, { head: t.problem }]}
        rows={faults.map(({ place, problem }, key) => ({
          key,
          cells: [
            <code key="place">{place}</code>,
            <span key="problem" lang="en">
              {problem}
            </span>,
          ],
        }))}
      />
    </section>
  );
}
