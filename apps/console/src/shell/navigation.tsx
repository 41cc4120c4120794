import type { ReactNode } from 'react';
import { NavLink } from './router';
import { useWords } from '../i18n/words';
import { Icon } from '../parts/icon';
import { may } from '../session/session';
import { useSession } from '../session/use-session';
import { destinations } from './pages';
import { shellText } from './text';

export const navigationId = 'navigatie';

/** Beside the page; on a narrow screen above it, behind the button in the header. */
export function Navigation({ open }: { readonly open: boolean }): ReactNode {
  const t = useWords(shellText);
  const session = useSession();
  return (
    <nav id={navigationId} className="navigation" aria-label={t.navigation} data-open={open}>
      <ul>
        {destinations
          .filter(({ roles }) => roles === undefined || may(session, roles))
          .map(({ to, name, icon }) => (
            <li key={to}>
              <NavLink to={to}>
                <Icon name={icon} />
                {t[name]}
              </NavLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}
