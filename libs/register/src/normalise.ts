/** Raw files to `RegisterSource`: defaults, shorthand, inherited `sure` and what confirmations lift are written out here and nowhere else. */
import type { Duty } from '#contract';
import type { Pointer } from './fault';
import type {
  OneOrMore,
  RawInstrument,
  RawParticipant,
  RawParty,
  RawPermission,
  RawTerritory,
  RawVersion,
} from './raw';
import type {
  Certainty,
  Confirmation,
  FieldRule,
  InstrumentSource,
  Note,
  ParticipantSource,
  Party,
  PermissionSource,
  Sure,
  TerritorySource,
  VersionSource,
} from './source';

/** Paths that a shorthand such as `persoon.hoofdverblijfplaats.*` stands for, in catalogue order. */
export type Expand = (prefix: string) => readonly string[];

export function normaliseParticipant(raw: RawParticipant): ParticipantSource {
  const mark = (sure: Sure | undefined) => certainty(sure ?? raw.sure, raw.confirmed);
  return {
    id: raw.id,
    name: raw.name,
    sure: mark(raw.sure),
    confirmed: raw.confirmed,
    kbo: raw.kbo,
    level: raw.level,
    divisionOf: raw.divisionOf,
    partOf: (raw.partOf ?? []).map((each) => ({
      name: each.name,
      from: each.from,
      until: each.until,
      sure: mark(each.sure),
    })),
    insideEea: raw.insideEea ?? true,
    processor: raw.processor ?? false,
    roles: (raw.roles ?? []).map((each) => {
      const holding = typeof each === 'string' ? { role: each } : each;
      return { role: holding.role, from: holding.from, until: holding.until, sure: mark(holding.sure) };
    }),
    succeededBy: (raw.succeededBy ?? []).map((each) => ({
      participant: each.participant,
      from: each.from,
      keeps: each.keeps ?? false,
      sure: mark(each.sure),
    })),
    systems: Object.entries(raw.systems ?? {}).map(([id, system]) => ({
      id,
      sends: system?.sends ?? true,
      reads: system?.reads ?? [],
      readsAlerts: system?.readsAlerts ?? false,
      readsDecisions: system?.readsDecisions ?? false,
    })),
    notes: notes(raw.notes),
  };
}

export function normaliseTerritory(raw: RawTerritory): TerritorySource {
  return {
    id: raw.id,
    title: raw.title,
    sure: certainty(raw.sure, raw.confirmed),
    confirmed: raw.confirmed,
    members: raw.members.map((member) => ({
      nis: member.nis,
      name: member.name,
      sinceUnknown: member.since !== undefined,
      from: member.from,
      until: member.until,
      sure: certainty(member.sure ?? raw.sure, raw.confirmed),
    })),
    notes: notes(raw.notes),
  };
}

/** `report` hears of shorthand that stands for nothing. */
export function normaliseInstrument(
  raw: RawInstrument,
  expand: Expand,
  report: (pointer: Pointer, shorthand: string) => void,
): InstrumentSource {
  const publications = (raw.publications ?? []).map((each) => ({
    participant: each.participant,
    where: each.where,
    date: each.date,
    sure: each.sure ?? raw.sure,
  }));
  const doubted = isDoubted(raw.sure, raw.sureOf) || publications.some((each) => isDoubtedMark(each.sure));
  return {
    id: raw.id,
    kind: raw.kind,
    authority: raw.authority,
    number: raw.number,
    aliases: raw.aliases ?? [],
    title: raw.title,
    sure: raw.sure,
    sureOf: raw.sureOf ?? {},
    evidence: raw.evidence,
    confidential: raw.confidential ?? false,
    applicant: raw.applicant,
    legalBases: raw.legalBases ?? [],
    citedAs: raw.citedAs ?? [],
    jointly: raw.jointly ?? [],
    extends: raw.extends ?? [],
    replaces: raw.replaces ?? [],
    publications,
    suspensions: (raw.suspensions ?? []).map((each) => ({ from: each.from, until: each.until, reason: each.reason })),
    accessions: (raw.accessions ?? []).map((each) => ({
      participant: each.participant,
      as: each.as,
      from: each.from,
      until: each.until,
      sure: certainty(each.sure ?? raw.sure, each.confirmed),
      confirmed: each.confirmed,
    })),
    case: raw.case && {
      person: list(raw.case.person),
      others: raw.case.others ?? [],
      reason: raw.case.reason,
      reviewBefore: raw.case.reviewBefore,
      approvals: raw.case.approvals,
    },
    notes: notes(raw.notes),
    versions: raw.versions.map((version, index) =>
      normaliseVersion(raw, version, doubted, expand, (pointer, shorthand) =>
        report(['versions', index, ...pointer], shorthand),
      ),
    ),
  };
}

