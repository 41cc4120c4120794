import { Client } from 'pg';
import type { EntityManager } from 'typeorm';

/** What changed, for pages that are open: ids and counts, and whose it is. Who wants more asks for it. */
export type News =
  | {
      readonly kind: 'case';
      readonly id: string;
      readonly status: string;
      readonly lastAt: string;
      readonly count: number;
      readonly system: string;
    }
  | {
      readonly kind: 'decision';
      readonly decisionId: string;
      readonly effect: string;
      readonly at: string;
      readonly system: string;
    }
  /** More happened than is told one by one. */
  | { readonly kind: 'many'; readonly systems: readonly string[] }
  | { readonly kind: 'register'; readonly version: number }
  | { readonly kind: 'proposal'; readonly id: string; readonly state: string };

const channel = 'sluis_news';
/** PostgreSQL takes 8,000 bytes in one notice. */
const bytesMax = 7_500;
const newsTold = 20;

/** Tells it to whoever listens when the transaction commits, and not at all where it doesn't. */
export async function tellNews(entities: EntityManager, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  const text = JSON.stringify(news.length <= newsTold ? news : []);
  await entities.query('SELECT pg_notify($1, $2)', [
    channel,
    news.length <= newsTold && Buffer.byteLength(text) <= bytesMax ? text : JSON.stringify([manyOf(news)]),
  ]);
}

function manyOf(news: readonly News[]): News {
  const systems = [...new Set(news.flatMap((each) => ('system' in each ? [each.system] : [])))];
  return { kind: 'many', systems: systems.slice(0, 100) };
}

/** Listens on a connection of its own, which comes back by itself after PostgreSQL was away. */
export class NewsListener {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly onNews: (news: readonly News[]) => void,
    /** News may have been missed: whoever shows anything must look again. */
    private readonly onGap: () => void,
  ) {}

  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'sluis-control-news',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const lost = (): void => {
      if (this.client !== client) return;
      this.client = undefined;
      this.later();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => this.onNews(newsIn(payload)));
    try {
      this.client = client;
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      this.onGap();
    } catch {
      this.client = undefined;
      await client.end().catch(() => undefined);
      this.later();
    }
  }

  private later(): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.connect(), 1_000);
  }
}

function newsIn(payload: string | undefined): readonly News[] {
  try {
    return JSON.parse(payload ?? '[]') as readonly News[];
  } catch {
    return [];
  }
}
