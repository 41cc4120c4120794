import { useCallback, type ComponentProps, type ReactNode } from 'react';
import { Link as WouterLink, useLocation as useWouterLocation, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';

/** Addresses and links, on a router of two kilobytes; what pages know of it stands here. Paths are below `/console`. */
export { Redirect, Route, Router, Switch, useParams } from 'wouter';

export interface Going {
  /** Takes the place of this page in the history. */
  readonly replace?: boolean;
  /** For the page that is gone to; stays out of the address. */
  readonly state?: unknown;
}

export function useNavigate(): (to: string, going?: Going) => void {
  const [, navigate] = useWouterLocation();
  return navigate;
}

export function useLocation(): { readonly pathname: string; readonly search: string; readonly state: unknown } {
  const [pathname] = useWouterLocation();
  const search = useSearch();
  return { pathname, search: search === '' ? '' : `?${search}`, state: useHistoryState<unknown>() };
}

/** The query of the address, and a way to change it by what it is then. */
export function useSearchParams(): [
  URLSearchParams,
  (change: (now: URLSearchParams) => URLSearchParams, going?: Going) => void,
] {
  const [pathname, navigate] = useWouterLocation();
  const search = useSearch();
  const set = useCallback(
    (change: (now: URLSearchParams) => URLSearchParams, going?: Going) =>
      navigate(withSearch(pathname, change(new URLSearchParams(location.search)).toString()), going),
    [navigate, pathname],
  );
  return [new URLSearchParams(search), set];
}

export function Link({ to, ...rest }: Omit<ComponentProps<'a'>, 'href'> & { readonly to: string } & Going): ReactNode {
  return <WouterLink href={to} {...rest} />;
}

/** A link that says where one is: at its address, or below it unless only the `end` counts. `search` goes along. */
export function NavLink({
  to,
  end = false,
  search = '',
  children,
}: {
  readonly to: string;
  readonly end?: boolean;
  readonly search?: string;
  readonly children: ReactNode;
}): ReactNode {
  const { pathname } = useLocation();
  const isHere = pathname === to || (!end && pathname.startsWith(`${to}/`));
  return (
    <Link to={withSearch(to, search.replace(/^\?/, ''))} {...(isHere && { 'aria-current': 'page' as const })}>
      {children}
    </Link>
  );
}

function withSearch(path: string, search: string): string {
  return search === '' ? path : `${path}?${search}`;
}
