import {
  reasonCodes,
  type Basis,
  type ExchangeRequest,
  type Fact,
  type Obligation,
  type ReasonCode,
  type RecordedShape,
  type RecordPerson,
  type RequestRecord,
} from '#contract';
import { decide, type DecisionContext } from '#decision';
import type { Catalogue, CompiledRegister, Permission, Territory } from '#register';
import { compactRecord, redecide, type CompactRecord, type CompactRequest } from './replay';

/** The parts of a decision record that deciding again takes; `libs/exchange` writes them, the ledger keeps them. */
export interface DecisionRecord {
  readonly effect: 'permit' | 'deny';
  readonly reasons: readonly { readonly code: string; readonly count?: number }[];
  readonly system?: string;
  readonly mode?: 'all' | 'each';
  readonly recipient?: string;
  readonly purpose?: string;
  readonly provider?: string;
  readonly category?: string;
  readonly territory?: string;
  readonly asked?: string;
  readonly fields?: readonly string[];
  readonly shapes?: readonly RecordedShape[];
  readonly basis?: readonly Basis[];
  readonly obligations?: readonly Obligation[];
  readonly repeats?: string;
  readonly clock: { readonly at: number; readonly today: string };
  readonly demonstration?: boolean;
}

export interface PastAnswer {
  readonly effect: 'permit' | 'deny';
  readonly basis: readonly Basis[];
  readonly obligations: readonly Obligation[];
  /** Precise codes, sorted; on a permit of mode `each` those of the records that stay. */
  readonly codes: readonly string[];
}

/**
 * What came of deciding a recorded request again. `undecided`: it repeats another (`repeat`), its record keeps too little
 * (`not-kept`), or the answers differ where a permission about one person may have spoken (`one-person`): whom a request is
 * about is not kept.
 */
export type SecondDecision =
  | {
      readonly outcome: 'same' | 'different';
      readonly recorded: PastAnswer;
      readonly again: PastAnswer;
      /** What stopped the request that the register has no say in: its form, a guard, a missing key. Taken as it was recorded. */
      readonly stoppedBy?: string;
    }
  | {
      readonly outcome: 'undecided';
      readonly why: 'one-person';
      readonly recorded: PastAnswer;
      readonly again: PastAnswer;
    }
  | { readonly outcome: 'undecided'; readonly why: 'repeat' | 'not-kept'; readonly recorded: PastAnswer };

/** Codes without a count of records that stop a request whatever the register says. */
const outside = new Set<string>([
  'too-large',
  'duplicate',
  'unknown-recipient',
  'unknown-provider',
  'unknown-purpose',
  'unknown-category',
  'unknown-basis',
  'identifier-leak',
  'undeliverable',
  'key-unavailable',
  'register-stale',
  'clock-unsure',
] satisfies ReasonCode[]);

/**
 * Decides a recorded request again: its fields, categories and day as recorded, and persons who are nobody, about whom the
 * facts are such that each check comes out as it did. With the register version that the record names, the answer is the one
 * that was given.
 */
export function decideAgain(record: DecisionRecord, register: CompiledRegister): SecondDecision {
  return decideReadAgain(readRecord(record, register));
}

/** A record in the form in which it is decided again fastest: for whoever does so for many, or more than once. */
export interface ReadRecord {
  readonly record: DecisionRecord;
  readonly register: CompiledRegister;
  readonly recorded: PastAnswer;
  /** A permit as a whole, which only what the register permits decides; undefined for everything else. */
  readonly permit: CompactRequest | undefined;
}

export function readRecord(record: DecisionRecord, register: CompiledRegister): ReadRecord {
  const recorded: PastAnswer = {
    effect: record.effect,
    basis: record.basis ?? [],
    obligations: record.obligations ?? [],
    codes: codesOf(record.reasons),
  };
  return { record, register, recorded, permit: permitOf(record, register) };
}

