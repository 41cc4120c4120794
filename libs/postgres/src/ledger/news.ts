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
  | { readonly kind: 'proposal'; readonly id: string; readonly state: string }
  /** By the name that its pages are known by. */
  | { readonly kind: 'session-end'; readonly session: string };

const channel = 'sluis_news';
/** PostgreSQL takes 8,000 bytes in one notice. */
const bytesMax = 7_500;
const newsTold = 20;
const systemsTold = 50;

/** Tells it to whoever listens when the transaction commits, and not at all where it doesn't. */
export async function tellNews(entities: EntityManager, news: readonly News[]): Promise<void> {
  for (const notice of noticesOf(news)) await entities.query('SELECT pg_notify($1, $2)', [channel, notice]);
}

/**
 * The texts of the notices that tell it, each as long as PostgreSQL takes. Of many cases and decisions it is told whose numbers moved;
 * a register, a proposal and the end of a session are told one by one, however many there are: nothing else would say them.
 */
export function noticesOf(news: readonly News[]): readonly string[] {
  const counted = news.filter((each) => 'system' in each);
  const others = news.filter((each) => !('system' in each));
  const told = counted.length <= newsTold ? counted : manyOf(counted.map(({ system }) => system));
  const notices: string[] = [];
  let waiting: string[] = [];
  let bytes = 0;
  for (const text of [...others, ...told].map((each) => JSON.stringify(each))) {
    const more = Buffer.byteLength(text) + 1;
    if (waiting.length > 0 && bytes + more > bytesMax) {
      notices.push(`[${waiting.join()}]`);
      [waiting, bytes] = [[], 0];
    }
    waiting.push(text);
    bytes += more;
  }
  return waiting.length === 0 ? notices : [...notices, `[${waiting.join()}]`];
}

function manyOf(all: readonly string[]): News[] {
  const systems = [...new Set(all)];
  const notices = Math.ceil(systems.length / systemsTold);
  return Array.from({ length: notices }, (_, at) => ({
    kind: 'many',
    systems: systems.slice(at * systemsTold, (at + 1) * systemsTold),
  }));
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
