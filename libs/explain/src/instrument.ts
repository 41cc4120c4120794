/** One instrument as data: what its file says, with names resolved, and how sure each fact is. No sentence is made here. */
import { dutyName, within, type LegalDate } from '#contract';
import {
  resolver,
  type FieldRule,
  type InstrumentKind,
  type InstrumentSource,
  type Party,
  type PermissionSource,
  type RegisterSource,
  type Resolve,
  type Sure,
  type VersionSource,
} from '#register';
import { certainty, weaker, type Certainty, type Stated } from './certainty';
import { namesOf, type Named, type Names } from './names';
import { revealedBy, type Revealed } from './revealed';
import { instrumentState, versionState, type State } from './words';

export interface InstrumentDescription {
  readonly id: string;
  readonly title: string;
  readonly kind: InstrumentKind;
  readonly authority: Named & { readonly sure: Certainty };
  readonly number: string | undefined;
  readonly aliases: readonly string[];
  /** How others cite it, where that contradicts us. */
  readonly citedAs: readonly Stated[];
  readonly evidence: 'A' | 'B' | 'C' | undefined;
  readonly applicant: string | undefined;
  /** Instruments, or articles in words: then `id` is the words. */
  readonly legalBases: readonly Named[];
  /** Instruments that rest on this one. */
  readonly groundOf: readonly Named[];
  readonly jointly: readonly Named[];
  readonly extends: readonly Named[];
  readonly extendedBy: readonly Named[];
  readonly replaces: readonly Named[];
  readonly replacedBy: readonly Named[];
  readonly publications: readonly (Stated & {
    readonly participant: string | undefined;
    readonly date: string | undefined;
  })[];
  readonly suspensions: InstrumentSource['suspensions'];
  readonly accessions: readonly (Named & { readonly as: string; readonly sure: Certainty } & Days)[];
  readonly notes: readonly Stated[];
  /** The day that is asked about, and where the instrument stands on it. */
  readonly at: LegalDate;
  readonly state: State;
  readonly versions: readonly VersionDescription[];
}

interface Days {
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
}

export interface VersionDescription extends Days {
  readonly signed: LegalDate | undefined;
  readonly state: State;
  /** How sure we are of its days. */
  readonly sure: Certainty;
  readonly confirmed: VersionSource['confirmed'];
  readonly advices: readonly {
    readonly participant: Named;
    readonly date: LegalDate | 'unknown';
    readonly outcome: 'positive' | 'negative' | 'unknown';
    readonly reason: string | undefined;
    readonly sure: Certainty;
  }[];
  readonly approvals: readonly {
    readonly body: string;
    readonly on: LegalDate | 'unknown' | undefined;
    readonly sure: Certainty;
  }[];
  readonly permissions: readonly PermissionDescription[];
}

export interface PermissionDescription {
  readonly providers: readonly PartyDescription[];
  readonly recipients: readonly PartyDescription[];
  readonly via: readonly PartyDescription[];
  readonly purposes: readonly (Named & { readonly statistical: boolean; readonly sure: Certainty })[];
  readonly categories: readonly Named[];
  readonly territory: (Named & { readonly leaf: string | undefined }) | undefined;
  readonly relation: 'provider' | 'recipient' | undefined;
  readonly consent: boolean;
  readonly doNotContact: boolean;
  readonly retention: string;
  readonly retentionAfter: string | undefined;
  readonly transfer: Stated | undefined;
  readonly processingAgreement: { readonly signed: string; readonly sure: Certainty } | undefined;
  readonly grant: 'data' | 'number' | undefined;
  readonly ground: string | undefined;
  readonly splitUnknown: boolean;
  /** Rests on a fact that is assumed and that nobody confirmed: permits in a demonstration only. */
  readonly assumed: boolean;
  readonly fields: readonly FieldDescription[];
  /** What the identifiers among the fields give away beside themselves. */
  readonly reveals: readonly Revealed[];
  readonly notes: readonly Stated[];
  /** How sure each kind of fact of the permission is. */
  readonly sure: Readonly<Record<PermissionFact, Certainty>>;
}

