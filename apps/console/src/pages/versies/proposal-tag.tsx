import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { Tag, type Tone } from '../../parts/tag';
import type { ProposalState } from './answers';
import { text } from './text';

const tones: Readonly<Record<ProposalState, Tone>> = {
  open: 'info',
  approved: 'good',
  rejected: 'bad',
  outdated: 'plain',
};

export function ProposalTag({
  state,
  faultCount,
  isBroken = false,
}: {
  readonly state: ProposalState;
  readonly faultCount: number;
  /** It breaks a promise. */
  readonly isBroken?: boolean;
}): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  return (
    <span className="buttons">
      {state === 'open' && (faultCount > 0 || isBroken) ? (
        <Tag tone="bad">{t.notApprovable}</Tag>
      ) : (
        <Tag tone={tones[state]}>{t[state]}</Tag>
      )}
      {faultCount > 0 && <Tag tone="bad">{t.faultCount(format.number(faultCount))}</Tag>}
    </span>
  );
}
