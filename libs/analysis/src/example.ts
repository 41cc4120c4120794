import { type Decision, type ExchangeRequest, type Fact, type LegalDate, type RecordPerson } from '#contract';
import { decide, examine, type DecisionContext, type Examination } from '#decision';
import type { CompiledRegister, FieldType } from '#register';
import { makeRecord, writeLeaf } from './made-record';
import type { Codes, Region } from './region';

/** A request that shows a region: the smallest record with one of its fields. Everything in it is made up. */
export interface Example {
  readonly system: string;
  readonly recipient: string;
  readonly purpose: string;
  /** Named where the sender relays. */
  readonly provider: string | undefined;
  readonly basis: string | undefined;
  readonly category: string;
  readonly territory: string | undefined;
  readonly day: LegalDate;
  readonly demonstration: boolean;
  /** What must be recorded, or not, about every person of the record. */
  readonly facts: Region['where']['facts'];
  /** Catalogue paths of the record, the field in question first. */
  readonly paths: readonly string[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** An example of a region. `registers`: those it is to be asked of, the one that has all the field's names last. */
export function exampleOf(
  region: Region,
  registers: readonly CompiledRegister[],
  values: ReadonlyMap<string, string> = new Map(),
): Example {
  const { where } = region;
  const register = registers.at(-1)!;
  const provider = region.providers[0]!;
  const { system, own } = senderOf(where.senders[0] ?? 'self', provider, registers);
  const isOwn = where.categories.length === 0;
  const category = (isOwn ? where.ownObject : where.categories)[0]!;
  const leaves = Object.entries(where.leaves).flatMap(([path, codes]) =>
    codes.missing ? [] : [[path, codeIn(codes)] as const],
  );
  const field = region.fields[0]!;
  const people = [...where.inside, ...(isOwn ? [category] : [])].map((inner) => inszPathOf(register, inner));
  const root = isOwn || category === dwelling ? [] : [rootInsz];
  const paths = [...new Set([field, ...root, ...people, ...leaves.map(([path]) => path)])];
  return {
    system,
    recipient: region.recipients[0]!,
    purpose: region.purposes[0]!,
    provider: own === provider ? undefined : provider,
    basis: where.bases.length === 0 || where.bases[0] === '' ? undefined : where.bases[0],
    category,
    territory: where.territory === undefined || where.territory.missing ? undefined : codeIn(where.territory),
    day: where.days[0]?.from ?? '2000-01-01',
    demonstration: where.installation !== 'operational',
    facts: where.facts,
    paths,
    value: valueOf(register, paths, new Map([...values, ...leaves])),
  };
}

/** What `decide` says of an example, by a register. */
export function decideExample(example: Example, register: CompiledRegister): Decision {
  return decide(requestOf(example, register), contextOf(example, register));
}

/** What the permission stage sees of an example; undefined where it fails before that. */
export function examineExample(example: Example, register: CompiledRegister): Examination | undefined {
  return examine(requestOf(example, register), contextOf(example, register));
}

/** A record with these leaves, each with a value that its type takes and that is nobody's. Leaves that are no field get one too. */
export function exampleValue(
  register: CompiledRegister,
  paths: readonly string[],
  values: ReadonlyMap<string, string> = new Map(),
): Readonly<Record<string, unknown>> {
  return valueOf(register, paths, values);
}

function contextOf(example: Example, register: CompiledRegister): DecisionContext {
  const { day, demonstration } = example;
  const facts = factsOf(example, register);
  return {
    register,
    facts: {
      version: 0,
      about: (tokens) => (tokens.includes(everybody) ? facts : []),
      canonical: (token) => token,
    },
    tokens: { person: () => [everybody], contact: () => [] },
    clock: { atMs: Date.parse(`${day}T12:00:00Z`), today: day },
    demonstration,
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
  };
}

/** The example as the decider takes it; names that this register's catalogue lacks are faults, as `envelope` finds them. */
export function requestOf(example: Example, { catalogue }: CompiledRegister): ExchangeRequest {
  const { fields, known, unknown } = makeRecord(
    catalogue,
    example.paths.map((path) => [path, undefined]),
  );
  const faults = unknown.map((path) => ({ code: 'unknown-field' as const, path }));
  const persons: RecordPerson[] = [];
  let innerCategories = 0;
  const hasRoot = example.paths.includes(rootInsz);
  for (const field of known) {
    const inner = field.innerCategory === undefined ? undefined : catalogue.innerCategories[field.innerCategory];
    const isRoot = inner === undefined || (inner === example.category && !hasRoot);
    if (!isRoot) innerCategories |= 1 << field.innerCategory!;
    if (field.identifier === 'person' && example.category !== dwelling) {
      const person = { field: field.number, category: isRoot ? undefined : inner, insz: syntheticInsz(persons.length) };
      if (isRoot) persons.unshift(person);
      else persons.push(person);
    }
  }
  const { system, recipient, purpose, provider, basis, category, territory } = example;
  return {
    id: 'example',
    kind: 'check',
    system,
    recipient,
    purpose,
    provider,
    basis,
    category,
    territory,
    mode: 'all',
    correlationId: undefined,
    time: undefined,
    traceparent: undefined,
    isArray: false,
    attributes: '',
    records: [{ data: example.value, fields, innerCategories, persons, faults, faultCount: faults.length }],
  };
}

const rootInsz = 'persoon.insz';
const dwelling = 'woning';
const everybody = 'everybody';

function senderOf(
  value: string,
  provider: string,
  registers: readonly CompiledRegister[],
): { system: string; own: string | undefined } {
  const [kind = '', id = ''] = value.split(' ');
  if (kind === 'system') return { system: id, own: undefined };
  const own = kind === 'self' ? provider : id;
  const ofOwn = (register: CompiledRegister) =>
    [...register.systems.values()].filter((each) => each.participant === own && each.sends).map((each) => each.id);
  const [first = [], ...rest] = registers.map(ofOwn);
  return { system: first.find((system) => rest.every((others) => others.includes(system))) ?? '', own };
}

function inszPathOf({ catalogue }: CompiledRegister, inner: string): string {
  const index = catalogue.innerCategories.indexOf(inner);
  return catalogue.fields.find((field) => field.innerCategory === index && field.identifier === 'person')?.path ?? '';
}

function codeIn({ in: listed, notIn = [] }: Codes): string {
  if (listed !== undefined) return listed[0] ?? '';
  for (let code = 99_999; ; code--) if (!notIn.includes(String(code))) return String(code);
}

function factsOf({ facts, recipient, purpose, ...example }: Example, register: CompiledRegister): Fact[] {
  const provider = example.provider ?? register.systems.get(example.system)?.participant ?? '';
  const fact = (kind: Fact['kind'], participant: string): Fact => ({
    id: `${kind} ${participant}`,
    kind,
    token: everybody,
    participant,
    purposes: [purpose],
    from: '0001-01-01',
    until: null,
  });
  // A participant that gives to itself keeps one file: its condition stands under the recipient.
  const providerFile = provider === recipient ? 'recipient' : 'provider';
  return [
    ...(facts[providerFile] === 'fails' ? [] : [fact('caseload', provider)]),
    ...(facts['recipient'] === 'fails' ? [] : [fact('caseload', recipient)]),
    ...(facts['consent'] === 'fails' ? [] : [fact('consent', provider)]),
    ...(facts['doNotContact'] === 'fails' ? [fact('do-not-contact', provider)] : []),
  ];
}

/** Numbers of nobody: born on 1 January 1900, in a series kept for tests, with right check digits. */
function syntheticInsz(person: number): string {
  const nine = `0001${String((person % 28) + 1).padStart(2, '0')}997`;
  return nine + String(97 - (Number(nine) % 97)).padStart(2, '0');
}

/** A record with these leaves, each with a value that its type takes. */
function valueOf(
  { catalogue }: CompiledRegister,
  paths: readonly string[],
  codes: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  let persons = 0;
  for (const path of paths) {
    const number = catalogue.number(path);
    const type = number === undefined ? undefined : catalogue.fields[number]?.type;
    const leaf = codes.get(path) ?? (type?.kind === 'insz' ? syntheticInsz(persons++) : sampleOf(type));
    writeLeaf(value, path, leaf);
  }
  return value;
}

function sampleOf(type: FieldType | undefined): unknown {
  switch (type?.kind) {
    case 'code':
      return [...type.codes][0];
    case 'date':
      return '2001-02-03';
    case 'year':
      return 2001;
    case 'integer':
      return type.min;
    case 'boolean':
      return true;
    case 'nis':
      return '99999';
    case 'country':
      return 'BE';
    case 'id':
      return 'voorbeeld-1';
    case 'participant':
      return 'voorbeeld';
    case 'email':
      return 'voorbeeld@example.org';
    case 'telephone':
      return '+3251000000';
    default:
      return 'voorbeeld';
  }
}