/** As {@link decideAgain}. A permit is decided by the permission stage alone; what that does not confirm, by the decider itself. */
export function decideReadAgain({ record, register, recorded, permit }: ReadRecord): SecondDecision {
  if (permit !== undefined) {
    const { effect, basis, obligations } = redecide(permit, register);
    const isSame =
      effect === 'permit' && sameBasis(basis, recorded.basis) && sameObligations(obligations, recorded.obligations);
    if (isSame) return { outcome: 'same', recorded, again: recorded };
  }
  if (record.repeats !== undefined) return { outcome: 'undecided', why: 'repeat', recorded };
  const stop = record.reasons.find(({ code, count }) => count === undefined && outside.has(code));
  if (stop !== undefined) return { outcome: 'same', recorded, again: recorded, stoppedBy: stop.code };
  if (record.mode === undefined || record.shapes?.length === 0) {
    return { outcome: 'same', recorded, again: recorded, stoppedBy: record.reasons[0]?.code ?? 'malformed' };
  }
  if (record.shapes === undefined || record.demonstration === undefined) {
    return { outcome: 'undecided', why: 'not-kept', recorded };
  }
  const { request, context } = questionOf(record, record.shapes, record.demonstration, register);
  const decision = decide(request, context);
  const withheld = record.reasons.filter(({ code }) => code === 'identifier-leak');
  const again: PastAnswer = {
    effect: decision.effect,
    basis: decision.basis,
    obligations: decision.obligations,
    codes: codesOf(decision.effect === 'permit' ? [...decision.causes, ...withheld] : decision.causes),
  };
  if (JSON.stringify(again) === JSON.stringify(recorded)) return { outcome: 'same', recorded, again };
  const { recipient, purpose, provider } = request;
  const concernsOne = register
    .permissions(recipient, purpose, provider ?? '')
    .some(({ onePerson }) => onePerson !== undefined);
  return concernsOne
    ? { outcome: 'undecided', why: 'one-person', recorded, again }
    : { outcome: 'different', recorded, again };
}

function permitOf(record: DecisionRecord, register: CompiledRegister): CompactRequest | undefined {
  const { effect, reasons, mode, shapes, demonstration, repeats, recipient, purpose, category } = record;
  const isWhole = effect === 'permit' && reasons.length === 0 && mode === 'all' && repeats === undefined;
  if (!isWhole || !shapes?.length || demonstration === undefined) return undefined;
  if (recipient === undefined || purpose === undefined || category === undefined) return undefined;
  // A name that the register lacks now is a matter for the decider.
  if (!register.participants.has(recipient) || !register.purposes.has(purpose) || !register.categories.has(category)) {
    return undefined;
  }
  const own = register.systems.get(record.system ?? '')?.participant;
  if (own === undefined || (record.provider !== undefined && !register.participants.has(record.provider)))
    return undefined;
  if (record.asked !== undefined && !register.instruments.has(record.asked)) return undefined;
  const records = shapes.map((shape) =>
    compactRecord(shape, record.fields ?? [], category === dwelling, false, register.catalogue),
  );
  if (records.includes(undefined)) return undefined;
  return {
    recipient,
    purpose,
    provider: record.provider ?? own,
    own,
    basis: record.asked,
    category,
    territory: record.territory,
    mode,
    today: record.clock.today,
    demonstration,
    records: records as CompactRecord[],
  };
}

const dwelling = 'woning';

function sameBasis(one: readonly Basis[], other: readonly Basis[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ instrument, fields }, index) => {
      const beside = other[index]!;
      return instrument === beside.instrument && sameTexts(fields, beside.fields);
    })
  );
}

function sameObligations(one: readonly Obligation[], other: readonly Obligation[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ field, duty }, index) => field === other[index]!.field && duty === other[index]!.duty)
  );
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/**
 * The recorded request and all that it was decided with, to ask more about it than its answer. Undefined where the register had
 * no say, or the record keeps too little.
 */
export function recordedQuestion(
  record: DecisionRecord,
  register: CompiledRegister,
): { readonly request: ExchangeRequest; readonly context: DecisionContext } | undefined {
  const { mode, shapes, demonstration, repeats } = record;
  if (repeats !== undefined || mode === undefined || demonstration === undefined) return undefined;
  return shapes === undefined || shapes.length === 0 ? undefined : questionOf(record, shapes, demonstration, register);
}

/** Sorted, each once; in the order of the closed list, so that two answers compare as text. */
function codesOf(reasons: readonly { readonly code: string }[]): readonly string[] {
  const codes = new Set(reasons.map(({ code }) => code));
  return [...reasonCodes.filter((code) => codes.delete(code)), ...codes];
}

function questionOf(
  record: DecisionRecord,
  shapes: readonly RecordedShape[],
  demonstration: boolean,
  register: CompiledRegister,
): { readonly request: ExchangeRequest; readonly context: DecisionContext } {
  const { system = '', recipient = '', purpose = '', mode = 'all', reasons } = record;
  const provider = record.provider ?? '';
  const { today, at } = record.clock;
  const request: ExchangeRequest = {
    id: '',
    kind: 'check',
    system,
    recipient,
    purpose,
    category: record.category ?? '',
    territory: record.territory,
    provider,
    basis: record.asked,
    mode,
    correlationId: undefined,
    time: undefined,
    traceparent: undefined,
    isArray: shapes.length > 1,
    // One of each: what a record adds to an answer does not depend on how many are like it.
    records: shapes.map((shape, index) => recordOf(shape, `shape-${index}`, record.fields ?? [], register.catalogue)),
    attributes: '',
  };
  const facts = shapes.flatMap((shape, index) => factsOf(shape, `shape-${index}`, provider, recipient));
  const context: DecisionContext = {
    register: withRecordedTerritories(register),
    facts: {
      version: 0,
      about: (tokens) => facts.filter(({ token }) => tokens.includes(token)),
      canonical: (token) => token,
    },
    tokens: { person: (insz) => [insz], contact: () => [] },
    clock: { atMs: at, today },
    demonstration,
    guards: {
      registerStale: false,
      clockUnsure: false,
      factsStale: reasons.some(({ code }) => code === 'facts-stale'),
    },
  };
  return { request, context };
}

