/** One event as an open page hears it. */
export interface HeardEvent {
  readonly event: string;
  readonly data: any;
}

/** An open page: what it hears of control's events. */
export interface Page {
  /** Resolves with the first such event, heard already or still to come. */
  heard(matches: (event: HeardEvent) => boolean): Promise<HeardEvent>;
  forget(): void;
  close(): void;
}

const patienceMs = 15_000;

/** Opens `GET /events` with a token and reads it as the standard says (WHATWG HTML 9.2). */
export async function openPage(url: string, token: string): Promise<Page> {
  const abort = new AbortController();
  const response = await fetch(`${url}/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  if (!response.ok) throw new Error(`no events: ${response.status}`);
  let all: HeardEvent[] = [];
  let look = (): void => undefined;
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const event = /^event: (.+)$/m.exec(block)?.[1];
        const data = /^data: (.+)$/m.exec(block)?.[1];
        if (event !== undefined && data !== undefined) all.push({ event, data: JSON.parse(data) });
      }
      look();
    }
  };
  // It ends when it is closed, or when control does.
  void read().catch(() => undefined);
  return {
    heard: (matches) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`not heard; heard ${JSON.stringify(all)}`)), patienceMs);
        look = () => {
          const found = all.find(matches);
          if (found === undefined) return;
          clearTimeout(timer);
          resolve(found);
        };
        look();
      }),
    forget: () => {
      all = [];
    },
    close: () => abort.abort(),
  };
}
