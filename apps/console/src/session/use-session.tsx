import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, type ReactNode } from 'react';
import { read, showWithChanges, whenLoggedOut } from '../api/client';
import { ApiFault } from '../api/fault';
import type { Session } from './session';

const SessionContext = createContext<Session | undefined>(undefined);

/** The session of a page behind the login. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('a page asks for the session where there is none');
  return session;
}

const sessionKey = ['session'];

/**
 * Shows the pages to whoever is logged in, else `loggedOut`; asks again as soon as any call is answered with 401, so that
 * a session that ended shows on whatever page it ended.
 */
export function SessionGate({
  children,
  loggedOut,
  loading,
  failed,
}: {
  readonly children: ReactNode;
  readonly loggedOut: (ended: boolean) => ReactNode;
  readonly loading: ReactNode;
  readonly failed: (fault: ApiFault, again: () => void) => ReactNode;
}): ReactNode {
  const client = useQueryClient();
  const query = useQuery<Session | null, ApiFault>({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      try {
        const session = await read<Session>('/session', signal);
        showWithChanges(session.csrf);
        return session;
      } catch (fault) {
        if (fault instanceof ApiFault && fault.status === 401) return null;
        throw fault;
      }
    },
    staleTime: 60_000,
  });
  const had = query.data !== null && query.data !== undefined;
  useEffect(
    () =>
      whenLoggedOut(() => {
        // Nothing of the session that ended stays on the page.
        if (client.getQueryData(sessionKey)) wasLoggedIn = true;
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
        client.setQueryData(sessionKey, null);
      }),
    [client],
  );
  if (query.isPending) return loading;
  if (query.isError && !had) return failed(query.error, () => void query.refetch());
  if (!query.data) return loggedOut(wasLoggedIn);
  return <SessionContext value={query.data}>{children}</SessionContext>;
}

/** Whether this visit had a session: then the page says that it ended, not that there was none. */
let wasLoggedIn = false;
