import { useEffect, useState, type ReactNode } from 'react';
import { useWords, words } from '../i18n/words';
import { Button } from './button';
import { Icon } from './icon';

const text = words(
  { copied: 'Gekopieerd', failed: 'Kopiëren lukte niet: selecteer de tekst zelf' },
  { copied: 'Copied', failed: 'Copying did not work: select the text yourself' },
);

/** Puts a text on the clipboard and says so. */
export function Copy({
  of,
  children,
  look = 'secondary',
}: {
  readonly of: string;
  readonly children: ReactNode;
  readonly look?: 'primary' | 'secondary' | 'quiet';
}): ReactNode {
  const t = useWords(text);
  const [said, setSaid] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), 4_000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (): void => {
    // There is no clipboard where the page came over plain HTTP from elsewhere.
    if (!('clipboard' in navigator)) return setSaid('failed');
    navigator.clipboard.writeText(of).then(
      () => setSaid('copied'),
      () => setSaid('failed'),
    );
  };
  return (
    <span className="buttons">
      <Button look={look} onPress={copy}>
        <Icon name={said === 'copied' ? 'check' : 'copy'} size={18} />
        {children}
      </Button>
      <span role="status" className={said === 'failed' ? 'field-error' : 'copied'}>
        {said === undefined ? '' : t[said]}
      </span>
    </span>
  );
}
