import type { ReactNode } from 'react';
import type { Pages } from '../api/query';
import { useFormat } from '../i18n/format';
import { useWords, words } from '../i18n/words';
import { Button } from './button';

const text = words(
  {
    shown: (n: string) => `${n} getoond`,
    all: 'dat is alles',
    more: 'Meer tonen',
  },
  { shown: (n: string) => `${n} shown`, all: 'that is all', more: 'Show more' },
);

/** How much of a list is shown, and the way to more. */
export function ListFoot<Answer>({ of, count }: { readonly of: Pages<Answer>; readonly count: number }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  return (
    <div className="list-foot">
      <p role="status">
        {t.shown(format.number(count))}
        {!of.hasNextPage && `, ${t.all}`}
      </p>
      {of.hasNextPage && (
        <Button isPending={of.isFetchingNextPage} onPress={() => void of.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  );
}
