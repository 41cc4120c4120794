import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words';
import { Tag, type Tone } from '../../parts/tag';
import type { State } from './answers';
import { text } from './text';

const tones: Readonly<Record<State, Tone>> = {
  'in-force': 'good',
  suspended: 'bad',
  'not-yet': 'info',
  draft: 'warn',
  expired: 'plain',
};

/** Where an instrument stands on the day. */
export function StateTag({ state }: { readonly state: State }): ReactNode {
  const t = useWords(text);
  return <Tag tone={tones[state]}>{t[state]}</Tag>;
}
