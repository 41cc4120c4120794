import type { ReactNode } from 'react';
import { Link, useLocation } from '../shell/router';
import { Icon } from './icon';

/** The way back to the list that led here, with its filters; to the list as it is where none did. */
export function Back({ to, children }: { readonly to: string; readonly children: ReactNode }): ReactNode {
  const from = (useLocation().state as { readonly from?: unknown } | null)?.from;
  const known = typeof from === 'string' ? from.replace(/^\/console/, '') : '';
  return (
    <Link to={known.startsWith(to) ? known : to}>
      <Icon name="left" size={16} />
      {children}
    </Link>
  );
}
