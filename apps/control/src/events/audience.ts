import type { News } from '#postgres';

/** What goes to a page, as a server-sent event: ids and counts, and nothing of what is not in scope. */
export interface PageEvent {
  readonly event: 'case' | 'decision' | 'overview' | 'register' | 'proposal';
  readonly data: object;
}

/** Decisions told one by one in a second; of more, the page hears that its numbers have changed. */
const decisionsPerSecond = 5;

/** One open page: what it may hear, and how much of it at once. Times are milliseconds. */
export class Audience {
  private second = Number.NEGATIVE_INFINITY;
  private told = 0;
  private summarised = false;

  /** `systems`: whose decisions and cases may be told; undefined: everybody's. `proposals`: whether those may be told. */
  constructor(
    private readonly systems: ReadonlySet<string> | undefined,
    private readonly proposals: boolean,
  ) {}

  /** The events that these news are for this page. */
  hear(news: readonly News[], nowMs: number): PageEvent[] {
    if (nowMs - this.second >= 1_000) {
      this.second = nowMs;
      this.told = 0;
      this.summarised = false;
    }
    return news.flatMap((each) => this.eventOf(each));
  }

  private eventOf(news: News): PageEvent[] {
    switch (news.kind) {
      case 'case': {
        const { id, status, lastAt, count } = news;
        return this.mayHear(news.system) ? [{ event: 'case', data: { id, status, lastAt, count } }] : [];
      }
      case 'decision': {
        if (!this.mayHear(news.system)) return [];
        const { decisionId, effect, at } = news;
        return ++this.told <= decisionsPerSecond
          ? [{ event: 'decision', data: { decisionId, effect, at } }]
          : this.summary();
      }
      case 'many':
        return news.systems.some((system) => this.mayHear(system)) ? this.summary() : [];
      case 'register':
        return [{ event: 'register', data: { version: news.version } }];
      case 'proposal':
        return this.proposals ? [{ event: 'proposal', data: { id: news.id, state: news.state } }] : [];
      case 'session-end':
        return [];
    }
  }

  private mayHear(system: string): boolean {
    return this.systems === undefined || this.systems.has(system);
  }

  /** Once a second is enough to say that the numbers moved. */
  private summary(): PageEvent[] {
    if (this.summarised) return [];
    this.summarised = true;
    return [{ event: 'overview', data: {} }];
  }
}
