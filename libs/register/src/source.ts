import type { Duty, LegalDate } from '#contract';

/**
 * The register as its files say it: what a lawyer wrote, checked and with defaults filled in, but nothing resolved.
 * Roles are still roles, successions still successions; `compileRegister` resolves them. Shorthand of the files is
 * written out: one-or-many became lists, `persoon.hoofdverblijfplaats.*` became its leaves, an inherited `sure` stands
 * on each fact. The order of every list is the order of the files (by path) and inside them.
 */
export interface RegisterSource {
  readonly authorities: readonly AuthoritySource[];
  readonly roles: readonly RoleSource[];
  readonly participants: readonly ParticipantSource[];
  readonly purposes: readonly PurposeSource[];
  readonly categories: readonly CategorySource[];
  /** The field catalogue; a field's place here is its number in the compiled catalogue. */
  readonly fields: readonly FieldSource[];
  readonly generalisations: readonly GeneralisationSource[];
  readonly territories: readonly TerritorySource[];
  readonly instruments: readonly InstrumentSource[];
  /** Public texts that `source:N` refers to. */
  readonly sources: readonly PublicSource[];
  /** Every file's content as JSON, as published: what the facts above were read from. */
  readonly documents: readonly SourceDocument[];
}

/** One file: its path inside `protocols/` and its content as JSON values. */
export interface SourceDocument {
  readonly path: string;
  readonly document: unknown;
}

/**
 * How sure we are of a fact. `seed`: stated in the privacy statements this register started from; `source:N`: stated in
 * public text N of `sources.yaml`; `assumed`: our own reconstruction, which permits only in a demonstration.
 */
export type Sure = 'seed' | 'assumed' | `source:${number}`;

/** How sure we are once confirmations are counted: what was `assumed` and two people found in source N is `confirmed:N`. */
export type Certainty = Sure | `confirmed:${number}`;

/**
 * Two people found in a public source what was `assumed`. It covers what the part that carries it says itself (a version of
 * an instrument, an accession, a participant, a role, a purpose, a territory), never what another part says that it names.
 */
export interface Confirmation {
  readonly on: LegalDate;
  readonly by: readonly string[];
  /** Number of the source, as in `sources.yaml`. */
  readonly source: number;
}

/** A title or note as officers read it. */
export interface Text {
  readonly nl: string;
}

export interface Note extends Text {
  readonly sure: Sure | undefined;
}

export interface PublicSource {
  readonly number: number;
  readonly text: string;
}

/** Who issues instruments: a committee, a minister, the parties themselves. */
export interface AuthoritySource {
  readonly id: string;
  readonly title: Text;
  /** From this day its authorisations keep their force but gain no fields: a new field needs a new protocol. */
  readonly closedOn: LegalDate | undefined;
  /** Grants access to data and use of the number apart: each permission says which it is. */
  readonly grantsApart: boolean;
}

/** A capacity that participants hold for a time: `shm`, `ocmw`. */
export interface RoleSource {
  readonly id: string;
  readonly title: Text;
  /** Holders of the successor have, from that day, what instruments give to holders of this role. */
  readonly succeededBy: readonly { readonly role: string; readonly from: LegalDate; readonly sure: Certainty }[];
  /** Covers its successions. */
  readonly confirmed: Confirmation | undefined;
}

export interface ParticipantSource {
  readonly id: string;
  readonly name: Text;
  readonly sure: Certainty;
  /** Covers its roles and successions too. */
  readonly confirmed: Confirmation | undefined;
  /** Ten digits, no points. */
  readonly kbo: string | undefined;
  /** Under whose rules it gives: a denial says by it which kind of instrument is missing. It permits nothing. */
  readonly level: 'federal' | 'social-security' | 'flemish' | 'private' | undefined;
  readonly divisionOf: string | undefined;
  /** What it belonged to and when, where that is no participant: shown, and permits nothing. */
  readonly partOf: readonly BelongingSource[];
  readonly insideEea: boolean;
  /** Works on behalf of a controller: needs a processing agreement instead of a permission of its own. */
  readonly processor: boolean;
  readonly roles: readonly RoleHolding[];
  /** From that day the successor has what instruments give to this participant by name; `until` stays with this one if it goes on. */
  readonly succeededBy: readonly ParticipantSuccession[];
  readonly systems: readonly SystemSource[];
  readonly notes: readonly Note[];
}

export interface BelongingSource {
  readonly name: Text;
  /** `[from, until)`; a missing bound is open. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
  readonly sure: Certainty;
}

export interface RoleHolding {
  readonly role: string;
  /** `[from, until)`; a missing bound is open. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
  readonly sure: Certainty;
}

export interface ParticipantSuccession {
  readonly participant: string;
  readonly from: LegalDate;
  /** Whether the predecessor itself keeps what it had, from that day on. */
  readonly keeps: boolean;
  readonly sure: Certainty;
}

