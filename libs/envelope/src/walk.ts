import { bounds, isInsz, type ContentFault, type RecordPerson, type RequestRecord } from '#contract';
import type { Catalogue } from '#register';
import { isValid } from './leaf-types';
import { planOf, type CataloguePlan, type PlanLeaf, type PlanList, type PlanObject } from './plan';
import { Broken } from './rules';

/** All records of a value, and how many keys their objects have. */
export interface Walked {
  readonly records: readonly RequestRecord[];
  readonly keys: number;
}

/**
 * Walks each record once over the catalogue: which fields occur, who it is about, what is wrong with it. Depth is
 * bounded before, so recursion is too.
 */
export function walkRecords(data: unknown, category: string, catalogue: Catalogue): Walked | Broken {
  const plan = planOf(catalogue);
  const items: readonly unknown[] = Array.isArray(data) ? data : [data];
  if (items.length === 0) return new Broken('no-leaf');
  const records: RequestRecord[] = [];
  let keys = 0;
  for (const item of items) {
    if (!isObject(item)) return new Broken('record-not-object');
    const walk = new Walk(plan, category, item);
    walk.object(plan.root, item);
    if (walk.hasPrototypeKey) return new Broken('prototype-key');
    if (walk.leaves === 0) return new Broken('no-leaf');
    keys += walk.keys;
    records.push(walk.record(item));
  }
  return { records, keys };
}

/** Names that reach an object's prototype in careless readers, ours or a recipient's. */
export function isPrototypeKey(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype';
}

type JsonObject = Readonly<Record<string, unknown>>;

const none: readonly never[] = [];
const keyCharactersMax = 64;
/** Faults beyond are counted one by one, equal or not: telling them apart would cost more than they deserve. */
const faultsToldApartMax = 1_000;

/** The state of one record's walk. */
class Walk {
  keys = 0;
  leaves = 0;
  hasPrototypeKey = false;
  private readonly fields: Uint32Array;
  private innerCategories = 0;
  private readonly persons: RecordPerson[] = [];
  private faults: ContentFault[] | undefined;
  private faultsSeen: Set<string> | undefined;
  private moreFaults = 0;
  /** The object that is the root person although its place is an inner person's, as in records about a `kind`. */
  private readonly rootPerson: PlanObject | undefined;

  constructor(plan: CataloguePlan, category: string, record: JsonObject) {
    this.fields = new Uint32Array(plan.words);
    const { rootInsz } = plan;
    if (rootInsz === undefined) return;
    const holder = record[rootInsz.holder];
    const top = holder === undefined ? plan.topPersons.get(category) : undefined;
    if (top !== undefined && record[top.name] !== undefined) {
      this.rootPerson = top.node;
      this.person(record[top.name], top.person.inszKey, top.person.inszField, undefined, top.node.path);
    } else if (holder !== undefined || category !== dwelling) {
      this.person(holder, rootInsz.key, rootInsz.field, undefined, rootInsz.holder, category !== dwelling);
    }
  }

  object(node: PlanObject, object: JsonObject): void {
    const person = node.person;
    if (person !== undefined && node !== this.rootPerson) {
      this.innerCategories |= person.bit;
      this.person(object, person.inszKey, person.inszField, person.category, node.path);
    }
    let isEmpty = true;
    for (const key in object) {
      isEmpty = false;
      this.keys += 1;
      const child = node.children.get(key);
      const value = object[key];
      if (child === undefined) this.unknown(value, this.named(node.path, key), true);
      else if (child.kind === 'leaf') this.leaf(child, value);
      else if (child.kind === 'list') this.list(child, value);
      else if (isObject(value)) this.object(child, value);
      else this.misshapen(child.path, value);
    }
    if (isEmpty) this.fault('invalid-value', node.path);
  }

  record(data: JsonObject): RequestRecord {
    return {
      data,
      fields: this.fields,
      innerCategories: this.innerCategories,
      persons: this.persons,
      faults: this.faults ?? none,
      faultCount: (this.faultsSeen?.size ?? 0) + this.moreFaults,
    };
  }

  private leaf(node: PlanLeaf, value: unknown): void {
    this.fields[node.word]! |= node.bit;
    if (typeof value === 'object' && value !== null) this.unknown(value, node.path, false);
    else this.leaves += 1;
    const field = node.field;
    if (isValid(field.type, value)) return;
    this.fault(field.type.kind === 'insz' ? 'invalid-identifier' : 'invalid-value', node.path, field.number);
  }

  private list(node: PlanList, value: unknown): void {
    if (!Array.isArray(value)) return this.misshapen(node.path, value);
    const item = node.item;
    if (value.length === 0) this.fault('invalid-value', item.path);
    for (const entry of value as readonly unknown[]) {
      if (item.kind === 'leaf') this.leaf(item, entry);
      else if (isObject(entry)) this.object(item, entry);
      else this.misshapen(item.path, entry);
    }
  }

  /** A person that has no valid INSZ is named once, here or where its leaf is walked. */
  private person(
    holder: unknown,
    key: string,
    field: number,
    category: string | undefined,
    path: string,
    isRequired = true,
  ): void {
    const insz = isObject(holder) ? holder[key] : undefined;
    if (typeof insz === 'string' && isInsz(insz)) this.persons.push({ field, category, insz });
    else if (insz === undefined && isRequired) this.fault('invalid-identifier', `${path}.${key}`, field);
  }

  /** An array where an object belongs, a leaf where either does, and so on. */
  private misshapen(path: string, value: unknown): void {
    this.unknown(value, path, false);
    this.fault('invalid-value', path);
  }

  /** A subtree outside the catalogue: its keys count all the same, and its leaves are faults. */
  private unknown(value: unknown, path: string, isFault: boolean): void {
    if (Array.isArray(value)) {
      if (value.length === 0 && isFault) this.fault('unknown-field', `${path}[]`);
      const itemPath = isFault ? `${path}[]` : path;
      for (const entry of value as readonly unknown[]) this.unknown(entry, itemPath, isFault);
    } else if (isObject(value)) {
      let isEmpty = true;
      for (const key in value) {
        isEmpty = false;
        this.keys += 1;
        this.unknown(value[key], isFault ? this.named(path, key) : this.watched(path, key), isFault);
      }
      if (isEmpty && isFault) this.fault('unknown-field', path);
    } else {
      this.leaves += 1;
      if (isFault) this.fault('unknown-field', path);
    }
  }

  private named(path: string, key: string): string {
    this.watched(path, key);
    const name = key.length > keyCharactersMax ? `${key.slice(0, keyCharactersMax).toWellFormed()}…` : key;
    return path === '' ? name : `${path}.${name}`;
  }

  private watched(path: string, key: string): string {
    if (isPrototypeKey(key)) this.hasPrototypeKey = true;
    return path;
  }

  /** Equal faults, as of every member of a household, are one. */
  private fault(code: ContentFault['code'], path: string, field?: number): void {
    this.faults ??= [];
    this.faultsSeen ??= new Set();
    const seen = this.faultsSeen.size;
    if (seen >= faultsToldApartMax) {
      this.moreFaults += 1;
      return;
    }
    if (seen === this.faultsSeen.add(`${code} ${path}`).size) return;
    if (this.faults.length < bounds.faultPathsMax) {
      this.faults.push(field === undefined ? { code, path } : { code, path, field });
    }
  }
}

const dwelling = 'woning';

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
