import {
  hadStaleFacts,
  isAskable,
  type ExchangeRequest,
  type Fact,
  type RecordedShape,
  type RequestRecord,
} from '#contract';
import type { DecisionContext } from '#decision';
import type { Catalogue, CompiledRegister, Permission, Territory } from '#register';
import { makeRecord } from './made-record';
import type { AskableRecord, DecisionRecord } from './decision-record';

/**
 * The recorded request and all that it was decided with, to ask more about it than its answer. Undefined where the register had
 * no say, or the record keeps too little.
 */
export function recordedQuestion(
  record: DecisionRecord,
  register: CompiledRegister,
): { readonly request: ExchangeRequest; readonly context: DecisionContext } | undefined {
  return isAskable(record) ? questionOf(record, register, record.clock) : undefined;
}

/** The same of a record that keeps enough, at a time. */
export function questionOf(
  record: AskableRecord,
  register: CompiledRegister,
  { at, today }: DecisionRecord['clock'],
): { readonly request: ExchangeRequest; readonly context: DecisionContext } {
  const { system = '', recipient = '', purpose = '', mode, shapes, demonstration } = record;
  const provider = record.provider ?? '';
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
    guards: { registerStale: false, clockUnsure: false, factsStale: hadStaleFacts(record) },
  };
  return { request, context };
}

/** A record of that shape about somebody who goes by `name`, which also stands where a leaf decides a territory. */
function recordOf(shape: RecordedShape, name: string, paths: readonly string[], catalogue: Catalogue): RequestRecord {
  const own = shape.fields === undefined ? paths : shape.fields.map((place) => paths[place] ?? '');
  const { data, fields, known, unknown } = makeRecord(
    catalogue,
    own.map((path) => [path, valueAt(path, name, shape)]),
  );
  const persons = known
    .filter(({ identifier }) => identifier === 'person')
    .map(({ number, innerCategory }) => ({
      field: number,
      category: innerCategory === undefined ? undefined : catalogue.innerCategories[innerCategory],
      insz: name,
    }));
  let innerCategories = 0;
  for (const category of shape.inner ?? []) {
    const index = catalogue.innerCategories.indexOf(category);
    if (index >= 0) innerCategories |= 1 << index;
  }
  const faults: RequestRecord['faults'] = [
    ...(shape.faults ?? []).map((code) => ({ code, path: '' })),
    // A leaf that this register does not know is what an unknown name is to it.
    ...unknown.map((path) => ({ code: 'unknown-field' as const, path })),
  ];
  return { data, fields, innerCategories, persons, faults, faultCount: faults.length };
}

/** Only territories are read from a value; what a record says of persons comes as facts. */
function valueAt(path: string, name: string, { inside }: RecordedShape): string | undefined {
  const territories = inside?.[path];
  return territories === undefined ? undefined : [name, ...territories].join(separator);
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
  const lists = new WeakMap<readonly Permission[], readonly Permission[]>();
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
