import { keep, type Duty, type ExchangeRequest, type Fact, type Facts, type RequestRecord } from '#contract';
import type { DecisionContext } from '#decision';
import type { Catalogue, CompiledRegister, Field, Permission } from '#register';

/**
 * A register made by hand for tests of the stages after it: the compiled form directly, with a catalogue of a few
 * fields, so that a property test reads as what it says.
 */
export function smallRegister(
  permissions: readonly Permission[],
  more: Partial<CompiledRegister> = {},
): CompiledRegister {
  const participants = ['gever', 'ontvanger', 'tussen', 'ander'];
  const byKey = new Map<string, Permission[]>();
  for (const permission of permissions) {
    const { provider, recipient, purpose } = partiesOf.get(permission) ?? standardParties;
    const key = `${recipient} ${purpose} ${provider}`;
    byKey.set(key, [...(byKey.get(key) ?? []), permission]);
  }
  return {
    version: 1,
    catalogue: smallCatalogue,
    participants: new Map(
      participants.map((id) => [
        id,
        { id, name: { nl: id }, divisionOf: undefined, insideEea: true, roles: [], systems: [] },
      ]),
    ),
    systems: new Map(
      participants.map((id) => [
        id,
        { id, participant: id, sends: true, reads: [], readsAlerts: false, readsDecisions: false },
      ]),
    ),
    purposes: new Map([
      ['doel', { id: 'doel', title: { nl: 'doel' }, statistical: false }],
      ['telling', { id: 'telling', title: { nl: 'telling' }, statistical: true }],
    ]),
    categories: new Set(['huurder', 'kandidaat', 'gezinslid', 'partner', 'woning']),
    instruments: new Map(
      permissions.map(({ instrument: id, confidential }) => [id, { id, title: { nl: id }, confidential }]),
    ),
    permissions: (recipient, purpose, provider) => byKey.get(`${recipient} ${purpose} ${provider}`) ?? [],
    flows: () =>
      [...byKey].map(([key, listed]) => {
        const [recipient = '', purpose = '', provider = ''] = key.split(' ');
        return { recipient, purpose, provider, permissions: listed };
      }),
    ...more,
  };
}

interface Parties {
  readonly provider: string;
  readonly recipient: string;
  readonly purpose: string;
}

const standardParties: Parties = { provider: 'gever', recipient: 'ontvanger', purpose: 'doel' };
const partiesOf = new WeakMap<Permission, Parties>();

export interface PermissionText extends Partial<
  Omit<Permission, 'fields' | 'duties' | 'innerCategories' | 'categories'>
> {
  readonly fields?: Readonly<Record<string, Duty>> | readonly string[];
  readonly categories?: readonly string[];
  readonly parties?: Partial<Parties>;
}

/** A permission that is open to every small request unless the text says otherwise. */
export function permissionOf(text: PermissionText = {}): Permission {
  const { fields = smallPaths, categories = ['huurder', 'gezinslid', 'partner'], parties, ...rest } = text;
  const duties: Readonly<Record<string, Duty>> = isList(fields)
    ? Object.fromEntries(fields.map((path) => [path, keep]))
    : fields;
  const permission: Permission = {
    instrument: 'akte-1',
    confidential: false,
    from: '2000-01-01',
    until: undefined,
    draft: false,
    suspensions: [],
    assumed: false,
    transferAllowed: true,
    via: new Set(),
    categories: new Set(categories),
    innerCategories: innerSet(categories),
    fields: setOf(Object.keys(duties)),
    duties: smallCatalogue.fields.map((field) => duties[field.path]),
    territory: undefined,
    relation: undefined,
    consent: false,
    doNotContact: false,
    retention: 'unknown',
    ...rest,
  };
  partiesOf.set(permission, { ...standardParties, ...parties });
  return permission;
}

/** The same permission between other parties or for another purpose. */
export function rerouted(permission: Permission, parties: Partial<Parties>): Permission {
  const copy = { ...permission };
  partiesOf.set(copy, { ...(partiesOf.get(permission) ?? standardParties), ...parties });
  return copy;
}

/** A request of `gever` to `ontvanger` for `doel`; each record by the paths it holds. */
export function requestOf(
  records: readonly (readonly string[])[],
  more: Partial<ExchangeRequest> = {},
): ExchangeRequest {
  return {
    id: 'a-1',
    kind: 'exchange',
    system: 'gever',
    recipient: 'ontvanger',
    purpose: 'doel',
    category: 'huurder',
    territory: undefined,
    provider: undefined,
    basis: undefined,
    mode: 'all',
    correlationId: undefined,
    time: undefined,
    traceparent: undefined,
    isArray: records.length !== 1,
    records: records.map((paths, index) => recordOf(paths, `person-${index}`)),
    attributes: '',
    ...more,
  };
}

