import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Problem } from '../http/problem';
import { NewsListener, type News } from '#postgres';
import { SETTINGS, type Settings } from '../settings';
import { Audience, type PageEvent } from './audience';

/** An open page: how to reach it, and how to let it go. */
export interface Listener {
  /** Whose it is: a session, or a program. */
  readonly owner: string;
  readonly address: string;
  readonly audience: Audience;
  send(events: readonly PageEvent[]): void;
  close(): void;
}

/** Pages open at once: everybody's, one address's and one session's. */
export const openMax = { all: 500, address: 100, owner: 8 } as const;

/** Hands what PostgreSQL tells of, within its transaction's commit, to every open page. */
@Injectable()
export class Events implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private readonly news: NewsListener;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.news = new NewsListener(
      settings.databaseUrl,
      (news) => this.tell(news),
      // Whoever has a page open must look at everything again.
      () => this.all([{ event: 'overview', data: {} }]),
    );
  }

  onApplicationBootstrap(): void {
    this.news.start();
  }

  /** Before the server stops taking connections: an open stream would keep it waiting. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.news.stop();
    for (const listener of this.listeners) listener.close();
  }

  /** Throws a `Problem` where no other page may be opened: nobody takes the room of everybody. */
  mustHaveRoom({ owner, address }: Pick<Listener, 'owner' | 'address'>): void {
    const all = [...this.listeners];
    if (all.filter((each) => each.owner === owner).length >= openMax.owner) {
      throw new Problem(429, `${openMax.owner} pages are open in this session; close one`);
    }
    if (all.filter((each) => each.address === address).length >= openMax.address) {
      throw new Problem(429, 'too many pages are open from this address; close one');
    }
    if (all.length >= openMax.all) throw new Problem(503, 'too many pages are open; try again later');
  }

  /** Adds a page; returns what takes it away again. */
  add(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Lets the pages of a session go, at once. */
  end(session: string): void {
    for (const listener of this.listeners) if (listener.owner === session) listener.close();
  }

  private tell(news: readonly News[]): void {
    const now = Date.now();
    // Another control, or the sweep, ended it.
    for (const each of news) if (each.kind === 'session-end') this.end(each.session);
    for (const { audience, send } of this.listeners) send(audience.hear(news, now));
  }

  private all(events: readonly PageEvent[]): void {
    for (const { send } of this.listeners) send(events);
  }
}