/** A Kafka principal. */
export interface SystemSource {
  readonly id: string;
  readonly sends: boolean;
  readonly reads: readonly string[];
  readonly readsAlerts: boolean;
  readonly readsDecisions: boolean;
}

export interface PurposeSource {
  readonly id: string;
  readonly title: Text;
  readonly statistical: boolean;
  readonly sure: Certainty;
  readonly confirmed: Confirmation | undefined;
}

export interface CategorySource {
  readonly id: string;
  readonly title: Text;
  /** The object that holds people of this category inside a record, such as `gezin.leden[]`; undefined: root only. */
  readonly object: string | undefined;
  /** Records of this category are about a dwelling and hold no person. */
  readonly dwelling: boolean;
}

export interface FieldSource {
  readonly path: string;
  readonly description: Text;
  readonly type: FieldTypeSource;
  readonly dwelling: boolean;
}

/** As `FieldType` of the catalogue, in plain JSON. */
export type FieldTypeSource =
  | { readonly kind: 'insz' | 'year' | 'boolean' | 'nis' | 'country' | 'id' | 'participant' | 'email' | 'telephone' }
  | { readonly kind: 'text'; readonly charactersMax: number }
  | { readonly kind: 'code'; readonly codes: readonly string[] }
  | { readonly kind: 'date'; readonly partial: boolean }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number };

export type GeneralisationSource =
  | { readonly kind: 'age'; readonly name: string; readonly lowerBounds: readonly number[]; readonly unknown: string }
  | { readonly kind: 'year'; readonly name: string; readonly unknown: string | undefined }
  | { readonly kind: 'quarter'; readonly name: string }
  | {
      readonly kind: 'amount';
      readonly name: string;
      readonly first: number;
      readonly step: number;
      readonly last: number;
    }
  | {
      readonly kind: 'country';
      readonly name: string;
      /** Group name to ISO 3166-1 alpha-2 codes. */
      readonly groups: Readonly<Record<string, readonly string[]>>;
      readonly other: string;
      readonly unknown: string;
    };

/** A dated list of municipalities. Never a prefix: Leiedal has a member outside its own arrondissement. */
export interface TerritorySource {
  readonly id: string;
  readonly title: Text;
  readonly sure: Certainty;
  /** Covers its members too. */
  readonly confirmed: Confirmation | undefined;
  readonly members: readonly TerritoryMember[];
  readonly notes: readonly Note[];
}

