import type { ReasonCode, RequestRecord } from '#contract';
import { within } from '#contract';
import type { Permission } from '#register';
import { isHeard, unnamedCategories } from './cases';
import { blame, type Causes } from './causes';
import type { Asked } from './context';
import { coverTogether, fieldsIn, hasField, uncoveredBy } from './field-set';
import type { Standing } from './outcome';
import { territoryHolds } from './territory';

/** The conditions of a permission, each with the code of its failure; a set of failures has bit n for the n-th. */
export const conditionCodes = [
  'category-not-permitted',
  'not-yet-in-force',
  'expired',
  'suspended',
  'draft',
  'unconfirmed',
  'outside-eea',
  'outside-territory',
] as const satisfies readonly ReasonCode[];

const bit = { category: 1, notYet: 2, expired: 4, suspended: 8, draft: 16, unconfirmed: 32, eea: 64, territory: 128 };

/** About somebody else: no condition that could be told. */
const unheardBit = 256;

/** Bit of `not-yet-in-force`, the one failure that time mends. */
export const notYetBit = bit.notYet;

/** Failures of a window that today does not lie in, or of a draft, which lies nowhere in time. */
const outOfDate = bit.notYet | bit.expired | bit.draft;

/**
 * The permissions that could carry this request at all: for its recipient, purpose and provider, through the sender
 * where it relays, of the instrument it relies on where it names one. Or the code that says why there are none. One
 * about one person is among them where some record is about that person.
 */
export function candidatesFor(
  asked: Asked,
  records: readonly RequestRecord[] = asked.request.records,
): readonly Permission[] | 'no-permission' | 'basis-mismatch' {
  const { request, own, provider } = asked;
  const listed = asked.context.register.permissions(request.recipient, request.purpose, provider);
  const ways = provider === own ? listed : listed.filter((permission) => permission.via.has(own));
  const sendable = ways.some(isCase)
    ? ways.filter((permission) => records.some((record) => isHeard(asked, permission, record)))
    : ways;
  if (sendable.length === 0) return 'no-permission';
  if (request.basis === undefined) return sendable;
  const named = sendable.filter((permission) => permission.instrument === request.basis);
  return named.length === 0 ? 'basis-mismatch' : named;
}

/** Whether some permission of this recipient, purpose and provider is about one person: then each record asks for itself. */
export function hasCases({ request, provider, context }: Asked): boolean {
  return context.register.permissions(request.recipient, request.purpose, provider).some(isCase);
}

function isCase(permission: Permission): boolean {
  return permission.onePerson !== undefined;
}

/**
 * INVARIANT(default-deny) INVARIANT(every-leaf-covered): a record stands only where every one of its leaves is listed
 * by a permission none of whose conditions fails (GDPR art. 5(1)(b) and (c)). Permissions of several instruments add
 * up.
 */
export function stand(asked: Asked, candidates: readonly Permission[], record: RequestRecord): Standing {
  const { today } = asked.context.clock;
  const failing: number[] = [];
  let openCount = 0;
  for (const permission of candidates) {
    const failures = failuresOf(asked, permission, record, record.innerCategories, undefined, today);
    failing.push(failures);
    if (failures === 0) openCount++;
  }
  const open = openCount === candidates.length ? candidates : candidates.filter((_, index) => failing[index] === 0);
  if (coverTogether(open, record.fields)) return { kind: 'covered', open };
  const causes = causesOf(asked, candidates, failing, record, uncoveredBy(open, record.fields));
  return { kind: 'failed', record, stage: 'permission', causes, blurred: false };
}

/**
 * Which conditions of a permission fail for a record, as a set of bits. `innerCategories` and `dropped` let the
 * search for a remedy ask about the record without some of its fields, `day` about another day.
 */
export function failuresOf(
  asked: Asked,
  permission: Permission,
  record: RequestRecord,
  innerCategories: number,
  dropped: Uint32Array | undefined,
  day: string,
): number {
  let failures = 0;
  if (!permission.categories.has(asked.request.category) || (innerCategories & ~permission.innerCategories) !== 0) {
    failures |= bit.category;
  }
  if (permission.onePerson !== undefined) {
    if (!isHeard(asked, permission, record)) return unheardBit;
    if ((unnamedCategories(asked, permission.onePerson, record) & innerCategories) !== 0) failures |= bit.category;
  }
  if (day < permission.from) failures |= bit.notYet;
  if (permission.until !== undefined && day >= permission.until) failures |= bit.expired;
  for (const suspension of permission.suspensions) {
    if (within(day, suspension.from, suspension.until)) failures |= bit.suspended;
  }
  if (permission.draft) failures |= bit.draft;
  if (permission.assumed && !asked.context.demonstration) failures |= bit.unconfirmed;
  if (!permission.transferAllowed) failures |= bit.eea;
  const { territory } = permission;
  if (territory !== undefined && !territoryHolds(asked, territory, record, dropped, day)) failures |= bit.territory;
  return failures;
}

/** Codes in a set of failures. */
export function codesOf(failures: number): ReasonCode[] {
  return conditionCodes.filter((_, index) => (failures & (1 << index)) !== 0);
}

/**
 * Why each uncovered field is not covered: nobody lists it, or each who lists it fails a condition. A window of an
 * instrument that is past, to come or a draft is no cause where another window of the same instrument is in force and
 * lists the field.
 */
function causesOf(
  asked: Asked,
  candidates: readonly Permission[],
  failing: readonly number[],
  record: RequestRecord,
  uncovered: Uint32Array,
): Causes {
  const causes: Causes = new Map();
  const words = uncovered.length;
  for (const field of fieldsIn(uncovered)) {
    let listed = false;
    for (const [index, permission] of candidates.entries()) {
      if (!hasField(permission.fields, field)) continue;
      listed = true;
      if (isSuperseded(candidates, failing, index, field)) continue;
      for (const code of codesOf(failing[index] ?? 0)) {
        if (code === 'category-not-permitted') blameCategory(asked, causes, permission, record);
        else blame(causes, code, words, field, permission);
      }
    }
    if (!listed) blame(causes, 'field-not-permitted', words, field);
  }
  return causes;
}

function isSuperseded(
  candidates: readonly Permission[],
  failing: readonly number[],
  at: number,
  field: number,
): boolean {
  if (((failing[at] ?? 0) & outOfDate) === 0) return false;
  return candidates.some(
    (other, index) =>
      ((failing[index] ?? 0) & outOfDate) === 0 &&
      other.instrument === candidates[at]?.instrument &&
      hasField(other.fields, field),
  );
}

/**
 * Points at the INSZ of the people inside the record whom the permission does not list; at nothing where the root
 * person is the offender.
 */
function blameCategory(asked: Asked, causes: Causes, permission: Permission, record: RequestRecord): void {
  const { derived, request } = asked;
  const words = record.fields.length;
  blame(causes, 'category-not-permitted', words, undefined, permission);
  if (!permission.categories.has(request.category)) return;
  let offending = record.innerCategories & ~permission.innerCategories;
  if (permission.onePerson !== undefined) offending |= unnamedCategories(asked, permission.onePerson, record);
  for (const [category, fields] of derived.innerFields.entries()) {
    if ((offending & (1 << category)) === 0) continue;
    for (const field of derived.inszFields) {
      if (hasField(fields, field) && hasField(record.fields, field)) {
        blame(causes, 'category-not-permitted', words, field, permission);
      }
    }
  }
}
