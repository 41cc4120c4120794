import { useState, type ReactNode } from 'react';
import { useWords } from '../../i18n/words';
import { Button } from '../../parts/button';
import { TextField } from '../../parts/fields';
import { handlingText } from './case-text';

/** Hands a case to a colleague, by the account that they log in with; those who acted on it before are a click away. */
export function Assign({
  colleagues,
  pending,
  onAssign,
}: {
  readonly colleagues: readonly string[];
  readonly pending: boolean;
  readonly onAssign: (account: string, done: () => void) => void;
}): ReactNode {
  const t = useWords(handlingText);
  const [account, setAccount] = useState('');
  return (
    <details className="more">
      <summary>{t.assignOther}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (account.trim() !== '') onAssign(account.trim(), () => setAccount(''));
        }}
      >
        {colleagues.length > 0 && (
          <div className="buttons">
            {colleagues.map((each) => (
              <Button key={each} small onPress={() => setAccount(each)}>
                {each}
              </Button>
            ))}
          </div>
        )}
        <TextField label={t.account} hint={t.accountHint} value={account} onChange={setAccount} maxLength={200} />
        <div className="buttons">
          <Button type="submit" isDisabled={account.trim() === ''} needs={t.needsAccount} isPending={pending}>
            {t.assign}
          </Button>
        </div>
      </form>
    </details>
  );
}
