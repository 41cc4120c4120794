/** What a decision record keeps so that it can be decided again: the shapes of its records. No values, no persons. */
import {
  failedChecks,
  type Clock,
  type Decision,
  type ExchangeRequest,
  type RecordedShape,
  type RequestRecord,
} from '#contract';
import { hasField, liesInside, stepsTo } from '#decision';
import type { Catalogue, CompiledRegister, Permission, Territory } from '#register';

export interface Shaped {
  readonly request: ExchangeRequest;
  readonly decision: Decision;
  readonly provider: string | undefined;
  readonly register: CompiledRegister;
  readonly clock: Clock;
}

/** Fields that occur in any record, as a field set. */
export function fieldsOf(request: ExchangeRequest, catalogue: Catalogue): Uint32Array {
  const union = new Uint32Array(catalogue.words);
  for (const record of request.records) {
    for (let word = 0; word < union.length; word++) union[word] = (union[word] ?? 0) | (record.fields[word] ?? 0);
  }
  return union;
}

export function fieldPaths(fields: Uint32Array, catalogue: Catalogue): string[] {
  const paths: string[] = [];
  for (const field of catalogue.fields) if (hasField(fields, field.number)) paths.push(field.path);
  return paths;
}

/** Shapes of the request's records, each once with its count. `union` are the fields that occur in any of them. */
export function shapesOf(shaped: Shaped, union: Uint32Array): readonly RecordedShape[] {
  const { request, register, decision, clock } = shaped;
  const { catalogue } = register;
  const leaves = leavesOf(shaped);
  const failed = failuresOf(request, decision);
  const inside = (record: RequestRecord): bigint =>
    leaves.length === 0 || record.faults.length > 0 ? 0n : insideOf(leaves, record, clock.today);
  const [first] = request.records;
  if (first !== undefined && request.records.length === 1) {
    return [shapeOf(first, failed?.[0] ?? 0, inside(first), leaves, union, catalogue)];
  }
  const found: Found[] = [];
  const byKey = new Map<string, Found>();
  for (const [index, record] of request.records.entries()) {
    const failures = failed?.[index] ?? 0;
    const territories = inside(record);
    const key = `${record.innerCategories} ${failures} ${territories} ${faultsOf(record).join()}`;
    // Mostly a record is like the one before it.
    const last = found.at(-1);
    if (last !== undefined && last.key === key && same(last.record.fields, record.fields)) {
      last.count++;
      continue;
    }
    const whole = `${key} ${record.fields.join()}`;
    const known = byKey.get(whole);
    if (known !== undefined) {
      known.count++;
      continue;
    }
    const shape = shapeOf(record, failures, territories, leaves, union, catalogue);
    const fresh = { record, key, count: 1, shape };
    found.push(fresh);
    byKey.set(whole, fresh);
  }
  return found.map(({ count, shape }) => (count === 1 ? shape : { count, ...shape }));
}

interface Found {
  readonly record: RequestRecord;
  /** All but the fields, as text. */
  readonly key: string;
  readonly shape: RecordedShape;
  count: number;
}

function shapeOf(
  record: RequestRecord,
  failed: number,
  inside: bigint,
  leaves: readonly Leaf[],
  union: Uint32Array,
  catalogue: Catalogue,
): RecordedShape {
  const faults = faultsOf(record);
  return {
    ...(!same(record.fields, union) && { fields: placesOf(record.fields, union, catalogue) }),
    ...(record.innerCategories !== 0 && {
      inner: catalogue.innerCategories.filter((_, index) => (record.innerCategories & (1 << index)) !== 0),
    }),
    ...(faults.length > 0 && { faults }),
    ...(failed !== 0 && { failed: failedChecks.filter((_, index) => (failed & (1 << index)) !== 0) }),
    ...(inside !== 0n && { inside: insideByLeaf(leaves, inside) }),
  };
}

const none: readonly never[] = [];

function faultsOf({ faults }: RequestRecord): NonNullable<RecordedShape['faults']> {
  return faults.length === 0 ? none : [...new Set(faults.map(({ code }) => code))];
}

/** Which of the fields in `union` a record has, by their place among those. */
function placesOf(fields: Uint32Array, union: Uint32Array, catalogue: Catalogue): number[] {
  const places: number[] = [];
  let place = 0;
  for (const { number } of catalogue.fields) {
    if (!hasField(union, number)) continue;
    if (hasField(fields, number)) places.push(place);
    place++;
  }
  return places;
}

const bits = Object.fromEntries(failedChecks.map((check, index) => [check, 1 << index])) as Record<
  (typeof failedChecks)[number],
  number
>;
const bothFiles = bits.provider | bits.recipient;

/** Failed checks of each record as bits; undefined where none failed. */
function failuresOf(request: ExchangeRequest, { checks }: Decision): Uint8Array | undefined {
  let failed: Uint8Array | undefined;
  for (const { record, check, outcome, keeper } of checks) {
    if (outcome !== 'fail') continue;
    failed ??= new Uint8Array(request.records.length);
    const bit = check !== 'relation' ? bits[check] : keeper === undefined ? bothFiles : bits[keeper];
    failed[record] = (failed[record] ?? 0) | bit;
  }
  return failed;
}

/** A territory that a leaf decides, for some permission of the flow. */
interface Leaf {
  readonly territory: Territory;
  readonly path: string;
  readonly steps: readonly string[];
}

/** Of each list of permissions that a register gave out, worked out once. */
const leavesByList = new WeakMap<readonly Permission[], readonly Leaf[]>();

function leavesOf({ request, provider, register }: Shaped): readonly Leaf[] {
  if (provider === undefined) return [];
  const listed = register.permissions(request.recipient, request.purpose, provider);
  let leaves = leavesByList.get(listed);
  if (leaves === undefined) leavesByList.set(listed, (leaves = leavesAmong(listed, register)));
  return leaves;
}

function leavesAmong(listed: readonly Permission[], { catalogue }: CompiledRegister): readonly Leaf[] {
  const leaves = new Map<string, Leaf>();
  for (const { territory } of listed) {
    if (territory?.leaf === undefined) continue;
    const path = catalogue.fields[territory.leaf]?.path ?? '';
    leaves.set(`${territory.id} ${path}`, { territory, path, steps: stepsTo(path) });
  }
  return [...leaves.values()];
}

/** As bits: a flow may have more territories than a number has bits. */
function insideOf(leaves: readonly Leaf[], record: RequestRecord, today: string): bigint {
  let inside = 0n;
  for (const [index, { territory, steps }] of leaves.entries()) {
    if (liesInside(territory, record.data, steps, today)) inside |= 1n << BigInt(index);
  }
  return inside;
}

function insideByLeaf(leaves: readonly Leaf[], inside: bigint): Record<string, string[]> {
  const byLeaf: Record<string, string[]> = {};
  for (const [index, { territory, path }] of leaves.entries()) {
    if ((inside & (1n << BigInt(index))) !== 0n) (byLeaf[path] ??= []).push(territory.id);
  }
  return byLeaf;
}

function same(one: Uint32Array, other: Uint32Array): boolean {
  for (let word = 0; word < one.length; word++) if (one[word] !== other[word]) return false;
  return true;
}