function normaliseVersion(
  instrument: RawInstrument,
  raw: RawVersion,
  instrumentDoubted: boolean,
  expand: Expand,
  report: (pointer: Pointer, shorthand: string) => void,
): VersionSource {
  const written = raw.sure ?? instrument.sure;
  const mark: Mark = (each) => certainty(each ?? written, raw.confirmed);
  const sure = mark(undefined);
  const advices = (raw.advices ?? []).map((each) => ({
    participant: each.participant,
    date: each.date,
    outcome: each.outcome ?? ('unknown' as const),
    reason: each.reason,
    sure: mark(each.sure),
  }));
  const approvals = (raw.approvals ?? []).map((each) => ({ body: each.body, on: each.on, sure: mark(each.sure) }));
  const sureOf = marksOf(raw.sureOf, mark);
  // Of what the part that two people confirmed says, whatever is not `confirmed:N` was never in doubt.
  const doubted =
    instrumentDoubted || isDoubted(sure, sureOf) || [...advices, ...approvals].some((each) => isDoubtedMark(each.sure));
  return {
    from: raw.from,
    until: raw.until,
    signed: raw.signed,
    // INVARIANT(draft-permits-nothing): undated, not yet approved, or a protocol that nobody signed.
    draft:
      raw.from === undefined ||
      approvals.some((each) => each.on === undefined) ||
      (instrument.kind === 'protocol' && raw.signed === undefined),
    sure,
    sureOf,
    doubted,
    advices,
    approvals,
    confirmed: raw.confirmed,
    permissions: (raw.permissions ?? []).map((permission, index) => {
      const normalised = normalisePermission(permission, index, mark, expand, (shorthand) =>
        report(['permissions', index, 'fields', shorthand], shorthand),
      );
      const isInDoubt = doubted || normalised.doubted;
      return { ...normalised, doubted: isInDoubt, assumed: isInDoubt && raw.confirmed === undefined };
    }),
  };
}

function normalisePermission(
  raw: RawPermission,
  index: number,
  version: Mark,
  expand: Expand,
  report: (shorthand: string) => void,
): Omit<PermissionSource, 'assumed'> {
  const mark: Mark = (each) => version(each ?? raw.sure);
  const sure = mark(undefined);
  const sureOf = marksOf(raw.sureOf, mark);
  const fields = fieldRules(raw.fields, mark, raw.justification, expand, report);
  const territory = raw.territory && {
    set: raw.territory.set,
    leaf: raw.territory.leaf,
    sure: mark(raw.territory.sure),
  };
  const transfer = raw.transfer && { ground: raw.transfer.ground, sure: mark(raw.transfer.sure) };
  const processingAgreement = raw.processingAgreement && {
    signed: raw.processingAgreement.signed,
    sure: mark(raw.processingAgreement.sure),
  };
  const marked = [territory, transfer, processingAgreement, ...fields];
  return {
    index,
    sure,
    sureOf,
    providers: list(raw.provider).map(party),
    recipients: list(raw.recipient).map(party),
    purposes: list(raw.purpose),
    categories: raw.categories,
    via: raw.via === undefined ? [] : list(raw.via).map(party),
    territory,
    fields,
    relation: raw.relation,
    consent: raw.consent ?? false,
    doNotContact: raw.doNotContact ?? false,
    retention: raw.retention ?? 'unknown',
    retentionStated: raw.retention !== undefined,
    retentionAfter: raw.retentionAfter,
    transfer,
    processingAgreement,
    grant: raw.grant,
    ground: raw.ground,
    splitUnknown: raw.split === 'unknown',
    notes: notes(raw.notes),
    doubted: isDoubted(sure, sureOf) || marked.some((each) => isDoubtedMark(each?.sure)),
  };
}

/** A leaf written out wins over shorthand, and longer shorthand over shorter, wherever they stand. */
function fieldRules(
  raw: RawPermission['fields'],
  mark: Mark,
  justification: string | undefined,
  expand: Expand,
  report: (shorthand: string) => void,
): FieldRule[] {
  const rules = new Map<string, { readonly rule: FieldRule; readonly exactness: number }>();
  for (const [key, value] of Object.entries(raw)) {
    const shorthand = key.endsWith('.*');
    const paths = shorthand ? expand(key.slice(0, -1)) : [key];
    if (paths.length === 0) report(key);
    const exactness = shorthand ? key.length : Number.POSITIVE_INFINITY;
    for (const path of paths) {
      if ((rules.get(path)?.exactness ?? 0) > exactness) continue;
      const rule = {
        path,
        duty: duty(value?.duty),
        sure: mark(value?.sure),
        justification: value?.justification ?? justification,
      };
      rules.set(path, { rule, exactness });
    }
  }
  return [...rules.values()].map(({ rule }) => rule);
}

function duty(written: string | undefined): Duty {
  if (written === undefined) return { kind: 'keep' };
  if (written === 'pseudonymise' || written === 'suppress') return { kind: written };
  return { kind: 'generalise', to: written.slice('generalise:'.length) };
}

function party(raw: RawParty): Party {
  if (typeof raw === 'string') return { kind: 'participant', id: raw };
  if (raw.role !== undefined) return { kind: 'role', role: raw.role };
  return { kind: 'acceded', as: raw.acceded! };
}

/** How sure a fact is that says so itself, or that says nothing of it. */
type Mark = (sure: Sure | undefined) => Certainty;

/** What a confirmation of the part in which it stands makes of a mark: only what was assumed needed confirming. */
export function certainty(sure: Sure, confirmed: Confirmation | undefined): Certainty {
  return sure === 'assumed' && confirmed !== undefined ? `confirmed:${confirmed.source}` : sure;
}

function isDoubted(sure: Certainty, marks: Readonly<Record<string, Certainty>> | undefined): boolean {
  return [sure, ...Object.values(marks ?? {})].some(isDoubtedMark);
}

function isDoubtedMark(sure: Certainty | undefined): boolean {
  return sure === 'assumed' || sure?.startsWith('confirmed:') === true;
}

function marksOf(raw: Readonly<Record<string, Sure>> | undefined, mark: Mark): Readonly<Record<string, Certainty>> {
  return Object.fromEntries(Object.entries(raw ?? {}).map(([name, each]) => [name, mark(each)]));
}

function notes(raw: readonly { readonly nl: string; readonly sure?: Sure }[] | undefined): Note[] {
  return (raw ?? []).map((note) => ({ nl: note.nl, sure: note.sure }));
}

function list<T>(value: OneOrMore<T>): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
