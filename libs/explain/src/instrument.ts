/** One instrument as data: what its file says, with names resolved, and how sure each fact is. No sentence is made here. */
import type { LegalDate } from '#contract';
import {
  certainty,
  resolver,
  type Certainty,
  type Confirmation,
  type InstrumentKind,
  type InstrumentSource,
  type RegisterSource,
  type VersionSource,
} from '#register';
import type { Stated } from './certainty';
import { namesOf, type Named } from './names';
import { describePermission, type Context, type PermissionDescription } from './permission';
import { factsToConfirm } from './to-confirm';
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

/** `source` is without cases; undefined where it has no such instrument. */
export function describeInstrument(
  source: RegisterSource,
  id: string,
  at: LegalDate,
): InstrumentDescription | undefined {
  const instrument = source.instruments.find((each) => each.id === id);
  if (instrument === undefined) return undefined;
  const names = namesOf(source);
  const context: Context = {
    source,
    names,
    at,
    resolve: resolver(source),
    toConfirm: factsToConfirm(source, at, { instrument: id }),
  };
  const named = (each: string): Named => ({ id: each, title: names.instrument(each) });
  const whichSay = (list: 'legalBases' | 'extends' | 'replaces') =>
    source.instruments.filter((each) => each[list].includes(id)).map((each) => named(each.id));
  const confirmed = confirmationOf(instrument, at);
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
      sure,
    })),
    notes: instrument.notes.map(({ nl, sure }) => ({ text: nl, sure })),
    at,
    state: instrumentState(instrument, at),
    versions: instrument.versions.map((version) => describeVersion(instrument, version, context)),
  };
}

/** What no version says alone is confirmed once every version is that still counts. */
function confirmationOf({ versions }: InstrumentSource, at: LegalDate): Confirmation | undefined {
  const standing = versions.filter(({ draft, until }) => !draft && (until === undefined || at < until));
  const counted = standing.length > 0 ? standing : versions;
  return counted.every(({ confirmed }) => confirmed !== undefined) ? counted.at(-1)?.confirmed : undefined;
}

function describeVersion(instrument: InstrumentSource, version: VersionSource, context: Context): VersionDescription {
  const { names, at } = context;
  return {
    from: version.from,
    until: version.until,
    signed: version.signed,
    state: versionState(instrument, version, at),
    sure: version.sureOf['from'] ?? version.sureOf['signed'] ?? version.sure,
    confirmed: version.confirmed,
    advices: version.advices.map((advice) => ({
      participant: { id: advice.participant, title: names.participant(advice.participant) },
      date: advice.date,
      outcome: advice.outcome,
      reason: advice.reason,
      sure: advice.sure,
    })),
    approvals: version.approvals,
    permissions: version.permissions.map((permission) => describePermission(instrument, version, permission, context)),
  };
}
