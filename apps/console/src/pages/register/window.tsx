import type { ReactNode } from 'react';
import { useFormat } from '../../i18n/format';
import { useWords } from '../../i18n/words';
import { text } from './text';

/** `[from, until)` as one reads it. */
export function Window({ from, until }: { readonly from: string | null; readonly until: string | null }): ReactNode {
  const t = useWords(text);
  const format = useFormat();
  if (from === null) return until === null ? t.always : t.until(format.date(until));
  return until === null ? t.from(format.date(from)) : t.fromUntil(format.date(from), format.date(until));
}
