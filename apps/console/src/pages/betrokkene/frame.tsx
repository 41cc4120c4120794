import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words';
import { Icon } from '../../parts/icon';
import { LinkTabs } from '../../parts/link-tabs';
import { PageHead } from '../../parts/page-head';
import { may, type Wanted } from '../../session/session';
import { useSession } from '../../session/use-session';
import { text } from './text';
import './person.css';

type Part = 'facts' | 'lookup' | 'erase' | 'cases';

/** Who may do what here; control itself decides about each call. */
export const roles: Readonly<Record<Part, readonly Wanted[]>> = {
  facts: ['compliance', 'dpo'],
  lookup: ['dpo'],
  erase: ['dpo@*'],
  cases: ['dpo', 'register-admin@*'],
};

const addresses: Readonly<Record<Part, string>> = {
  facts: '/betrokkene',
  lookup: '/betrokkene/opzoeken',
  erase: '/betrokkene/wissen',
  cases: '/betrokkene/zaken',
};

/** What the pages about a data subject have in common: their head, the way between them, and what happens to a number. */
export function PersonFrame({
  part,
  action,
  children,
}: {
  readonly part: Part;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const t = useWords(text);
  const session = useSession();
  return (
    <>
      <PageHead title={`${t[part]} · ${t.title}`}>{action}</PageHead>
      <LinkTabs
        label={t.parts}
        tabs={(Object.keys(addresses) as Part[])
          .filter((each) => may(session, roles[each]))
          .map((each) => ({ to: addresses[each], name: t[each], end: true }))}
      />
      {children}
    </>
  );
}

/** What happens to a number, said before it is asked for. */
export function Privacy(): ReactNode {
  const t = useWords(text);
  return (
    <p className="notice notice-info">
      <Icon name="seal" />
      <span>{t.privacy}</span>
    </p>
  );
}
