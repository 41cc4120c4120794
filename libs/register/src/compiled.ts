import type { Duty, LegalDate } from '#contract';
import type { Catalogue } from './catalogue';

/**
 * The register as the gateway holds it: an index whose lookups cost the same whatever the register's size.
 * Roles, successions and territories are resolved into it at compile time, as dated windows.
 */
export interface CompiledRegister {
  /** Number of the published register version; rises with every change, a rollback included. */
  readonly version: number;
  readonly catalogue: Catalogue;
  readonly participants: ReadonlyMap<string, Participant>;
  /** Every Kafka principal of a participant. */
  readonly systems: ReadonlyMap<string, System>;
  readonly purposes: ReadonlyMap<string, Purpose>;
  readonly categories: ReadonlySet<string>;
  readonly instruments: ReadonlyMap<string, Instrument>;
  /** Every dated permission window for this recipient, purpose and provider, in force or not; ordered by instrument id. */
  permissions(recipient: string, purpose: string, provider: string): readonly Permission[];
  /** Every recipient, purpose and provider that has a permission window, for questions about the whole register. */
  flows(): Iterable<Flow>;
}

export interface Flow {
  readonly recipient: string;
  readonly purpose: string;
  readonly provider: string;
  /** As `CompiledRegister.permissions` gives them. */
  readonly permissions: readonly Permission[];
}

export interface Participant {
  readonly id: string;
  readonly name: { readonly nl: string };
  /** A division is a participant of its own and names its parent. */
  /** Under whose rules it gives, where the register says it; for messages only. */
  readonly level?: 'federal' | 'social-security' | 'flemish' | 'private' | undefined;
  readonly divisionOf: string | undefined;
  readonly insideEea: boolean;
  readonly roles: readonly {
    readonly role: string;
    readonly from: LegalDate | undefined;
    readonly until: LegalDate | undefined;
  }[];
  readonly systems: readonly System[];
}

export interface System {
  readonly id: string;
  readonly participant: string;
  /** Whether it may send: has an ingress topic. `compliance` and `auditor` only read. */
  readonly sends: boolean;
  /** Purposes whose deliveries to its participant it reads. */
  readonly reads: readonly string[];
  /** `sluis.alerts.<participant>` of its own participant. */
  readonly readsAlerts: boolean;
  /** `sluis.decisions`. */
  readonly readsDecisions: boolean;
}

export interface Purpose {
  readonly id: string;
  readonly title: { readonly nl: string };
  readonly statistical: boolean;
}

export interface Instrument {
  readonly id: string;
  readonly title: { readonly nl: string };
  /** About one person; never named in `nearest`, a matrix or an export. */
  readonly confidential: boolean;
}

/**
 * What one version of one instrument allows one provider to give one recipient for one purpose in one window of time.
 * A role in the file has become the participants that hold it, each with the window in which it does.
 */
export interface Permission {
  readonly instrument: string;
  readonly confidential: boolean;
  /** Set where the instrument is about one person: for anybody else it does not exist. */
  readonly onePerson?: OnePerson | undefined;
  /** `[from, until)` in which version, provider's role and recipient's role all hold. An `until` of undefined is open. */
  readonly from: LegalDate;
  readonly until: LegalDate | undefined;
  /**
   * `draft`: undated or unsigned, permits nothing. `suspended`: windows in which it is suspended are listed.
   * Whether today falls in a suspension is for `decision` to see.
   */
  readonly draft: boolean;
  readonly suspensions: readonly { readonly from: LegalDate; readonly until: LegalDate | undefined }[];
  /** Rests on an `assumed` fact that nobody confirmed. */
  readonly assumed: boolean;
  /** False where the recipient is outside the EEA and the instrument names no ground for transfer (GDPR ch. V). */
  readonly transferAllowed: boolean;
  /** Participants that may send on the provider's behalf. */
  readonly via: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  /** Inner categories it lists, as bits of `Catalogue.innerCategories`. */
  readonly innerCategories: number;
  /** Fields it lists, as a field set. */
  readonly fields: Uint32Array;
  /** Duty by field number; undefined where the field is not listed. */
  readonly duties: readonly (Duty | undefined)[];
  readonly territory: Territory | undefined;
  /** Whose open file (`caseload` fact) about the person is required. */
  readonly relation: 'provider' | 'recipient' | undefined;
  /** Whether each person must have a consent fact recorded by the provider. */
  readonly consent: boolean;
  /** Whether a contact on the do-not-contact list stops it. */
  readonly doNotContact: boolean;
  /** How long the recipient may keep it: ISO 8601 duration or `unknown`. */
  readonly retention: string;
}

/** Whom a case is about, as tokens under every token key, and until when it holds at most. */
export interface OnePerson {
  readonly tokens: ReadonlySet<string>;
  /** Others who may stand in a record about that person. */
  readonly others: ReadonlySet<string>;
  /** Milliseconds since the epoch at which it ends if nobody reviewed it; undefined where no review is due. */
  readonly endsAtMs: number | undefined;
}

export interface Territory {
  readonly id: string;
  /** Field whose value decides, by number; undefined: `ce_territory` decides. */
  readonly leaf: number | undefined;
  /** Whether a NIS code belongs to the territory on a day. */
  includes(nis: string, day: LegalDate): boolean;
  /** Every code that belongs to it on some day, with the days `[from, until)`; a missing bound is open. */
  readonly members: ReadonlyMap<
    string,
    readonly { readonly from: LegalDate | undefined; readonly until: LegalDate | undefined }[]
  >;
}
