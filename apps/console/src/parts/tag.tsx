import type { ReactNode } from 'react';
import { useWords, words } from '../i18n/words';
import { Icon } from './icon';

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'plain';

/** A state in a word: its colour says it once more. */
export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }): ReactNode {
  return <span className={tone === 'plain' ? 'tag' : `tag tag-${tone}`}>{children}</span>;
}

const text = words({ permit: 'Doorgelaten', deny: 'Geweigerd' }, { permit: 'Permitted', deny: 'Denied' });

export function Effect({ effect }: { readonly effect: 'permit' | 'deny' }): ReactNode {
  const t = useWords(text);
  return (
    <Tag tone={effect === 'permit' ? 'good' : 'bad'}>
      <Icon name={effect === 'permit' ? 'check' : 'cross'} size={14} />
      {t[effect]}
    </Tag>
  );
}
