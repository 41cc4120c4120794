export type { Block } from './block';
export { certaintyLegend, certaintyText, type Certainty, type Stated } from './certainty';
export { describeInstrument, type InstrumentDescription } from './instrument';
export { instrumentBlocks } from './instrument-blocks';
export { describeParticipant, participantBlocks, type ParticipantDescription } from './participant';
export { renderText, wrap } from './text';
export { withoutCases } from './without-cases';
