export { decide } from './decide';
export { denial, type DenialParts } from './denial';
export type { DecisionContext } from './context';
export { normaliseNameAndAddress, type PostalAddress } from './contacts';
export { shorterRetention } from './retention';