export interface TerritoryMember {
  /** NIS code, five digits. */
  readonly nis: string;
  readonly name: string;
  /**
   * Whether it became a member on an earlier day that nobody knows: `from` is then the first day of which we know, and
   * before it the answer is no.
   */
  readonly sinceUnknown: boolean;
  /** `[from, until)`; a missing bound is open. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
  readonly sure: Certainty;
}

export type InstrumentKind =
  'authorisation' | 'protocol' | 'decree' | 'decision' | 'consent' | 'legal-duty' | 'portability' | 'vital-interest';

/** A legal act. One with no permissions in any version is a legal ground only. */
export interface InstrumentSource {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly authority: string;
  readonly number: string | undefined;
  readonly aliases: readonly string[];
  readonly title: Text;
  /** What is not marked otherwise inside the instrument. */
  readonly sure: Sure;
  /** Marks on facts of the instrument itself, by name: `{ authority: 'assumed' }`. */
  readonly sureOf: Readonly<Record<string, Sure>>;
  /** How much of the act was read: A its own opening, B official title or page about it, C only a citation. */
  readonly evidence: 'A' | 'B' | 'C' | undefined;
  /** In control only, never in Git: not named in `nearest`, matrix, export or public page. */
  readonly confidential: boolean;
  /** Who asked for it, where that is neither provider nor recipient. */
  readonly applicant: string | undefined;
  /** Ids of instruments, or articles in words. */
  readonly legalBases: readonly string[];
  /** Citations elsewhere that contradict ours, shown beside it. */
  readonly citedAs: readonly { readonly text: string; readonly sure: Sure }[];
  /** Other instruments with which it permits jointly, where nobody knows which gives which field. */
  readonly jointly: readonly string[];
  /** Instruments that it extends or amends by a number of its own; they go on. */
  readonly extends: readonly string[];
  /** Instruments that end where it begins. */
  readonly replaces: readonly string[];
  readonly publications: readonly PublicationSource[];
  readonly suspensions: readonly SuspensionSource[];
  readonly accessions: readonly AccessionSource[];
  /** For an instrument about one person. */
  readonly case: CaseSource | undefined;
  readonly notes: readonly Note[];
  readonly versions: readonly VersionSource[];
}

export interface PublicationSource {
  /** On whose site; undefined: an official journal or the authority's own site. */
  readonly participant: string | undefined;
  /** `unknown` where we know only that it was published. */
  readonly where: string;
  readonly date: LegalDate | undefined;
  readonly sure: Sure;
}

/** While suspended the instrument permits nothing: `[from, until)`. */
export interface SuspensionSource {
  readonly from: LegalDate;
  readonly until: LegalDate | undefined;
  readonly reason: string;
}

/** A participant that joined a general protocol, in the capacity that the protocol names. */
export interface AccessionSource {
  readonly participant: string;
  readonly as: string;
  readonly from: LegalDate;
  readonly until: LegalDate | undefined;
  readonly sure: Certainty;
  /** An act of whoever joins, so no version of the instrument confirms it. */
  readonly confirmed: Confirmation | undefined;
}

export interface CaseSource {
  /** Tokens of the only person it may concern, one a token key; never a number. */
  readonly person: readonly string[];
  /** Tokens of others who may stand in a record about that person. */
  readonly others: readonly string[];
  readonly reason: string | undefined;
  /** Instant at which it ends unless a second person has reviewed it by then; vital interest only. */
  readonly reviewBefore: string | undefined;
  readonly approvals: readonly { readonly by: string; readonly on: LegalDate }[];
}

/** What the instrument says in `[from, until)`. A new version never edits an old one. */
export interface VersionSource {
  /** Undefined: undated, so a draft that permits nothing. */
  readonly from: LegalDate | undefined;
  readonly until: LegalDate | undefined;
  /** Day of signature or of the deliberation. A protocol without it is a draft. */
  readonly signed: LegalDate | undefined;
  /** Undated, not yet approved or, for a protocol, unsigned: permits nothing. */
  readonly draft: boolean;
  readonly sure: Certainty;
  readonly sureOf: Readonly<Record<string, Certainty>>;
  /** Whether the instrument or this version says anything `assumed` beside its permissions, confirmed or not. */
  readonly doubted: boolean;
  /** Advices of data protection officers, which precede the signature of a protocol. */
  readonly advices: readonly AdviceSource[];
  /** Bodies that must approve it first, such as a municipal council. */
  readonly approvals: readonly ApprovalSource[];
  /** Covers what the instrument and this version say, not the participants, roles, purposes and territories that they name. */
  readonly confirmed: Confirmation | undefined;
  readonly permissions: readonly PermissionSource[];
}

export interface AdviceSource {
  readonly participant: string;
  /** `unknown` only where marked `assumed`. */
  readonly date: LegalDate | 'unknown';
  readonly outcome: 'positive' | 'negative' | 'unknown';
  /** Why a negative advice was not followed. */
  readonly reason: string | undefined;
  readonly sure: Certainty;
}

export interface ApprovalSource {
  readonly body: string;
  /** Undefined: required and not given, so the version is a draft. `unknown` only where marked `assumed`. */
  readonly on: LegalDate | 'unknown' | undefined;
  readonly sure: Certainty;
}

/** A participant by name, everyone who holds a role, or everyone who acceded in a capacity. */
export type Party =
  | { readonly kind: 'participant'; readonly id: string }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'acceded'; readonly as: string };

export interface PermissionSource {
  /** Place in its version, for messages. */
  readonly index: number;
  readonly sure: Certainty;
  /** Marks on facts of the permission, by name: `{ categories: 'assumed', via: 'assumed' }`. */
  readonly sureOf: Readonly<Record<string, Certainty>>;
  readonly providers: readonly Party[];
  readonly recipients: readonly Party[];
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
  /** Who may send on the provider's behalf. The provider itself always may. */
  readonly via: readonly Party[];
  readonly territory: { readonly set: string; readonly leaf: string | undefined; readonly sure: Certainty } | undefined;
  readonly fields: readonly FieldRule[];
  readonly relation: { readonly caseload: 'provider' | 'recipient' } | undefined;
  readonly consent: boolean;
  readonly doNotContact: boolean;
  /** ISO 8601 duration or `unknown`. */
  readonly retention: string;
  /** Whether the file says it, if only as `unknown`. */
  readonly retentionStated: boolean;
  readonly retentionAfter: Text | undefined;
  /** Ground for a transfer outside the EEA (GDPR ch. V). */
  readonly transfer: { readonly ground: string; readonly sure: Certainty } | undefined;
  readonly processingAgreement: { readonly signed: LegalDate | 'unknown'; readonly sure: Certainty } | undefined;
  /** Access to Rijksregister data and use of its number are granted apart. */
  readonly grant: 'data' | 'number' | undefined;
  /** Article that gives the permission, in words. */
  readonly ground: string | undefined;
  /** Nobody knows which of the joint instruments gives which of these fields. */
  readonly splitUnknown: boolean;
  readonly notes: readonly Note[];
  /**
   * Rests on an unconfirmed `assumed` fact of the instrument, the version or the permission itself. Facts of others that
   * it names (participant, role, succession, accession, purpose, territory) are added when it is compiled.
   */
  readonly assumed: boolean;
  /** The same, whoever confirmed the version: then it rests on it until the day of the confirmation. */
  readonly doubted: boolean;
}

export interface FieldRule {
  readonly path: string;
  readonly duty: Duty;
  readonly sure: Certainty;
  /** Why it is needed: its own words or those of the permission. */
  readonly justification: string | undefined;
}
