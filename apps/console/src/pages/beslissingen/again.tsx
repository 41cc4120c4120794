import type { ReactNode } from 'react';
import { useChange } from '../../api/query';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { Icon } from '../../parts/icon';
import { ChangeFailed } from '../../parts/states';
import { decisionText } from './decision-text';

interface Redecided {
  readonly outcome: 'same' | 'different' | 'undecided';
  readonly why?: string;
}

/** Whether the register as it stood then gives the answer that was given. */
export function Again({ decisionId }: { readonly decisionId: string }): ReactNode {
  const t = useWords(decisionText);
  const again = useChange<Redecided>();
  return (
    <section className="panel stack" aria-labelledby="opnieuw">
      <div>
        <h2 id="opnieuw">{t.again}</h2>
        <p className="quiet">{t.againWhy}</p>
      </div>
      <div>
        <Button
          isPending={again.isPending}
          onPress={() =>
            again.mutate({ method: 'POST', path: `/ledger/decisions/${encodeURIComponent(decisionId)}/redecide` })
          }
        >
          {t.again}
        </Button>
      </div>
      <div role="status">{again.data !== undefined && <Outcome of={again.data} />}</div>
      <ChangeFailed fault={again.error} />
    </section>
  );
}

function Outcome({ of: { outcome, why } }: { readonly of: Redecided }): ReactNode {
  const t = useWords(decisionText);
  if (outcome === 'undecided') return <p className="notice">{t.againUnable(why ?? '')}</p>;
  const same = outcome === 'same';
  return (
    <p className={same ? 'notice notice-good' : 'notice notice-bad'}>
      <Icon name={same ? 'check' : 'warning'} />
      {same ? t.againSame : t.againDifferent}
    </p>
  );
}
