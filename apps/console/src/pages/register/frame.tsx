import type { ReactNode } from 'react';
import { useSearchParams } from '../../shell/router';
import { useWords } from '../../i18n/words';
import { withFilters } from '../../parts/filters';
import { DayField } from '../../parts/fields';
import { LinkTabs } from '../../parts/link-tabs';
import { PageHead } from '../../parts/page-head';
import { text } from './text';
import './register.css';

/** What the pages of the register have in common: their head, the way between them, and the day that they are of. */
export function RegisterFrame({
  part,
  dated = true,
  children,
}: {
  readonly part: 'instruments' | 'participants' | 'matrix' | 'expiring' | 'unconfirmed' | 'versions';
  /** Whether the page can be of another day than today. */
  readonly dated?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const t = useWords(text);
  const [at, setAt] = useDay();
  return (
    <>
      <PageHead title={part === 'instruments' ? t.title : `${t[part]} · ${t.title}`} lead={t.lead}>
        {dated && <DayField label={t.at} value={at} onChange={setAt} />}
      </PageHead>
      <LinkTabs
        label={t.parts}
        search={at === '' ? '' : `at=${at}`}
        tabs={[
          { to: '/register', name: t.instruments, end: true },
          { to: '/register/deelnemers', name: t.participants },
          { to: '/register/matrix', name: t.matrix },
          { to: '/register/vervalt', name: t.expiring },
          { to: '/register/onbevestigd', name: t.unconfirmed },
          { to: '/register/versies', name: t.versions },
        ]}
      />
      {children}
    </>
  );
}

/** The day in the address, YYYY-MM-DD; empty is today. */
export function useDay(): [string, (day: string) => void] {
  const [address, setAddress] = useSearchParams();
  const at = address.get('at') ?? '';
  return [
    /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : '',
    (day) => setAddress((now) => withFilters(now, { at: day }), { replace: true }),
  ];
}
