import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { NewsListener, type News } from '#postgres';
import { SETTINGS, type Settings } from '../settings';
import { Audience, type PageEvent } from './audience';

/** An open page: how to reach it, and how to let it go. */
export interface Listener {
  readonly audience: Audience;
  send(events: readonly PageEvent[]): void;
  close(): void;
}

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

  /** Adds a page; returns what takes it away again. */
  add(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get open(): number {
    return this.listeners.size;
  }

  private tell(news: readonly News[]): void {
    const now = Date.now();
    for (const { audience, send } of this.listeners) send(audience.hear(news, now));
  }

  private all(events: readonly PageEvent[]): void {
    for (const { send } of this.listeners) send(events);
  }
}
