/** One permission as data: parties of the day, fields with their duty, conditions, and how sure each fact is. */
import { dutyName, within, type LegalDate } from '#contract';
import {
  isDoubted,
  type Certainty,
  type FieldRule,
  type InstrumentSource,
  type Party,
  type PermissionSource,
  type RegisterSource,
  type Resolve,
  type VersionSource,
} from '#register';
import { weaker, type Stated } from './certainty';
import type { Named, Names } from './names';
import { revealedBy, type Revealed } from './revealed';
import type { FactToConfirm } from './to-confirm';

export interface PermissionDescription {
  readonly providers: readonly PartyDescription[];
  readonly recipients: readonly PartyDescription[];
  readonly via: readonly PartyDescription[];
  readonly purposes: readonly (Named & { readonly statistical: boolean; readonly sure: Certainty })[];
  readonly categories: readonly Named[];
  readonly territory: (Named & { readonly leaf: Named | undefined }) | undefined;
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
  /** Those facts, from the day that is asked about on, in words. */
  readonly restsOn: readonly FactToConfirm[];
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

/** What names and days are read with. */
export interface Context {
  readonly source: RegisterSource;
  readonly names: Names;
  readonly at: LegalDate;
  readonly resolve: Resolve;
  /** What of this instrument is still to be confirmed. */
  readonly toConfirm: readonly FactToConfirm[];
}

export function describePermission(
  instrument: InstrumentSource,
  version: VersionSource,
  permission: PermissionSource,
  context: Context,
): PermissionDescription {
  const { names, source } = context;
  const { territory, transfer, processingAgreement } = permission;
  const mark = (fact: string) => permission.sureOf[fact] ?? permission.sure;
  const v = instrument.versions.indexOf(version);
  const restsOn = context.toConfirm.filter(({ permissions }) =>
    permissions.some((each) => each.version === v && each.permission === permission.index),
  );
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
      sure: weaker(mark('purpose'), purposeSure(id, source)),
    })),
    categories: permission.categories.map((id) => ({ id, title: names.category(id) })),
    territory: territory && {
      id: territory.set,
      title: names.territory(territory.set),
      leaf: territory.leaf === undefined ? undefined : { id: territory.leaf, title: names.field(territory.leaf) },
    },
    relation: permission.relation?.caseload,
    consent: permission.consent,
    doNotContact: permission.doNotContact,
    retention: permission.retention,
    retentionAfter: permission.retentionAfter?.nl,
    transfer: transfer && { text: transfer.ground, sure: transfer.sure },
    processingAgreement: processingAgreement && {
      signed: processingAgreement.signed,
      sure: processingAgreement.sure,
    },
    grant: permission.grant,
    ground: permission.ground,
    splitUnknown: permission.splitUnknown,
    assumed: permission.assumed || restsOn.length > 0,
    restsOn,
    fields: permission.fields.map((rule) => ({
      path: rule.path,
      title: names.field(rule.path),
      duty: dutyName(rule.duty),
      rule,
      sure: fieldSure(rule, permission),
    })),
    reveals: revealedBy(permission.fields, source.fields),
    notes: permission.notes.map(({ nl, sure }) => ({ text: nl, sure })),
    sure: {
      ...(Object.fromEntries(permissionFacts.map((fact) => [fact, mark(fact)])) as Record<PermissionFact, Certainty>),
      ...(territory && {
        territory: weaker(territory.sure, territorySure(territory.set, source)),
      }),
    },
  };
}

/** A mark of the field itself wins; else the one that the permission gives to `fields` as a whole. */
function fieldSure(rule: FieldRule, permission: PermissionSource) {
  return rule.sure === permission.sure ? (permission.sureOf['fields'] ?? rule.sure) : rule.sure;
}

function purposeSure(id: string, source: RegisterSource): Certainty {
  return source.purposes.find((purpose) => purpose.id === id)?.sure ?? 'assumed';
}

/** Of its weakest member: one assumed municipality makes the territory as a whole assumed. */
function territorySure(id: string, source: RegisterSource): Certainty {
  const territory = source.territories.find((each) => each.id === id);
  if (territory === undefined) return 'assumed';
  return territory.members.reduce((mark, { sure }) => weaker(mark, sure), territory.sure);
}

function describeParty(party: Party, instrument: InstrumentSource, context: Context): PartyDescription {
  const { names, at, resolve } = context;
  const holdings = resolve(party, instrument).filter(({ from, until }) => within(at, from, until));
  const participants = new Map(
    holdings.map(({ participant, doubts }) => [
      participant,
      { id: participant, title: names.participant(participant), assumed: isDoubted(doubts, at) },
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
