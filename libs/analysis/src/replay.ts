import { within, type Basis, type Decision, type ExchangeRequest, type LegalDate, type Obligation } from '#contract';
import { CarriageCache, together, type Carried, type DecisionContext } from '#decision';
import type { CompiledRegister, Permission, Territory } from '#register';

/**
 * What must be kept of a request to decide it again: no value and no person, only which fields and categories occurred, and
 * how each check came out. Field numbers are those of the register version it was decided with.
 */
export interface RecordedRequest {
  readonly system: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly provider: string | undefined;
  readonly basis: string | undefined;
  readonly category: string;
  /** NIS code of the request. */
  readonly territory: string | undefined;
  readonly mode: 'all' | 'each';
  readonly today: LegalDate;
  readonly demonstration: boolean;
  /** Whether something outside the register refused the whole request: a guard, an unknown name. */
  readonly refused: boolean;
  readonly records: readonly RecordedRecord[];
}

export interface RecordedRecord {
  readonly fields: Uint32Array;
  readonly innerCategories: number;
  /** Whether its content, or a fact about one of its persons, stops it whatever is permitted. */
  readonly stopped: boolean;
  /** Territories that it lies in by a leaf of its own. */
  readonly inside: readonly { readonly id: string; readonly leaf: number }[];
  /** Conditions about persons that failed for one of them. */
  readonly failed: readonly Demand[];
}

export type Demand = 'provider' | 'recipient' | 'consent' | 'do-not-contact';

export interface Redecision {
  readonly effect: 'permit' | 'deny';
  readonly basis: readonly Basis[];
  readonly obligations: readonly Obligation[];
}

/**
 * Keeps of a decided request what deciding it again takes. Only of registers without permissions about one person: whom
 * those concern is not kept.
 */
export function recordedRequest(
  request: ExchangeRequest,
  decision: Decision,
  context: DecisionContext,
): RecordedRequest {
  const { register, clock, demonstration } = context;
  const provider = request.provider ?? register.systems.get(request.system)?.participant ?? '';
  const listed = register.permissions(request.recipient, request.purpose, provider);
  const territories = listed.flatMap(({ territory }) => (territory?.leaf === undefined ? [] : [territory]));
  const failed = request.records.map(() => new Set<Demand>());
  const stopped = request.records.map(({ faultCount, faults }) => faultCount > 0 || faults.length > 0);
  for (const { record, check, outcome, keeper } of decision.checks) {
    if (outcome !== 'fail') continue;
    if (check === 'restriction' || check === 'objection') stopped[record] = true;
    else if (check === 'relation')
      for (const file of keeper === undefined ? files : [keeper]) failed[record]!.add(file);
    else failed[record]!.add(check);
  }
  // A request in which some record fails before persons are asked after has no checks, and no need of them.
  const refused = decision.causes.some(({ code, count }) => count === undefined && outside.has(code));
  const isStale = decision.causes.some(({ code }) => code === 'facts-stale');
  return {
    system: request.system,
    recipient: request.recipient,
    purpose: request.purpose,
    provider: request.provider,
    basis: request.basis,
    category: request.category,
    territory: request.territory,
    mode: request.mode,
    today: clock.today,
    demonstration,
    refused,
    records: request.records.map((record, index) => ({
      fields: record.fields,
      innerCategories: record.innerCategories,
      stopped:
        stopped[index]! ||
        (isStale && record.persons.length > 0) ||
        (record.persons.length === 0 && request.category !== dwelling),
      inside: territories
        .filter((territory) => isInside(territory, register, record.data, clock.today))
        .map(({ id, leaf }) => ({ id, leaf: leaf! })),
      failed: [...failed[index]!],
    })),
  };
}

const files = ['provider', 'recipient'] as const;
const dwelling = 'woning';
const outside = new Set<string>([
  'malformed',
  'unknown-recipient',
  'unknown-provider',
  'unknown-purpose',
  'unknown-category',
  'unknown-basis',
  'register-stale',
  'clock-unsure',
]);