/** A record of that shape about somebody who goes by `name`, which also stands where a leaf decides a territory. */
function recordOf(shape: RecordedShape, name: string, paths: readonly string[], catalogue: Catalogue): RequestRecord {
  const fields = new Uint32Array(catalogue.words);
  const data: Record<string, unknown> = {};
  const persons: RecordPerson[] = [];
  const faults: RequestRecord['faults'][number][] = (shape.faults ?? []).map((code) => ({ code, path: '' }));
  for (const path of shape.fields === undefined ? paths : shape.fields.map((place) => paths[place] ?? '')) {
    const number = catalogue.number(path);
    const field = number === undefined ? undefined : catalogue.fields[number];
    if (field === undefined) {
      // A leaf that this register does not know is what an unknown name is to it.
      faults.push({ code: 'unknown-field', path });
      continue;
    }
    fields[field.number >>> 5]! |= 1 << (field.number & 31);
    write(data, path.split('.'), [name, ...(shape.inside?.[path] ?? [])].join(separator));
    if (field.identifier !== 'person') continue;
    const category = field.innerCategory === undefined ? undefined : catalogue.innerCategories[field.innerCategory];
    persons.push({ field: field.number, category, insz: name });
  }
  let innerCategories = 0;
  for (const category of shape.inner ?? []) {
    const index = catalogue.innerCategories.indexOf(category);
    if (index >= 0) innerCategories |= 1 << index;
  }
  return { data, fields, innerCategories, persons, faults, faultCount: faults.length };
}

/** Facts about somebody by which each check comes out as it is recorded. */
function factsOf({ failed = [] }: RecordedShape, token: string, provider: string, recipient: string): readonly Fact[] {
  const has = new Set(failed);
  const fact = (kind: Fact['kind'], participant: string): Fact => ({
    id: `${kind} ${participant}`,
    kind,
    token,
    participant,
    from: '0001-01-01',
    until: null,
  });
  const files = has.has('provider') ? [] : [fact('caseload', provider)];
  if (!has.has('recipient')) files.push(fact('caseload', recipient));
  return [
    // Where one participant is both, a file of either opens both, and both were missing.
    ...(provider === recipient && (has.has('provider') || has.has('recipient')) ? [] : files),
    ...(has.has('consent') ? [] : [fact('consent', provider)]),
    ...(['restriction', 'objection', 'do-not-contact'] as const)
      .filter((kind) => has.has(kind))
      .map((kind) => fact(kind, provider)),
  ];
}

/** Between a name and the territories in which its leaf lies; no id has it. */
const separator = '|';

const recordedTerritories = new WeakMap<CompiledRegister, CompiledRegister>();

/** The register, but that a leaf lies in the territories that stand in it behind a name. One for all questions: what the decider works out of a register it does once. */
function withRecordedTerritories(register: CompiledRegister): CompiledRegister {
  let known = recordedTerritories.get(register);
  if (known === undefined) recordedTerritories.set(register, (known = recordedTerritoriesOf(register)));
  return known;
}

function recordedTerritoriesOf(register: CompiledRegister): CompiledRegister {
  const lists = new Map<readonly Permission[], readonly Permission[]>();
  const recorded = (territory: Territory, leaf: number): Territory => ({
    ...territory,
    leaf,
    includes: (value) => value.split(separator).indexOf(territory.id) > 0,
  });
  return {
    version: register.version,
    catalogue: register.catalogue,
    participants: register.participants,
    systems: register.systems,
    purposes: register.purposes,
    categories: register.categories,
    instruments: register.instruments,
    flows: () => register.flows(),
    permissions: (recipient, purpose, provider) => {
      const listed = register.permissions(recipient, purpose, provider);
      let known = lists.get(listed);
      if (known === undefined) {
        known = listed.map((permission) =>
          permission.territory?.leaf === undefined
            ? permission
            : { ...permission, territory: recorded(permission.territory, permission.territory.leaf) },
        );
        lists.set(listed, known);
      }
      return known;
    },
  };
}

function write(into: Record<string, unknown>, path: readonly string[], value: string): void {
  const [name = '', ...rest] = path;
  const key = name.replace('[]', '');
  if (rest.length === 0) {
    into[key] = name.endsWith('[]') ? [value] : value;
    return;
  }
  const child = (into[key] ??= name.endsWith('[]') ? [{}] : {});
  write((Array.isArray(child) ? child[0] : child) as Record<string, unknown>, rest, value);
}
