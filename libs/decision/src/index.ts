export { decide } from './decide';
export { denial, type DenialParts, type OtherStageCode } from './denial';
export type { DecisionContext } from './context';
export { normaliseNameAndAddress, type PostalAddress } from './contacts';
