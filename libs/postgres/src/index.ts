export { createDataSource, databaseOptions, migrate } from './database';
export {
  PersonCaseRecords,
  type PersonCaseChange,
  type PersonCaseRecord,
  type ProposedPersonCase,
} from './person-cases/records';
export { FactMessageRow, FactRow, RegisterDocumentRow, RegisterVersionRow } from './entities';
export { FactRecords, type FactMessage, type FactRecord, type ListedFact } from './fact-records';
export { PublisherLock, type LockStanding } from './publisher-lock';
export { RegisterVersions, contentHashOf, type StoredDocument, type StoredVersion } from './register-versions';
export {
  LedgerAppender,
  LedgerMoved,
  type ConsumedRange,
  type KeptEntry,
  type KeptTile,
  type LedgerBatch,
  type SaltedText,
} from './ledger/append';
export type { EntryClass } from './ledger/classes';
export { LedgerAudit, type KeptDetails } from './ledger/audit';
export { LedgerReader, type Gap, type LedgerEdge, type LedgerSource } from './ledger/read';
export {
  LedgerCases,
  caseStatuses,
  type Case,
  type CaseChange,
  type CaseFilter,
  type CaseStatus,
  type Cause,
  type CountedCase,
} from './ledger/cases';
export type { LedgerDetails } from './ledger/details';
export { erasePerson, ErasureMustWait, ErasureRefused, type ErasedPerson } from './ledger/erase';
export { LedgerRetention, type Removed, type RetentionRule } from './ledger/retention';
export { LedgerJournal, type JournalNote } from './ledger/journal';
export type { Reach } from './ledger/reach';
export { LedgerQuestions, type DecisionFilter, type FoundDecision } from './ledger/questions';
export { RecordedQuestions } from './ledger/recorded-questions';
export { LedgerOverview, type CasesWaiting, type Interval, type RecorderStanding } from './ledger/overview';
export { NewsListener, tellNews, type News } from './ledger/news';
export {
  newSecret,
  sessionName,
  OfficerSessions,
  type OfficerLogin,
  type OfficerSession,
  type SessionEnd,
} from './officer-sessions';
export {
  RegisterProposals,
  type NewProposal,
  type Proposal,
  type ProposalChange,
  type ProposalKind,
  type ProposalState,
} from './activation/proposals';
export { RegisterPromises, type PromiseFiles } from './activation/promises';
export { RegisterSuspensions, type Actor, type Suspension } from './activation/suspensions';
