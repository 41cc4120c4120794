import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import {
  erasePerson,
  FactRecords,
  LedgerAudit,
  LedgerCases,
  LedgerJournal,
  LedgerOverview,
  LedgerQuestions,
  LedgerReader,
  LedgerRetention,
  migrate,
  OfficerSessions,
  PersonCaseRecords,
  RecordedQuestions,
  RegisterPromises,
  RegisterProposals,
  RegisterSuspensions,
  RegisterVersions,
  type ErasedPerson,
  type JournalNote,
} from '#postgres';
import { SETTINGS, type Settings } from './settings';

const retryEveryMs = 1_000;
const answerWithinMs = 4_000;

/** PostgreSQL as control uses it. It may be away at the start or go away later: everything else goes on meanwhile. */
@Injectable()
export class Database implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly versions: RegisterVersions;
  readonly facts: FactRecords;
  readonly personCases: PersonCaseRecords;
  readonly ledger: LedgerReader;
  readonly audit: LedgerAudit;
  readonly questions: LedgerQuestions;
  readonly recorded: RecordedQuestions;
  readonly cases: LedgerCases;
  readonly retention: LedgerRetention;
  readonly sessions: OfficerSessions;
  readonly overview: LedgerOverview;
  readonly proposals: RegisterProposals;
  readonly promises: RegisterPromises;
  readonly suspensions: RegisterSuspensions;
  private readonly log = new Logger('database');
  private timer: NodeJS.Timeout | undefined;
  private migrated = false;
  private stopped = false;

  constructor(
    @Inject(getDataSourceToken()) private readonly source: DataSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.versions = new RegisterVersions(source);
    this.facts = new FactRecords(source);
    this.personCases = new PersonCaseRecords(source);
    this.ledger = new LedgerReader(source);
    this.audit = new LedgerAudit(source);
    this.questions = new LedgerQuestions(source);
    this.recorded = new RecordedQuestions(source);
    this.cases = new LedgerCases(source);
    this.retention = new LedgerRetention(source);
    this.sessions = new OfficerSessions(source, settings.session.idleMs);
    this.overview = new LedgerOverview(source);
    this.proposals = new RegisterProposals(source);
    this.promises = new RegisterPromises(source);
    this.suspensions = new RegisterSuspensions(source);
  }

  /** Whether the schema is there. Says nothing about this moment; `answers` does. */
  get ready(): boolean {
    return this.migrated;
  }

  /** Puts a note into the journal; it is an entry of the ledger within a second. */
  async note(note: Omit<JournalNote, 'number'>): Promise<void> {
    await this.source.transaction((entities) => LedgerJournal.note(entities, note));
  }

  async erase(
    tokens: readonly string[],
    note: (erased: ErasedPerson) => Omit<JournalNote, 'number'>,
  ): Promise<ErasedPerson> {
    return erasePerson(this.source, tokens, note, new Date());
  }

  async answers(): Promise<boolean> {
    if (!this.migrated) return false;
    const late = new Promise<false>((resolve) => setTimeout(resolve, answerWithinMs, false).unref());
    const query = this.source.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([query, late]);
  }

  onApplicationBootstrap(): void {
    void this.open();
  }

  /** The TypeORM module closes the connections. */
  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async open(): Promise<void> {
    try {
      if (!this.source.isInitialized) await this.source.initialize();
      await migrate(this.source);
      this.migrated = true;
      this.log.log('PostgreSQL is there and its schema up to date');
    } catch (fault) {
      const { code = 'unknown' } = fault as { code?: string };
      this.log.warn(`PostgreSQL does not answer (${code}); trying again each second`);
      if (!this.stopped) this.timer = setTimeout(() => void this.open(), retryEveryMs);
    }
  }
}
