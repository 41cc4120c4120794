export type {
  Catalogue,
  CatalogueNode,
  Field,
  FieldType,
  Generalisation,
  LeafNode,
  ListNode,
  ObjectNode,
} from './catalogue';
export type {
  CompiledRegister,
  Flow,
  Instrument,
  OnePerson,
  Participant,
  Permission,
  Purpose,
  System,
  Territory,
} from './compiled';
export type {
  AccessionSource,
  AdviceSource,
  AuthoritySource,
  CaseSource,
  CategorySource,
  Certainty,
  Confirmation,
  FieldRule,
  FieldSource,
  FieldTypeSource,
  GeneralisationSource,
  InstrumentKind,
  InstrumentSource,
  Note,
  ParticipantSource,
  ParticipantSuccession,
  Party,
  PermissionSource,
  PublicationSource,
  PublicSource,
  PurposeSource,
  RegisterSource,
  RoleHolding,
  RoleSource,
  SourceDocument,
  Sure,
  SuspensionSource,
  SystemSource,
  TerritoryMember,
  TerritorySource,
  Text,
  VersionSource,
} from './source';
export { compileRegister } from './compile';
export { didYouMean, faultLine, faultCodes, type Fault, type FaultCode } from './fault';
export { parseRegister, type Locate, type Parsed } from './parse';
export { documentHash, fromDocuments, toDocuments, type PublishedDocument } from './publication';
export { shownName } from './strange-characters';
export { dateHint, isCalendarDate } from './calendar';
export { certainty } from './normalise';
export { isDoubted, resolver, type Holding, type Resolve } from './resolve';
export { schemas as registerSchemas } from './schemas';
export { ReceivedRegister, type PublishedRegister, type Refusal, type VerifyRegister } from './received-register';
export type { Doubt } from './grants';
export { unconfirmedFacts, type UnconfirmedFact, type UnconfirmedQuestion } from './unconfirmed';
export type { InvariantSource, NeverSource } from './invariants';
