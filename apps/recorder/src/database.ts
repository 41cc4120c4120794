import { migrate } from '#postgres';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

const retryEveryMs = 1_000;

/** Waits for PostgreSQL, as long as it takes, and brings the schema up to date. False where it was told to stop. */
export async function openDatabase(source: DataSource, log: Logger, stopped: () => boolean): Promise<boolean> {
  while (!stopped()) {
    try {
      if (!source.isInitialized) await source.initialize();
      await migrate(source);
      return true;
    } catch (fault) {
      const { code = 'unknown' } = fault as { code?: string };
      log.warn(`PostgreSQL does not answer (${code}); trying again each second`);
      await new Promise((resolve) => setTimeout(resolve, retryEveryMs));
    }
  }
  return false;
}
