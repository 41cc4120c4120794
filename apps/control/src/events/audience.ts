import type { News } from '#postgres';

/** What goes to a page, as a server-sent event: ids and counts, and nothing of what is not in scope. */
export interface PageEvent {
  readonly event: 'case' | 'decision' | 'overview' | 'register' | 'proposal';
  readonly data: object;
}

/** Decisions told one by one in a second; of more, the page hears that its numbers have changed. */
const decisionsPerSecond = 5;

/** Systems; undefined: all of them. */
type Systems = ReadonlySet<string> | undefined;

/** What the officer before a page may hear of. */
export interface May {
  /** Whose cases and decisions may be told one by one. */
  readonly read: Systems;
  /** Whose are counted in the numbers that the page shows. */
  readonly count: Systems;
  readonly proposals: boolean;
}

function lies(system: string, systems: Systems): boolean {
  return systems === undefined || systems.has(system);
}

/** One open page: what it may hear, and how much of it at once. Times are milliseconds. */
export class Audience {
  private second = Number.NEGATIVE_INFINITY;
  private told = 0;
  private summarised = false;

  constructor(private readonly may: May) {}

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
        if (!lies(news.system, this.may.read)) return this.counted(news.system);
        return [{ event: 'case', data: { id, status, lastAt, count } }];
      }
      case 'decision': {
        if (!lies(news.system, this.may.read)) return this.counted(news.system);
        const { decisionId, effect, at } = news;
        return ++this.told <= decisionsPerSecond
          ? [{ event: 'decision', data: { decisionId, effect, at } }]
          : this.summary();
      }
      case 'many':
        return news.systems.flatMap((system) => this.counted(system));
      case 'register':
        return [{ event: 'register', data: { version: news.version } }];
      case 'proposal':
        return this.may.proposals ? [{ event: 'proposal', data: { id: news.id, state: news.state } }] : [];
      case 'session-end':
        return [];
    }
  }

  /** Whoever may not read one may still see numbers that it is counted in. */
  private counted(system: string): PageEvent[] {
    return lies(system, this.may.count) ? this.summary() : [];
  }

  /** Once a second is enough to say that the numbers moved. */
  private summary(): PageEvent[] {
    if (this.summarised) return [];
    this.summarised = true;
    return [{ event: 'overview', data: {} }];
  }
}
