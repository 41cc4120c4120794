import type { DataSource } from 'typeorm';
import { createDataSource, migrate } from '#postgres';
import { startPostgres, type Database } from './cluster';

export interface ThrowawayDatabases {
  /** A database of its own, with today's schema and nothing in it; closed after the test. */
  migrated(): Promise<DataSource>;
}

/** A PostgreSQL for the tests of one file, each of which has databases of its own. To be called where hooks are. */
export function throwawayDatabases(name: string): ThrowawayDatabases {
  let postgres: Database | undefined;
  let made = 0;
  const open = new Set<DataSource>();

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 120_000);

  afterEach(async () => {
    await Promise.all([...open].map((source) => source.destroy()));
    open.clear();
  });

  afterAll(() => postgres?.stop());

  return {
    async migrated() {
      const source = createDataSource(await postgres!.database(`${name}_${made++}`), 'test');
      await source.initialize();
      open.add(source);
      await migrate(source);
      return source;
    },
  };
}
