/** The checked register to the index that decisions are made with. */
import type { Duty, LegalDate } from '#contract';
import type { Catalogue } from './catalogue';
import { compileCatalogue } from './catalogue-of';
import type {
  CompiledRegister,
  Flow,
  Instrument,
  OnePerson,
  Participant,
  Permission,
  System,
  Territory,
} from './compiled';
import { grantsOf, jointlyWith, type Grants } from './grants';
import type { Window } from './resolve';
import type {
  CaseSource,
  InstrumentSource,
  ParticipantSource,
  PermissionSource,
  RegisterSource,
  TerritorySource,
  VersionSource,
} from './source';

/** Where an undated draft stands in time: it must have a date to stand in a list, and permits on none. */
const undated: LegalDate = '0001-01-01';

const none: readonly Permission[] = Object.freeze([]);

/**
 * Compiles a register without faults. `version` is the number of the published register version. Parties become
 * participants in dated windows: one `Permission` for each provider holding, recipient holding and purpose whose days
 * overlap with the version's. Lookups cost three map reads, whatever the register's size.
 */
export function compileRegister(source: RegisterSource, version: number): CompiledRegister {
  const catalogue = compileCatalogue(source);
  const participants = new Map(source.participants.map((each) => [each.id, compileParticipant(each)]));
  const systems = new Map<string, System>();
  for (const participant of participants.values()) {
    for (const system of participant.systems) systems.set(system.id, system);
  }
  const index = indexPermissions(source, catalogue, participants);
  return Object.freeze({
    version,
    catalogue,
    participants,
    systems,
    purposes: new Map(source.purposes.map(({ id, title, statistical }) => [id, { id, title, statistical }])),
    categories: new Set(source.categories.map((category) => category.id)),
    instruments: new Map(source.instruments.map((each) => [each.id, compileInstrument(each)])),
    permissions: (recipient: string, purpose: string, provider: string) =>
      index.get(recipient)?.get(purpose)?.get(provider) ?? none,
    flows: () => flowsOf(index),
  });
}

function* flowsOf(index: Index): Generator<Flow> {
  for (const [recipient, purposes] of index) {
    for (const [purpose, providers] of purposes) {
      for (const [provider, permissions] of providers) yield { recipient, purpose, provider, permissions };
    }
  }
}

type Index = Map<string, Map<string, Map<string, Permission[]>>>;

function indexPermissions(
  source: RegisterSource,
  catalogue: Catalogue,
  participants: ReadonlyMap<string, Participant>,
): Index {
  const index: Index = new Map();
  const parts: Parts = {
    catalogue,
    participants,
    grants: grantsOf(source),
    territories: new Map(source.territories.map((each) => [each.id, new CodeList(each)])),
    instruments: new Map(source.instruments.map((each) => [each.id, each])),
  };
  // Buckets are to be ordered by instrument id; filled in that order they need no sorting.
  const instruments = [...source.instruments].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const instrument of instruments) {
    for (const version of instrument.versions) {
      for (const permission of version.permissions) addPermission(index, instrument, version, permission, parts);
    }
  }
  for (const purposes of index.values()) {
    for (const providers of purposes.values()) {
      for (const bucket of providers.values()) Object.freeze(bucket);
    }
  }
  return index;
}

interface Parts {
  readonly catalogue: Catalogue;
  readonly participants: ReadonlyMap<string, Participant>;
  readonly grants: Grants;
  readonly territories: ReadonlyMap<string, CodeList>;
  readonly instruments: ReadonlyMap<string, InstrumentSource>;
}

function addPermission(
  index: Index,
  instrument: InstrumentSource,
  version: VersionSource,
  permission: PermissionSource,
  parts: Parts,
): void {
  const joint = jointlyWith(instrument, permission, parts.instruments);
  const content = contentOf(instrument, version, permission, joint, parts);
  for (const { provider, recipient, purpose, windows } of parts.grants.of(instrument, version, permission)) {
    const transferAllowed =
      permission.transfer !== undefined || parts.participants.get(recipient.participant)!.insideEea;
    const bucket = bucketOf(index, recipient.participant, purpose, provider.participant);
    for (const { from, until, via, doubts } of windows) {
      const assumed = doubts.length > 0;
      bucket.push({ ...content, from: from ?? undated, until, via, assumed, transferAllowed });
    }
  }
}

