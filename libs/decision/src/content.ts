import type { ReasonCode, RequestRecord } from '#contract';
import { addField, isEmpty } from './field-set';
import { causeOf, type Causes } from './causes';
import type { Asked } from './context';
import { candidatesFor } from './permission';

/** Category of a record about a dwelling, which has no person. */
const dwelling = 'woning';

/** What the request as a whole names that the register does not know; undefined where all is known. */
export function headerCauses(asked: Asked): Causes | undefined {
  const { request, own, provider } = asked;
  const { register } = asked.context;
  const codes: ReasonCode[] = [];
  if (!register.participants.has(request.recipient)) codes.push('unknown-recipient');
  // A system that the register does not know speaks for nobody.
  if (own === '' || !register.participants.has(provider)) codes.push('unknown-provider');
  if (asked.purpose === undefined) codes.push('unknown-purpose');
  if (!register.categories.has(request.category)) codes.push('unknown-category');
  if (request.basis !== undefined && !knownBasis(asked, request.basis)) codes.push('unknown-basis');
  if (request.records.length === 0) codes.push('malformed');
  if (codes.length === 0) return undefined;
  const causes: Causes = new Map();
  for (const code of codes) causeOf(causes, code, register.catalogue.words);
  return causes;
}

/** Whether anything is wrong with the content of a record. The success path asks this and no more. */
export function hasFaults(asked: Asked, record: RequestRecord): boolean {
  if (record.faultCount > 0 || record.faults.length > 0) return true;
  return isEmpty(record.fields) || (record.persons.length === 0 && asked.request.category !== dwelling);
}

/** The faults of one record as causes. */
export function faultCauses(asked: Asked, record: RequestRecord): Causes {
  const causes: Causes = new Map();
  const { words, fields } = asked.derived.catalogue;
  for (const fault of record.faults) {
    const cause = causeOf(causes, fault.code, words);
    cause.names.add(fault.path);
    if (fault.code === 'unknown-field') cause.unknownNames.add(fault.path);
    if (fault.field !== undefined) addField(cause.fields, fault.field);
  }
  if (causes.size === 0 && isEmpty(record.fields)) causeOf(causes, 'malformed', words);
  // INVARIANT(all-person-checks-run): a record about persons that names none can't be checked, whoever decoded it.
  if (causes.size === 0) {
    const cause = causeOf(causes, 'invalid-identifier', words);
    const root = asked.derived.inszFields.find((field) => fields[field]?.innerCategory === undefined);
    if (root !== undefined) {
      addField(cause.fields, root);
      cause.names.add(fields[root]?.path ?? '');
    }
  }
  return causes;
}

/** A confidential instrument is known only to a request that it could carry: nobody else learns that it exists. */
function knownBasis(asked: Asked, basis: string): boolean {
  const instrument = asked.context.register.instruments.get(basis);
  if (instrument === undefined) return false;
  return !instrument.confidential || typeof candidatesFor(asked) !== 'string';
}
