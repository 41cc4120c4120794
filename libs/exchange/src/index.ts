export { isKeyUnavailable, type Keys } from './ports';
export { exchange, AnswerForgotten, type ExchangeContext } from './exchange';
export { exchangeBatch, batchOutputMax, type BatchOutcome } from './batch';
export { SeenIds, answerBytesMax } from './seen';
export { packSeen, unpackSeen } from './seen-codec';
export type { OutgoingRecord, Outcome, SeenEntry, SeenFound, SeenLookup } from './outcome';
export {
  PartitionExchange,
  CommitRefused,
  JudgeFailed,
  type Commit,
  type CommitPort,
  type Committed,
  type Judge,
  type PartitionHooks,
} from './partition';