type Content = Omit<Permission, 'from' | 'until' | 'via' | 'assumed' | 'transferAllowed'>;

/** What all windows of one permission share; held once in memory. */
function contentOf(
  instrument: InstrumentSource,
  version: VersionSource,
  permission: PermissionSource,
  joint: readonly InstrumentSource[],
  parts: Parts,
): Content {
  const { catalogue } = parts;
  const fields = new Uint32Array(catalogue.words);
  const duties: (Duty | undefined)[] = new Array<Duty | undefined>(catalogue.fields.length).fill(undefined);
  for (const rule of permission.fields) {
    const number = catalogue.number(rule.path)!;
    fields[number >>> 5]! |= 1 << (number & 31);
    duties[number] = rule.duty;
  }
  const categories = new Set(permission.categories);
  const inner = catalogue.innerCategories.reduce((bits, id, bit) => (categories.has(id) ? bits | (1 << bit) : bits), 0);
  return {
    instrument: instrument.id,
    confidential: instrument.confidential,
    onePerson: instrument.case && onePerson(instrument.case),
    draft: version.draft,
    suspensions: [instrument, ...joint].flatMap((each) => each.suspensions.map(({ from, until }) => ({ from, until }))),
    categories,
    innerCategories: inner,
    fields,
    duties,
    territory: compileTerritory(permission, parts),
    relation: permission.relation?.caseload,
    consent: permission.consent,
    doNotContact: permission.doNotContact,
    retention: permission.retention,
  };
}

function onePerson({ person, others, reviewBefore }: CaseSource): OnePerson {
  return {
    tokens: new Set(person),
    others: new Set(others),
    endsAtMs: reviewBefore === undefined ? undefined : Date.parse(reviewBefore),
  };
}

function compileTerritory(permission: PermissionSource, parts: Parts): Territory | undefined {
  if (permission.territory === undefined) return undefined;
  const codes = parts.territories.get(permission.territory.set)!;
  const { leaf } = permission.territory;
  return {
    id: permission.territory.set,
    leaf: leaf === undefined ? undefined : parts.catalogue.number(leaf)!,
    includes: (nis, day) => codes.includes(nis, day),
    members: codes.windows,
  };
}

/** A dated list of NIS codes. */
class CodeList {
  readonly windows = new Map<string, Window[]>();

  constructor({ members }: TerritorySource) {
    for (const { nis, from, until } of members) {
      const known = this.windows.get(nis);
      if (known === undefined) this.windows.set(nis, [{ from, until }]);
      else known.push({ from, until });
    }
  }

  includes(nis: string, day: LegalDate): boolean {
    const windows = this.windows.get(nis);
    if (windows === undefined) return false;
    for (const { from, until } of windows) {
      if ((from === undefined || from <= day) && (until === undefined || day < until)) return true;
    }
    return false;
  }
}

function bucketOf(index: Index, recipient: string, purpose: string, provider: string): Permission[] {
  let purposes = index.get(recipient);
  if (purposes === undefined) index.set(recipient, (purposes = new Map<string, Map<string, Permission[]>>()));
  let providers = purposes.get(purpose);
  if (providers === undefined) purposes.set(purpose, (providers = new Map<string, Permission[]>()));
  let bucket = providers.get(provider);
  if (bucket === undefined) providers.set(provider, (bucket = []));
  return bucket;
}

function compileParticipant(source: ParticipantSource): Participant {
  return {
    id: source.id,
    name: source.name,
    level: source.level,
    divisionOf: source.divisionOf,
    insideEea: source.insideEea,
    roles: source.roles.map(({ role, from, until }) => ({ role, from, until })),
    systems: source.systems.map((system) => ({ ...system, participant: source.id })),
  };
}

function compileInstrument(source: InstrumentSource): Instrument {
  return { id: source.id, title: source.title, confidential: source.confidential };
}