const permissionFacts = [
  'provider',
  'recipient',
  'via',
  'purpose',
  'categories',
  'territory',
  'relation',
  'consent',
  'doNotContact',
  'retention',
  'grant',
  'ground',
  'split',
] as const;

export type PermissionFact = (typeof permissionFacts)[number];

export interface PartyDescription {
  readonly kind: Party['kind'];
  /** Participant, role, or the capacity in which participants acceded. */
  readonly id: string;
  readonly title: string;
  /** Who it is on the day that is asked about. */
  readonly participants: readonly (Named & { readonly assumed: boolean })[];
}

export interface FieldDescription {
  readonly path: string;
  readonly title: string;
  readonly duty: string;
  readonly rule: FieldRule;
  readonly sure: Certainty;
}

/** `source` is without cases; undefined where it has no such instrument. */
export function describeInstrument(
  source: RegisterSource,
  id: string,
  at: LegalDate,
): InstrumentDescription | undefined {
  const instrument = source.instruments.find((each) => each.id === id);
  if (instrument === undefined) return undefined;
  const names = namesOf(source);
  const context: Context = { source, names, at, resolve: resolver(source) };
  const named = (each: string): Named => ({ id: each, title: names.instrument(each) });
  const whichSay = (list: 'legalBases' | 'extends' | 'replaces') =>
    source.instruments.filter((each) => each[list].includes(id)).map((each) => named(each.id));
  const confirmed = instrument.versions.find((version) => version.confirmed !== undefined)?.confirmed;
  return {
    id,
    title: instrument.title.nl,
    kind: instrument.kind,
    authority: {
      id: instrument.authority,
      title: names.authority(instrument.authority),
      sure: certainty(instrument.sureOf['authority'] ?? instrument.sure, confirmed),
    },
    number: instrument.number,
    aliases: instrument.aliases,
    citedAs: instrument.citedAs,
    evidence: instrument.evidence,
    applicant: instrument.applicant,
    legalBases: instrument.legalBases.map(named),
    groundOf: whichSay('legalBases'),
    jointly: instrument.jointly.map(named),
    extends: instrument.extends.map(named),
    extendedBy: whichSay('extends'),
    replaces: instrument.replaces.map(named),
    replacedBy: whichSay('replaces'),
    publications: instrument.publications.map(({ participant, where, date, sure }) => ({
      text: where,
      participant: participant === undefined ? undefined : names.participant(participant),
      date,
      sure: certainty(sure, confirmed),
    })),
    suspensions: instrument.suspensions,
    accessions: instrument.accessions.map(({ participant, as, from, until, sure }) => ({
      id: participant,
      title: names.participant(participant),
      as,
      from,
      until,
      sure: certainty(sure, confirmed),
    })),
    notes: instrument.notes.map(({ nl, sure }) => ({ text: nl, sure })),
    at,
    state: instrumentState(instrument, at),
    versions: instrument.versions.map((version) => describeVersion(instrument, version, context)),
  };
}

interface Context {
  readonly source: RegisterSource;
  readonly names: Names;
  readonly at: LegalDate;
  readonly resolve: Resolve;
}

function describeVersion(instrument: InstrumentSource, version: VersionSource, context: Context): VersionDescription {
  const { names, at } = context;
  return {
    from: version.from,
    until: version.until,
    signed: version.signed,
    state: versionState(instrument, version, at),
    sure: certainty(version.sureOf['from'] ?? version.sureOf['signed'] ?? version.sure, version.confirmed),
    confirmed: version.confirmed,
    advices: version.advices.map((advice) => ({
      participant: { id: advice.participant, title: names.participant(advice.participant) },
      date: advice.date,
      outcome: advice.outcome,
      reason: advice.reason,
      sure: certainty(advice.sure, version.confirmed),
    })),
    approvals: version.approvals.map(({ body, on, sure }) => ({ body, on, sure: certainty(sure, version.confirmed) })),
    permissions: version.permissions.map((permission) => describePermission(instrument, version, permission, context)),
  };
}

