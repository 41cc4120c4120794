import { AbstractLogger, DataSource, type DataSourceOptions } from 'typeorm';
import { PersonCaseRow } from './person-cases/row';
import { Activation1700000008000 } from './migrations/1700000008000-activation';
import { FactMessageRow, FactRow, RegisterDocumentRow, RegisterVersionRow } from './entities';
import { CasesAndRetention1700000002000 } from './migrations/1700000002000-cases-and-retention';
import { Ledger1700000001000 } from './migrations/1700000001000-ledger';
import { FactTokens1700000004000 } from './migrations/1700000004000-fact-tokens';
import { LedgerClasses1700000005000 } from './migrations/1700000005000-ledger-classes';
import { Reading1700000007000 } from './migrations/1700000007000-reading';
import { ErasedPersons1700000011000 } from './migrations/1700000011000-erased-persons';
import { CaseEntries1700000012000 } from './migrations/1700000012000-case-entries';
import { EntryOfBundle1700000014000 } from './migrations/1700000014000-entry-of-bundle';
import { RegisterPromises1700000013000 } from './migrations/1700000013000-register-promises';
import { StandingErasures1700000015000 } from './migrations/1700000015000-standing-erasures';
import { RecordedQuestions1700000016000 } from './migrations/1700000016000-recorded-questions';
import { RegisterAndFacts1700000000000 } from './migrations/1700000000000-register-and-facts';
import { OfficerSessions1700000006000 } from './migrations/1700000006000-officer-sessions';
import { PersonCases1700000003000 } from './migrations/1700000003000-person-cases';

/** Advisory locks: one number each, so that no two uses meet. */
export const advisoryLocks = {
  publisher: 7_501_101,
  migrations: 7_501_102,
  activation: 7_501_103,
  ledgerMonths: 7_501_104,
  ledgerRetention: 7_501_105,
} as const;

/**
 * Options for a TypeORM data source on `DATABASE_URL` (`sslmode` and the like in the URL are obeyed). The schema is
 * never synchronised: only migrations change it.
 */
export function databaseOptions(url: string, applicationName = 'sluis-control'): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    applicationName,
    entities: [RegisterVersionRow, RegisterDocumentRow, FactRow, FactMessageRow, PersonCaseRow],
    migrations: [
      RegisterAndFacts1700000000000,
      Ledger1700000001000,
      CasesAndRetention1700000002000,
      PersonCases1700000003000,
      FactTokens1700000004000,
      LedgerClasses1700000005000,
      OfficerSessions1700000006000,
      Reading1700000007000,
      Activation1700000008000,
      ErasedPersons1700000011000,
      CaseEntries1700000012000,
      RegisterPromises1700000013000,
      EntryOfBundle1700000014000,
      StandingErasures1700000015000,
      RecordedQuestions1700000016000,
    ],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logger: new SilentLogger(false),
    poolSize: 8,
    // Also the wait for a free connection of the pool, so a burst of callers waits rather than fails.
    connectTimeoutMS: 10_000,
    // Compiling a question takes a fifth of a second, which is more than any of ours; until tables are analysed it is done to many.
    extra: { query_timeout: 15_000, statement_timeout: 15_000, keepAlive: true, options: '-c jit=off' },
  };
}

/** A data source of one's own, not yet connected; for tests and tools outside Nest. */
export function createDataSource(url: string, applicationName?: string): DataSource {
  return new DataSource(databaseOptions(url, applicationName));
}

/**
 * Brings the schema up to date. Safe when several processes start at once: one migrates, the others wait. On a connection of its own, on
 * which nothing is cut short: a large ledger takes longer than any question may.
 */
export async function migrate(source: DataSource): Promise<void> {
  const { extra } = source.options as { readonly extra?: object };
  const unhurried = { ...extra, query_timeout: 0, statement_timeout: 0 };
  const patient = new DataSource({ ...source.options, extra: unhurried } as DataSourceOptions);
  await patient.initialize();
  try {
    const guard = patient.createQueryRunner();
    try {
      await guard.query('SELECT pg_advisory_lock($1)', [advisoryLocks.migrations]);
      await patient.runMigrations({ transaction: 'all' });
    } finally {
      await guard.query('SELECT pg_advisory_unlock($1)', [advisoryLocks.migrations]).catch(() => undefined);
      await guard.release();
    }
  } finally {
    await patient.destroy();
  }
}

/** TypeORM prints statements and their parameters, and not as JSON: what failed is told by whoever asked. */
class SilentLogger extends AbstractLogger {
  protected override writeLog(): void {}
}
