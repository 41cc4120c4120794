import { Client } from 'pg';
import { advisoryLocks } from './database';

/** `held`: we publish. `elsewhere`: another control does. `unreachable`: PostgreSQL does not answer, so nobody can tell. */
export type LockStanding = 'held' | 'elsewhere' | 'unreachable';

/**
 * The right to publish, as a session-level advisory lock on a connection of its own: two controls never interleave on a
 * topic, and a killed one frees it with its connection. The same connection listens for work that others committed.
 */
export class PublisherLock {
  private client: Client | undefined;
  private held = false;

  constructor(
    private readonly url: string,
    private readonly onWork: () => void,
  ) {}

  /** Takes the lock where it is free; asks PostgreSQL each time, so that a lost connection shows. */
  async standing(): Promise<LockStanding> {
    try {
      const client = await this.connected();
      if (this.held) {
        await client.query('SELECT 1');
        return 'held';
      }
      const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
        advisoryLocks.publisher,
      ]);
      this.held = rows[0]?.taken === true;
      return this.held ? 'held' : 'elsewhere';
    } catch {
      await this.release();
      return 'unreachable';
    }
  }

  /** Closes the connection, and with it frees the lock. */
  async release(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.held = false;
    await client?.end().catch(() => undefined);
  }

  private async connected(): Promise<Client> {
    if (this.client !== undefined) return this.client;
    const client = new Client({
      connectionString: this.url,
      application_name: 'sluis-control-publisher',
      // A busy machine is no lost database; and the heartbeats, which wait for this answer, are due in minutes.
      connectionTimeoutMillis: 5_000,
      query_timeout: 8_000,
      keepAlive: true,
    });
    // A connection that ends takes the lock with it; the next call starts anew.
    const lost = (): void => {
      if (this.client !== client) return;
      this.client = undefined;
      this.held = false;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', this.onWork);
    await client.connect();
    this.client = client;
    await client.query('LISTEN sluis_publish');
    return client;
  }
}
