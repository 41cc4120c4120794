import { createContext, use, useCallback, useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react';
import { read } from '../api/client';
import { ApiFault } from '../api/fault';
import { useRefresh } from '../api/query';
import { follow, type Connection, type LiveEvents, type LiveName } from './stream';
import { throttled } from './throttle';

interface Live {
  readonly connection: Connection;
  readonly listen: <Name extends LiveName>(name: Name, handler: (event: LiveEvents[Name]) => void) => () => void;
}

const LiveContext = createContext<Live>({ connection: 'connecting', listen: () => () => undefined });

/** What an event makes old, and how often that is asked for anew at most. A denial must be on screen at once. */
const renewals: {
  readonly [Name in LiveName]: {
    readonly everyMs: number;
    readonly paths: (event: LiveEvents[Name]) => readonly string[];
  };
} = {
  case: { everyMs: 500, paths: ({ id }) => ['/ledger/cases?', `/ledger/cases/${id}`, '/overview'] },
  decision: { everyMs: 2_000, paths: () => ['/overview'] },
  overview: { everyMs: 2_000, paths: () => ['/overview'] },
  register: { everyMs: 500, paths: () => ['/register', '/overview'] },
  proposal: { everyMs: 500, paths: () => ['/register/proposals', '/overview'] },
};

/** One connection for all pages, that renews what an event made old. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [connection, setConnection] = useState<Connection>('connecting');
  const [listeners] = useState(() => new Map<LiveName, Set<(event: never) => void>>());
  const refresh = useRefresh();
  const renew = useEffectEvent((prefix?: string) => void refresh(prefix));

  useEffect(() => {
    const old = new Set<string>();
    const renewing = new Map(
      Object.entries(renewals).map(([name, { everyMs }]) => [
        name,
        throttled(() => {
          for (const path of old) renew(path);
          old.clear();
        }, everyMs),
      ]),
    );
    const stop = follow({
      onEvent: (name, event) => {
        for (const path of renewals[name].paths(event)) old.add(path);
        renewing.get(name)?.run();
        for (const handler of listeners.get(name) ?? []) handler(event as never);
      },
      onConnection: setConnection,
      onResumed: () => renew(),
      mayGoOn: sessionGoesOn,
    });
    return () => {
      stop();
      for (const each of renewing.values()) each.stop();
    };
  }, [listeners]);

  const listen: Live['listen'] = useCallback(
    (name, handler) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all);
      all.add(handler);
      return () => all.delete(handler);
    },
    [listeners],
  );
  const live = useMemo(() => ({ connection, listen }), [connection, listen]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useConnection(): Connection {
  return use(LiveContext).connection;
}

/** Calls `handler` for each event of a kind while the component is there. */
export function useLive<Name extends LiveName>(name: Name, handler: (event: LiveEvents[Name]) => void): void {
  const { listen } = use(LiveContext);
  const latest = useEffectEvent(handler);
  useEffect(() => listen(name, (event) => latest(event)), [listen, name]);
}

/** A 401 shows the login by itself, and ends the following; control being away doesn't. */
async function sessionGoesOn(): Promise<boolean> {
  try {
    await read('/session');
    return true;
  } catch (fault) {
    return !(fault instanceof ApiFault && fault.status === 401);
  }
}
