export { decide, decideBare } from './decide';
export { denial, type DenialParts } from './denial';
export { examine, type Candidate, type Examination } from './examine';
export type { DecisionContext } from './context';
export { normaliseNameAndAddress, type PostalAddress } from './contacts';
export { addField, hasField } from './field-set';
export { liesInside, stepsTo } from './territory';
