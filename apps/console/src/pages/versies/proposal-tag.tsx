import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Tag, type Tone } from '../../parts/tag';
import type { Proposal, ProposalState } from './answers';
import { text } from './text';

const tones: Readonly<Record<ProposalState, Tone>> = {
  open: 'info',
  approved: 'good',
  rejected: 'bad',
  outdated: 'plain',
};

/** Where a proposal stands, and what keeps it from being approved. */
export function ProposalTag({ of: { state, faultCount, brokenCount } }: { readonly of: Proposal }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  return (
    <span className="buttons">
      {state === 'open' && faultCount + brokenCount > 0 ? (
        <Tag tone="bad">{t.notApprovable}</Tag>
      ) : (
        <Tag tone={tones[state]}>{t[state]}</Tag>
      )}
      {faultCount > 0 && <Tag tone="bad">{t.faultCount(format.number(faultCount))}</Tag>}
      {brokenCount > 0 && <Tag tone="bad">{t.brokenCount(format.number(brokenCount))}</Tag>}
    </span>
  );
}
