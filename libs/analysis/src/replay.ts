import { within, type Basis, type LegalDate, type Obligation, type RecordedShape } from '#contract';
import { addField, CarriageCache, hasField, together, type Carried } from '#decision';
import type { Catalogue, CompiledRegister, Permission } from '#register';

/** A recorded request in the numbers of a register: fields as bits, and how each check came out. */
export interface CompactRequest {
  readonly recipient: string;
  readonly purpose: string;
  readonly provider: string;
  /** Participant of the sender; it relays where that is not the provider. */
  readonly own: string;
  readonly basis: string | undefined;
  readonly category: string;
  /** NIS code of the request. */
  readonly territory: string | undefined;
  readonly mode: 'all' | 'each';
  readonly today: LegalDate;
  readonly demonstration: boolean;
  /** One of each shape: what a record adds to an answer does not depend on how many are like it. */
  readonly records: readonly CompactRecord[];
}

export interface CompactRecord {
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

/** A replay sees the traffic of years at once, so it remembers more shapes than a gateway needs. */
const replaySlots = 262_144;

const caches = new WeakMap<CompiledRegister, CarriageCache>();

/**
 * The permission stage anew, the outcomes of the other checks as they were recorded. With the register that the request
 * was decided with, effect, basis and obligations are those of the decision. Permissions about one person are left out:
 * whom they concern is not kept.
 */
export function redecide(recorded: CompactRequest, register: CompiledRegister): Redecision {
  const { provider, own } = recorded;
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

/** One shape of records. `paths` are those that its fields are places of; undefined where the register lacks one. */
export function compactRecord(
  { fields: places, inner = [], faults = [], failed = [], inside = {} }: RecordedShape,
  paths: readonly string[],
  isDwelling: boolean,
  isStale: boolean,
  catalogue: Catalogue,
): CompactRecord | undefined {
  const fields = new Uint32Array(catalogue.words);
  for (const path of places === undefined ? paths : places.map((place) => paths[place] ?? '')) {
    const number = catalogue.number(path);
    if (number === undefined) return undefined;
    addField(fields, number);
  }
  const hasPersons = personFields(catalogue).some((number) => hasField(fields, number));
  let innerCategories = 0;
  for (const category of inner) {
    const index = catalogue.innerCategories.indexOf(category);
    if (index < 0) return undefined;
    innerCategories |= 1 << index;
  }
  return {
    fields,
    innerCategories,
    stopped:
      faults.length > 0 ||
      (hasPersons && isStale) ||
      (!hasPersons && !isDwelling) ||
      failed.includes('restriction') ||
      failed.includes('objection'),
    inside: Object.entries(inside).flatMap(([path, ids]) =>
      ids.map((id) => ({ id, leaf: catalogue.number(path) ?? -1 })),
    ),
    failed: failed.filter((check) => check !== 'restriction' && check !== 'objection'),
  };
}

const personFieldsOf = new WeakMap<Catalogue, readonly number[]>();

function personFields(catalogue: Catalogue): readonly number[] {
  let known = personFieldsOf.get(catalogue);
  if (known === undefined) {
    known = catalogue.fields.filter(({ identifier }) => identifier === 'person').map(({ number }) => number);
    personFieldsOf.set(catalogue, known);
  }
  return known;
}

const denied: Redecision = Object.freeze({ effect: 'deny', basis: Object.freeze([]), obligations: Object.freeze([]) });

/** INVARIANT(default-deny): undefined unless satisfied permissions list every field of the record. */
function carry(
  recorded: CompactRequest,
  record: CompactRecord,
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
  { basis, category, today, demonstration, territory: code }: CompactRequest,
  { innerCategories, inside }: CompactRecord,
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
