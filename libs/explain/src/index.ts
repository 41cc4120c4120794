export type { Block } from './block';
export { certaintyLegend, certaintyText, type Stated } from './certainty';
export { describeInstrument, type InstrumentDescription } from './instrument';
export { instrumentBlocks } from './instrument-blocks';
export { describeParticipant, participantBlocks, type ParticipantDescription } from './participant';
export { describeRole, roleBlocks, type RoleDescription } from './role';
export { describeTerritory, territoryBlocks, type TerritoryDescription } from './territory';
export { renderText, wrap } from './text';
export { withoutCases } from './without-cases';
export { matrixOf, type Given, type Matrix, type MatrixField, type MatrixQuestion } from './matrix';
export { matrixCsv } from './matrix-csv';
export { matrixPage } from './matrix-html';
export { renderMatrix } from './matrix-text';
export { namesOf, type Names } from './names';
export { missingOf, type Missing } from './missing';
export { statusOf, type Status, type StatusQuestion } from './status';
export { besideConfirming, statusBlocks } from './status-blocks';
export { explainRequest, requestBlocks, type FieldExplanation, type RequestExplanation } from './request';
export { draftText, unknownAnswers, type DraftAnswers } from './draft';
export { editorSchemas } from './editor-schemas';
export { publicPages } from './page';
export { instrumentRows, type InstrumentRow } from './instrument-rows';
export { vocabularyOf, type Vocabulary } from './vocabulary';
export { explainDenial, fieldIn, type DenialExplanation, type DeniedRequest } from './denial';
export { actorOf, isAboutPersons, remedyText, type Language } from './remedy';
export {
  exampleLine,
  fieldNamesOf,
  regionLines,
  regionNamesOf,
  requestFile,
  type FieldNames,
  type RegionNames,
} from './region-text';
