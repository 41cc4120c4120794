import { useState, type ReactNode } from 'react';
import { Link, Redirect, useLocation } from '../../shell/router';
import type { FactKind } from '#contract';
import { ApiFault } from '../../api/fault';
import { useChange, useRead } from '../../api/query';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { useNames } from '../../names/vocabulary';
import { Button } from '../../parts/button';
import { Dialog } from '../../parts/dialog';
import { Check } from '../../parts/fields';
import { asked } from '../../parts/filters';
import { useFilters } from '../../parts/use-filters';
import { Icon } from '../../parts/icon';
import { ChangeFailed, Empty, Failed, Shown } from '../../parts/states';
import { Table } from '../../parts/table';
import { Tag } from '../../parts/tag';
import { may } from '../../session/session';
import { useSession } from '../../session/use-session';
import { factsText } from './facts-text';
import { PersonFrame, roles } from './frame';

/** `GET /facts`: what each says, not whom it is about. */
interface Fact {
  readonly id: string;
  readonly kind: FactKind;
  readonly participant: string;
  readonly purposes?: readonly string[];
  readonly from: string;
  readonly until: string | null;
  readonly ground: string | null;
  readonly recordedAt: string;
  readonly withdrawnAt: string | null;
}

const factsMax = 1_000;

/** Facts that organisations recorded about people, without the people. */
export default function Page(): ReactNode {
  const t = useWords(factsText);
  const session = useSession();
  const [{ ingetrokken }, setFilters] = useFilters(['ingetrokken']);
  const recorded = (useLocation().state as { readonly recorded?: unknown } | null)?.recorded === true;
  const isAllowed = may(session, roles.facts);
  const facts = useRead<readonly Fact[]>(
    asked('/facts', { limit: factsMax, withdrawn: ingetrokken === '1' ? 'true' : undefined }),
    { enabled: isAllowed, keep: true },
  );
  const [withdrawing, setWithdrawing] = useState<Fact>();
  if (!isAllowed) {
    return may(session, roles.cases) ? (
      <Redirect to="/betrokkene/zaken" replace />
    ) : (
      <PersonFrame part="facts">
        <Failed fault={new ApiFault(403, '')} />
      </PersonFrame>
    );
  }
  return (
    <PersonFrame
      part="facts"
      action={
        <Link className="button button-primary" to="/betrokkene/nieuw">
          {t.record}
        </Link>
      }
    >
      <div className="stack">
        <p className="lead">{t.lead}</p>
        <div role="status">
          {recorded && (
            <p className="notice notice-good">
              <Icon name="check" />
              <span>{t.recorded}</span>
            </p>
          )}
        </div>
        <Check
          label={t.withdrawnToo}
          checked={ingetrokken === '1'}
          onChange={(too) => setFilters({ ingetrokken: too ? '1' : '' })}
        />
        <Shown of={facts} lines={6}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t.none}>{t.noneWhy}</Empty>
            ) : (
              <>
                <FactsTable facts={all} onWithdraw={setWithdrawing} />
                {all.length === factsMax && <p className="quiet">{t.full}</p>}
              </>
            )
          }
        </Shown>
      </div>
      <Withdraw fact={withdrawing} onClose={() => setWithdrawing(undefined)} />
    </PersonFrame>
  );
}

function FactsTable({
  facts,
  onWithdraw,
}: {
  readonly facts: readonly Fact[];
  readonly onWithdraw: (fact: Fact) => void;
}): ReactNode {
  const t = useWords(factsText);
  const format = useFormat();
  const names = useNames();
  const newest = [...facts].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
  return (
    <Table
      caption={t.caption(format.number(facts.length))}
      columns={[
        { head: t.kind, kind: 'nowrap' },
        { head: t.participant },
        { head: t.purposes },
        { head: t.holds, kind: 'nowrap' },
        { head: t.ground },
        { head: t.recordedAt, kind: 'nowrap' },
        { head: t.act },
      ]}
      rows={newest.map((fact) => ({
        key: fact.id,
        cells: [
          t[fact.kind],
          names.participant(fact.participant),
          fact.purposes === undefined ? t.allPurposes : format.list(fact.purposes.map((id) => names.purpose(id))),
          fact.until === null
            ? t.from(format.date(fact.from))
            : t.fromUntil(format.date(fact.from), format.date(fact.until)),
          fact.ground ?? '–',
          format.time(fact.recordedAt),
          fact.withdrawnAt === null ? (
            <Button
              key="act"
              small
              look="danger"
              aria-label={`${t.withdraw}: ${t[fact.kind]}, ${format.time(fact.recordedAt)}`}
              onPress={() => onWithdraw(fact)}
            >
              {t.withdraw}
            </Button>
          ) : (
            <Tag key="act">{t.withdrawn(format.date(fact.withdrawnAt))}</Tag>
          ),
        ],
      }))}
    />
  );
}

function Withdraw({ fact, onClose }: { readonly fact: Fact | undefined; readonly onClose: () => void }): ReactNode {
  const t = useWords(factsText);
  const withdraw = useChange('/facts', '/overview');
  return (
    <Dialog title={t.withdrawTitle} open={fact !== undefined} onOpen={(open) => !open && onClose()}>
      <p>{t.withdrawWhy}</p>
      <ChangeFailed fault={withdraw.error} />
      <div className="buttons">
        <Button
          look="danger"
          isPending={withdraw.isPending}
          onPress={() =>
            fact && withdraw.mutate({ method: 'DELETE', path: `/facts/${fact.id}` }, { onSuccess: onClose })
          }
        >
          {t.withdraw}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Dialog>
  );
}
