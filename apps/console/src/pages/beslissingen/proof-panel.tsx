import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { readText } from '../../api/client';
import type { ApiFault } from '../../api/fault';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Copy } from '../../parts/copy';
import { TextField } from '../../parts/fields';
import { Icon } from '../../parts/icon';
import { Failed } from '../../parts/states';
import { committedTo } from '../../proof/details';
import { fingerprint } from '../../proof/note';
import { canVerify, steps, verify, type Step, type Verdict } from '../../proof/verify';
import { decisionText } from './decision-text';
import type { DecisionAnswer, Proven } from './record';

/** The proof of one entry, worked out here, step by step, with the key that control or the reader gives. */
export function ProofPanel({
  of: found,
  proven: { isDecision, record },
  decisionId,
}: {
  readonly of: DecisionAnswer;
  readonly proven: Proven;
  readonly decisionId: string;
}): ReactNode {
  const t = useWords(decisionText);
  const format = useFormat();
  const [own, setOwn] = useState('');
  const served = useQuery<string, ApiFault>({
    queryKey: ['/ledger/vkey'],
    queryFn: ({ signal }) => readText('/ledger/vkey', signal),
    staleTime: Infinity,
  });
  const key = own.trim() === '' ? served.data : own.trim();
  const effect = isDecision ? record?.effect : undefined;
  const verdict = useQuery<Verdict & { readonly print: string; readonly details: boolean | undefined }>({
    queryKey: ['verify', decisionId, found, effect, key],
    queryFn: async () => ({
      ...(await verify(found, key!, { decisionId, ...(effect !== undefined && { effect }) })),
      print: await fingerprint(key!),
      details: found.details === null ? undefined : await committedTo(found.entry, found.details.parts),
    }),
    enabled: key !== undefined && canVerify(),
    retry: false,
    staleTime: Infinity,
  });
  const holds = verdict.data && verdict.data.holds && verdict.data.details !== false;
  const wholeProof = JSON.stringify(
    { index: found.index, size: found.size, entry: found.entry, proof: found.proof, checkpoint: found.checkpoint },
    undefined,
    2,
  );
  return (
    <section className="panel stack proof" aria-labelledby="bewijs" data-verdict={holds}>
      <div>
        <h2 id="bewijs">{t.proof}</h2>
        <p className="quiet">{t.proofLead}</p>
      </div>
      {served.error !== null && key === undefined && (
        <Failed fault={served.error} again={() => void served.refetch()} />
      )}
      <div role="status">
        {!canVerify() || verdict.isError ? (
          <p className="notice notice-warn">
            <Icon name="warning" />
            {t.cannot}
          </p>
        ) : verdict.data === undefined ? (
          <p className="quiet">{t.verifying}</p>
        ) : (
          <p className={holds ? 'notice notice-good' : 'notice notice-bad'}>
            <Icon name={holds ? 'seal' : 'warning'} />
            <strong>{holds ? t.holds(format.number(found.index + 1), format.number(found.size)) : t.broken}</strong>
          </p>
        )}
      </div>
      {verdict.data !== undefined && (
        <Steps of={verdict.data} details={verdict.data.details} erasedParts={found.details?.erasedParts ?? 0} />
      )}
      <details>
        <summary>{t.key}</summary>
        <div className="stack">
          <p className="quiet">{t.keyWhy}</p>
          {served.data !== undefined && <code className="proof-key">{served.data.trim()}</code>}
          {verdict.data !== undefined && (
            <p>
              <span className="quiet">{t.fingerprint}</span>
              <code className="proof-key">{verdict.data.print}</code>
            </p>
          )}
          <TextField label={t.keyOwn} hint={t.keyHint} value={own} onChange={setOwn} spellCheck={false} />
          <Copy of={wholeProof}>{t.copyProof}</Copy>
        </div>
      </details>
    </section>
  );
}

function Steps({
  of: verdict,
  details,
  erasedParts,
}: {
  readonly of: Verdict;
  /** Whether the details are those of the entry; undefined where there are none any more. */
  readonly details: boolean | undefined;
  readonly erasedParts: number;
}): ReactNode {
  const t = useWords(decisionText);
  const format = useFormat();
  const told: Readonly<Record<Step, string>> = {
    entry: t.stepEntry,
    signature: t.stepSignature,
    size: t.stepSize,
    inclusion: t.stepInclusion,
  };
  const failedAt = verdict.holds ? steps.length : steps.indexOf(verdict.failed);
  return (
    <ol className="proof-steps">
      {steps.slice(0, failedAt + 1).map((step, at) => (
        <li key={step} data-holds={at < failedAt}>
          <Icon name={at < failedAt ? 'check' : 'cross'} size={16} />
          {told[step]}
        </li>
      ))}
      {details !== undefined && (
        <li data-holds={details}>
          <Icon name={details ? 'check' : 'cross'} size={16} />
          <span>
            {details ? t.stepDetails : t.detailsWrong}
            {erasedParts > 0 && ` (${t.erasedParts(format.number(erasedParts))})`}
          </span>
        </li>
      )}
    </ol>
  );
}
