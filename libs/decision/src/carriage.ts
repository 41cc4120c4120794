import {
  dutyName,
  shorterRetention,
  stricter,
  type Basis,
  type Carriage,
  type Duty,
  type Obligation,
  type RecordDecision,
} from '#contract';
import type { Catalogue, Permission } from '#register';
import { fieldsIn, hasField, overlaps, sameFields } from './field-set';

/** What carries one record, with what the whole decision needs to know of it. Shared between records of one shape. */
export interface Carried {
  readonly carriage: Carriage;
  readonly retention: string;
  readonly assumed: boolean;
  readonly record: RecordDecision;
}

interface Entry {
  readonly open: readonly Permission[];
  readonly satisfied: readonly Permission[];
  readonly fields: Uint32Array;
  readonly carried: Carried;
}

const usualSlots = 4_096;

/**
 * Carriages already worked out for this register. A table of fixed size: two shapes that fall in one slot push each
 * other out, which costs time and never changes an answer, because every entry is compared in full.
 */
export class CarriageCache {
  private readonly slots: (Entry | undefined)[];
  private readonly numbers = new WeakMap<Permission, number>();
  private next = 1;

  /** `slotCount` is a power of two: as many shapes as may be remembered at once. */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly slotCount = usualSlots,
  ) {
    this.slots = new Array<Entry | undefined>(slotCount).fill(undefined);
  }

  /**
   * What carries `fields`. `open` are the permissions without a failing condition, `satisfied` those of them whose
   * conditions about persons hold too. The caller has made sure that every field is listed by a satisfied one.
   */
  carry(open: readonly Permission[], satisfied: readonly Permission[], fields: Uint32Array): Carried {
    const slot = this.slot(satisfied, fields);
    const found = this.slots[slot];
    if (
      found !== undefined &&
      sameFields(found.fields, fields) &&
      samePermissions(found.satisfied, satisfied) &&
      samePermissions(found.open, open)
    ) {
      return found.carried;
    }
    const carried = carry(open, satisfied, fields, this.catalogue);
    // The request's arrays are the sender's; what outlives the request is a copy.
    this.slots[slot] = { open: [...open], satisfied: [...satisfied], fields: fields.slice(), carried };
    return carried;
  }

  private slot(satisfied: readonly Permission[], fields: Uint32Array): number {
    // The first permission tells most flows apart; the comparison tells the rest.
    const [first] = satisfied;
    let hash = first === undefined ? 0 : Math.imul(this.numberOf(first) ^ satisfied.length, 0x01000193);
    for (let word = 0; word < fields.length; word++) {
      hash = Math.imul(hash ^ (fields[word] ?? 0), 0x01000193);
      hash ^= hash >>> 15;
    }
    return (hash ^ (hash >>> 12)) & (this.slotCount - 1);
  }

  private numberOf(permission: Permission): number {
    let number = this.numbers.get(permission);
    if (number === undefined) {
      number = this.next++;
      this.numbers.set(permission, number);
    }
    return number;
  }
}

/** What the whole answer says of several records: every basis and obligation, the shortest retention. */
export function together(carried: readonly Carried[], catalogue: Catalogue): Omit<Carried, 'record'> {
  const [first] = carried;
  if (first !== undefined && carried.every((each) => each === first)) return first;
  const byInstrument = new Map<string, Set<string>>();
  const duties = new Array<Duty | undefined>(catalogue.fields.length).fill(undefined);
  for (const { carriage } of new Set(carried)) {
    for (const { instrument, fields } of carriage.basis) {
      const known = byInstrument.get(instrument) ?? new Set();
      for (const field of fields) known.add(field);
      byInstrument.set(instrument, known);
    }
    for (const [field, duty] of carriage.duties.entries()) {
      const known = duties[field];
      if (duty !== undefined) duties[field] = known === undefined ? duty : stricter(known, duty);
    }
  }
  const order = (a: string, b: string) => (catalogue.number(a) ?? 0) - (catalogue.number(b) ?? 0);
  return {
    carriage: {
      basis: [...byInstrument.keys()]
        .sort()
        .map((instrument) => ({ instrument, fields: [...(byInstrument.get(instrument) ?? [])].sort(order) })),
      obligations: obligationsOf(duties, catalogue),
      duties,
      altered: carried.some(({ carriage }) => carriage.altered),
    },
    retention: carried.reduce((shortest, { retention }) => shorterRetention(shortest, retention), 'unknown'),
    assumed: carried.some(({ assumed }) => assumed),
  };
}

function samePermissions(a: readonly Permission[], b: readonly Permission[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function carry(
  open: readonly Permission[],
  satisfied: readonly Permission[],
  fields: Uint32Array,
  catalogue: Catalogue,
): Carried {
  const carrying = satisfied.filter((permission) => overlaps(permission.fields, fields));
  const duties = dutiesOf(open, fields, catalogue);
  const carriage: Carriage = Object.freeze({
    basis: basisOf(carrying, fields, catalogue),
    obligations: obligationsOf(duties, catalogue),
    duties: Object.freeze(duties),
    altered: duties.some((duty) => duty !== undefined && duty.kind !== 'keep'),
  });
  return Object.freeze({
    carriage,
    retention: carrying.reduce((shortest, permission) => shorterRetention(shortest, permission.retention), 'unknown'),
    assumed: carrying.some((permission) => permission.assumed),
    record: Object.freeze({ permitted: true as const, carriage }),
  });
}

/**
 * INVARIANT(strictest-duty): the duty of a field is the strictest among all open permissions that list it, those whose
 * conditions about persons fail included: what is known of a person never loosens what happens to the data.
 */
function dutiesOf(open: readonly Permission[], fields: Uint32Array, catalogue: Catalogue): (Duty | undefined)[] {
  const duties = new Array<Duty | undefined>(catalogue.fields.length).fill(undefined);
  for (const field of fieldsIn(fields)) {
    for (const permission of open) {
      const duty = hasField(permission.fields, field) ? permission.duties[field] : undefined;
      if (duty === undefined) continue;
      const known = duties[field];
      duties[field] = known === undefined ? duty : stricter(known, duty);
    }
  }
  return duties;
}

function basisOf(carrying: readonly Permission[], fields: Uint32Array, catalogue: Catalogue): readonly Basis[] {
  const byInstrument = new Map<string, Uint32Array>();
  for (const permission of carrying) {
    const set = byInstrument.get(permission.instrument) ?? new Uint32Array(fields.length);
    for (let word = 0; word < set.length; word++) {
      set[word] = (set[word] ?? 0) | ((permission.fields[word] ?? 0) & (fields[word] ?? 0));
    }
    byInstrument.set(permission.instrument, set);
  }
  return Object.freeze(
    [...byInstrument.keys()].sort().map((instrument) =>
      Object.freeze({
        instrument,
        fields: Object.freeze(
          fieldsIn(byInstrument.get(instrument) ?? fields).map((field) => catalogue.fields[field]?.path ?? ''),
        ),
      }),
    ),
  );
}

function obligationsOf(duties: readonly (Duty | undefined)[], catalogue: Catalogue): readonly Obligation[] {
  const obligations: Obligation[] = [];
  for (const [field, duty] of duties.entries()) {
    if (duty === undefined || duty.kind === 'keep') continue;
    obligations.push(Object.freeze({ field: catalogue.fields[field]?.path ?? '', duty: dutyName(duty) }));
  }
  return Object.freeze(obligations);
}
