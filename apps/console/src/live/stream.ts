/** What control tells of while it happens: ids and counts, nothing else. See `GET /events`. */
export interface LiveEvents {
  readonly case: { readonly id: string; readonly status: string; readonly lastAt: string; readonly count: number };
  readonly decision: { readonly decisionId: string; readonly effect: 'permit' | 'deny'; readonly at: string };
  readonly overview: object;
  readonly register: { readonly version: number };
  readonly proposal: { readonly id: string; readonly state: string };
}

export type LiveName = keyof LiveEvents;

const names: readonly LiveName[] = ['case', 'decision', 'overview', 'register', 'proposal'];

/** `lost` after three seconds without one: a restart of control is not worth a word. */
export type Connection = 'connecting' | 'live' | 'lost';

const patienceMs = 3_000;
const againMs = 2_000;

/**
 * Follows control's events and comes back by itself after each break. A browser gives up on an answer that is not a
 * success; this does not, but asks `mayGoOn` first, since the reason may be that the session ended.
 */
export function follow(handlers: {
  readonly onEvent: <Name extends LiveName>(name: Name, event: LiveEvents[Name]) => void;
  readonly onConnection: (connection: Connection) => void;
  /** After a break: whatever was missed must be asked for. */
  readonly onResumed: () => void;
  readonly mayGoOn: () => Promise<boolean>;
}): () => void {
  let source: EventSource | undefined;
  let stopped = false;
  let wasLive = false;
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  let againTimer: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    if (stopped) return;
    const current = new EventSource('/events');
    source = current;
    current.addEventListener('open', () => {
      clearTimeout(lostTimer);
      lostTimer = undefined;
      handlers.onConnection('live');
      if (wasLive) handlers.onResumed();
      wasLive = true;
    });
    current.addEventListener('error', () => {
      lostTimer ??= setTimeout(() => handlers.onConnection('lost'), patienceMs);
      if (current.readyState === EventSource.CLOSED) again();
    });
    for (const name of names) {
      current.addEventListener(name, ({ data }: MessageEvent<string>) =>
        handlers.onEvent(name, JSON.parse(data) as never),
      );
    }
  };
  const again = (): void => {
    clearTimeout(againTimer);
    againTimer = setTimeout(() => {
      void handlers.mayGoOn().then((may) => {
        if (may) open();
      });
    }, againMs);
  };

  open();
  return () => {
    stopped = true;
    source?.close();
    clearTimeout(lostTimer);
    clearTimeout(againTimer);
  };
}