function isInside(territory: Territory, { catalogue }: CompiledRegister, data: unknown, day: LegalDate): boolean {
  const path = catalogue.fields[territory.leaf!]!.path.split('.');
  const value = path.reduce<unknown>(
    (here, name) => (typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[name] : undefined),
    data,
  );
  return typeof value === 'string' && territory.includes(value, day);
}

/** A replay sees the traffic of years at once, so it remembers more shapes than a gateway needs. */
const replaySlots = 262_144;

const caches = new WeakMap<CompiledRegister, CarriageCache>();

/**
 * Decides a recorded request again: the permission stage anew, the outcomes of the other checks as they were recorded.
 * With the register that it was decided with, effect, basis and obligations are those of the decision.
 */
export function redecide(recorded: RecordedRequest, register: CompiledRegister): Redecision {
  if (recorded.refused) return denied;
  const own = register.systems.get(recorded.system)?.participant ?? '';
  const provider = recorded.provider ?? own;
  const listed = register.permissions(recorded.recipient, recorded.purpose, provider);
  let cache = caches.get(register);
  if (cache === undefined) caches.set(register, (cache = new CarriageCache(register.catalogue, replaySlots)));
  const carried: Carried[] = [];
  for (const record of recorded.records) {
    const of = carry(recorded, record, listed, provider === own ? undefined : own, cache);
    if (of !== undefined) carried.push(of);
    else if (recorded.mode === 'all') return denied;
  }
  if (carried.length === 0) return denied;
  const { carriage } = carried.length === 1 ? carried[0]! : together(carried, register.catalogue);
  return { effect: 'permit', basis: carriage.basis, obligations: carriage.obligations };
}

const denied: Redecision = Object.freeze({ effect: 'deny', basis: Object.freeze([]), obligations: Object.freeze([]) });

/** INVARIANT(default-deny): undefined unless satisfied permissions list every field of the record. */
function carry(
  recorded: RecordedRequest,
  record: RecordedRecord,
  listed: readonly Permission[],
  relay: string | undefined,
  cache: CarriageCache,
): Carried | undefined {
  if (record.stopped) return undefined;
  const open: Permission[] = [];
  for (const permission of listed) if (isOpen(recorded, record, permission, relay)) open.push(permission);
  const { failed } = record;
  const satisfied =
    failed.length === 0 ? open : open.filter((permission) => !failed.some((demand) => isDemanded(permission, demand)));
  for (let word = 0; word < record.fields.length; word++) {
    let left = record.fields[word]!;
    for (let index = 0; left !== 0 && index < satisfied.length; index++) left &= ~satisfied[index]!.fields[word]!;
    if (left !== 0) return undefined;
  }
  return cache.carry(open, satisfied, record.fields);
}

function isOpen(
  { basis, category, today, demonstration, territory: code }: RecordedRequest,
  { innerCategories, inside }: RecordedRecord,
  permission: Permission,
  relay: string | undefined,
): boolean {
  if (permission.onePerson !== undefined || permission.draft || !permission.transferAllowed) return false;
  if (relay !== undefined && !permission.via.has(relay)) return false;
  if (basis !== undefined && permission.instrument !== basis) return false;
  if (!permission.categories.has(category) || (innerCategories & ~permission.innerCategories) !== 0) return false;
  if (permission.assumed && !demonstration) return false;
  if (!within(today, permission.from, permission.until)) return false;
  for (const { from, until } of permission.suspensions) if (within(today, from, until)) return false;
  const { territory } = permission;
  if (territory === undefined) return true;
  if (territory.leaf === undefined) return code !== undefined && territory.includes(code, today);
  return inside.some(({ id, leaf }) => id === territory.id && leaf === territory.leaf);
}

function isDemanded({ relation, consent, doNotContact }: Permission, demand: Demand): boolean {
  if (demand === 'consent') return consent;
  if (demand === 'do-not-contact') return doNotContact;
  return relation === demand;
}
