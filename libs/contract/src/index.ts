export { topics, replyPartitions, systemOfIngress } from './topics';
export { eventTypes, nestHeaders, bounds, idempotencyDays } from './events';
export { brusselsDate, clockAt, within, type Clock, type LegalDate } from './calendar';
export { casePurposes, isCasePurpose, type CaseKind } from './cases';
export { normaliseContact, type ContactKind } from './contact';
export { isLongerRetention, shorterRetention } from './retention';
export { keep, stricter, dutyName, type Duty } from './duty';
export { durationWords } from './duration';
export { wayOf, ways, waySign, wayWords, type Way } from './ways';
export type {
  ContentFault,
  Decoded,
  ExchangeRequest,
  IngressMessage,
  RecordPerson,
  Rejection,
  RequestRecord,
} from './request';
export { factKinds, type Fact, type FactKind, type Facts } from './facts';
export type {
  Ask,
  Basis,
  Carriage,
  Decision,
  Message,
  Nearest,
  Obligation,
  PersonCheck,
  Reason,
  RecordDecision,
  Remedy,
} from './decision';
export { hadStaleFacts, isAskable, type AskableQuestion, type RecordedQuestion } from './recorded-question';
export { failedChecks, type FailedCheck, type RecordedShape } from './recorded-shape';
export { reasonCodes, type ReasonCode } from './reasons';
export { reasonTexts } from './reason-texts';
export type { Mender, ReasonText, Retry } from './reason-texts/text';
export { renderReasons } from './reasons-reference';
export type { Reply, RequestPosition } from './reply';
export { isInsz, formatInsz } from './insz';
export { days, holdsNumberOfPerson, mayNameSomebody, namesNobody } from './names-somebody';
export { plainText } from './plain-text';
export { problemCodes, type ProblemCode } from './problems';
