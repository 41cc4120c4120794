import type { ReactNode } from 'react';
import { NavLink } from '../shell/router';

export interface LinkTab {
  readonly to: string;
  readonly name: string;
  /** Only at this very address, not below it. */
  readonly end?: boolean;
}

/** The pages of one part of the console, as links: each has an address of its own. `search` goes along. */
export function LinkTabs({
  label,
  tabs,
  search = '',
}: {
  readonly label: string;
  readonly tabs: readonly LinkTab[];
  readonly search?: string;
}): ReactNode {
  return (
    <nav className="link-tabs" aria-label={label}>
      <ul>
        {tabs.map(({ to, name, end = false }) => (
          <li key={to}>
            <NavLink to={to} search={search} end={end}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