/**
 * A record that holds these paths. `root` stands for the number of the root person, `root/gezinslid` for who lives
 * in.
 */
export function recordOf(
  paths: readonly string[],
  root = 'person-0',
  values: Readonly<Record<string, string>> = {},
): RequestRecord {
  const inner = smallCatalogue.innerCategories.filter((_, index) =>
    paths.some((path) => smallCatalogue.fields.find((field) => field.path === path)?.innerCategory === index),
  );
  const data: Record<string, unknown> = {};
  for (const path of paths) write(data, path.split('.'), values[path] ?? 'x');
  return {
    data,
    fields: setOf(paths),
    innerCategories: innerSet(inner),
    persons: [
      ...(paths.includes('persoon.insz') ? [{ field: number('persoon.insz'), category: undefined, insz: root }] : []),
      ...inner.map((category) => ({ field: inszOf(category), category, insz: `${root}/${category}` })),
    ],
    faults: [],
    faultCount: 0,
  };
}

/** A context on 1 July 2024 with no facts; a person's token is the person's number itself. */
export function contextOf(
  register: CompiledRegister,
  facts: readonly Fact[] = [],
  more: Partial<DecisionContext> = {},
): DecisionContext {
  return {
    register,
    facts: factsOf(facts),
    tokens: { person: (insz) => [insz], contact: (contact) => [contact] },
    clock: { atMs: 1_719_828_000_000, today: '2024-07-01' },
    demonstration: false,
    guards: { registerStale: false, factsStale: false, clockUnsure: false },
    ...more,
  };
}

/** Facts from a list. */
export function factsOf(facts: readonly Fact[]): Facts {
  return {
    version: facts.length,
    about: (tokens) => facts.filter((fact) => tokens.includes(fact.token)),
    canonical: (token) => token,
  };
}

export function factOf(kind: Fact['kind'], token: string, participant: string, more: Partial<Fact> = {}): Fact {
  return { id: `${kind} ${token} ${participant}`, kind, token, participant, from: '2000-01-01', until: null, ...more };
}

/** Paths of the small catalogue, in its order. */
export const smallPaths = [
  'persoon.insz',
  'persoon.naam',
  'persoon.nis',
  'persoon.geboortedatum',
  'huur.start',
  'huur.prijs',
  'gezin.leden[].insz',
  'gezin.leden[].naam',
  'partner.insz',
  'partner.naam',
  'contact.email',
  'contact.telefoon',
] as const;

export const smallCatalogue: Catalogue = {
  fields: smallPaths.map((path, index): Field => {
    const innerCategory = path.startsWith('gezin.') ? 0 : path.startsWith('partner.') ? 1 : undefined;
    return {
      number: index,
      path,
      type: path.endsWith('insz')
        ? { kind: 'insz' }
        : path.endsWith('nis')
          ? { kind: 'nis' }
          : { kind: 'text', charactersMax: 200 },
      identifier: path.endsWith('insz') ? 'person' : path.startsWith('contact.') ? 'contact' : undefined,
      innerCategory,
      dwelling: false,
      description: { nl: path },
    };
  }),
  words: 1,
  innerCategories: ['gezinslid', 'partner'],
  root: { kind: 'object', children: new Map(), person: undefined },
  number: (path) => {
    const found = smallPaths.indexOf(path as (typeof smallPaths)[number]);
    return found < 0 ? undefined : found;
  },
  generalisations: new Map(),
};

export function setOf(paths: readonly string[]): Uint32Array {
  const set = new Uint32Array(smallCatalogue.words);
  for (const path of paths) set[0]! |= 1 << number(path);
  return set;
}

function number(path: string): number {
  const found = smallCatalogue.number(path);
  if (found === undefined) throw new Error(`\`${path}\` is not in the small catalogue`);
  return found;
}

function innerSet(categories: readonly string[]): number {
  return smallCatalogue.innerCategories.reduce(
    (set, id, index) => (categories.includes(id) ? set | (1 << index) : set),
    0,
  );
}

function inszOf(category: string): number {
  return number(category === 'gezinslid' ? 'gezin.leden[].insz' : 'partner.insz');
}

function isList(fields: Readonly<Record<string, Duty>> | readonly string[]): fields is readonly string[] {
  return Array.isArray(fields);
}

function write(into: Record<string, unknown>, path: readonly string[], value: string): void {
  const [name = '', ...rest] = path;
  const key = name.replace('[]', '');
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const child = (into[key] ??= name.endsWith('[]') ? [{}] : {});
  write((Array.isArray(child) ? child[0] : child) as Record<string, unknown>, rest, value);
}