function describePermission(
  instrument: InstrumentSource,
  version: VersionSource,
  permission: PermissionSource,
  context: Context,
): PermissionDescription {
  const { names, source } = context;
  const { territory, transfer, processingAgreement } = permission;
  const mark = (fact: string) => certainty(permission.sureOf[fact] ?? permission.sure, version.confirmed);
  const parties = (all: readonly Party[]) => all.map((party) => describeParty(party, instrument, context));
  const statistical = new Set(source.purposes.filter((purpose) => purpose.statistical).map((purpose) => purpose.id));
  return {
    providers: parties(permission.providers),
    recipients: parties(permission.recipients),
    via: parties(permission.via),
    purposes: permission.purposes.map((id) => ({
      id,
      title: names.purpose(id),
      statistical: statistical.has(id),
      sure: weaker(mark('purpose'), certainty(purposeSure(id, source), version.confirmed)),
    })),
    categories: permission.categories.map((id) => ({ id, title: names.category(id) })),
    territory: territory && { id: territory.set, title: names.territory(territory.set), leaf: territory.leaf },
    relation: permission.relation?.caseload,
    consent: permission.consent,
    doNotContact: permission.doNotContact,
    retention: permission.retention,
    retentionAfter: permission.retentionAfter?.nl,
    transfer: transfer && { text: transfer.ground, sure: certainty(transfer.sure, version.confirmed) },
    processingAgreement: processingAgreement && {
      signed: processingAgreement.signed,
      sure: certainty(processingAgreement.sure, version.confirmed),
    },
    grant: permission.grant,
    ground: permission.ground,
    splitUnknown: permission.splitUnknown,
    assumed: permission.assumed,
    fields: permission.fields.map((rule) => ({
      path: rule.path,
      title: names.field(rule.path),
      duty: dutyName(rule.duty),
      rule,
      sure: certainty(fieldSure(rule, permission), version.confirmed),
    })),
    reveals: revealedBy(permission.fields, source.fields),
    notes: permission.notes.map(({ nl, sure }) => ({ text: nl, sure })),
    sure: {
      ...(Object.fromEntries(permissionFacts.map((fact) => [fact, mark(fact)])) as Record<PermissionFact, Certainty>),
      ...(territory && {
        territory: weaker(
          certainty(territory.sure, version.confirmed),
          certainty(territorySure(territory.set, source), version.confirmed),
        ),
      }),
    },
  };
}

/** A mark of the field itself wins; else the one that the permission gives to `fields` as a whole. */
function fieldSure(rule: FieldRule, permission: PermissionSource) {
  return rule.sure === permission.sure ? (permission.sureOf['fields'] ?? rule.sure) : rule.sure;
}

function purposeSure(id: string, source: RegisterSource): Sure {
  return source.purposes.find((purpose) => purpose.id === id)?.sure ?? 'assumed';
}

/** Of its weakest member: one assumed municipality makes the territory as a whole assumed. */
function territorySure(id: string, source: RegisterSource): Sure {
  const territory = source.territories.find((each) => each.id === id);
  if (territory === undefined) return 'assumed';
  return territory.members.some((member) => member.sure === 'assumed') ? 'assumed' : territory.sure;
}

function describeParty(party: Party, instrument: InstrumentSource, context: Context): PartyDescription {
  const { names, at, resolve } = context;
  const holdings = resolve(party, instrument).filter(({ from, until }) => within(at, from, until));
  const participants = new Map(
    holdings.map(({ participant, assumed }) => [
      participant,
      { id: participant, title: names.participant(participant), assumed },
    ]),
  );
  const common = { kind: party.kind, participants: [...participants.values()] };
  switch (party.kind) {
    case 'participant':
      return { ...common, id: party.id, title: names.participant(party.id) };
    case 'role':
      return { ...common, id: party.role, title: names.role(party.role) };
    case 'acceded':
      return { ...common, id: party.as, title: party.as };
  }
}
