import type { Duty } from './duty';
import type { ReasonCode } from './reasons';

/**
 * The outcome of one exchange request. A permit names the instrument that carries each field; a denial names every
 * cause of the first stage that failed, the nearest permission and the smallest lawful change.
 */
export interface Decision {
  readonly effect: 'permit' | 'deny';
  /** What the sender is told. In mode `each` also on a permit, with counts. */
  readonly reasons: readonly Reason[];
  /** The precise causes, for the decision record: a cause about a person is not blurred to `not-deliverable` here. */
  readonly causes: readonly Reason[];
  readonly nearest: Nearest | undefined;
  readonly remedy: readonly Remedy[];
  readonly basis: readonly Basis[];
  readonly obligations: readonly Obligation[];
  /** Whether any register fact it used is only assumed. */
  readonly assumed: boolean;
  /** Whether the purpose is statistical: then nothing that links may travel. */
  readonly statistical: boolean;
  /** ISO 8601 duration, or `unknown`. */
  readonly retention: string;
  /** One per record, in order. Empty where no record was looked at. */
  readonly records: readonly RecordDecision[];
  /** Outcome of each check about a person, every one of them, passed or not. */
  readonly checks: readonly PersonCheck[];
}

export type RecordDecision =
  | { readonly permitted: true; readonly carriage: Carriage }
  | { readonly permitted: false; readonly reasons: readonly Reason[] };

/** What carries a record, shared between records of the same shape. */
export interface Carriage {
  readonly basis: readonly Basis[];
  readonly obligations: readonly Obligation[];
  /** Duty by catalogue number; an absent entry means the field does not occur. */
  readonly duties: readonly (Duty | undefined)[];
  /** Whether any duty is other than `keep`. */
  readonly altered: boolean;
}

export interface Basis {
  readonly instrument: string;
  readonly fields: readonly string[];
}

export interface Obligation {
  readonly field: string;
  /** As `dutyName` writes it. */
  readonly duty: string;
}

export interface Reason {
  readonly code: ReasonCode;
  /** Catalogue paths, or the sender's own names for content faults; at most `bounds.faultPathsMax`. */
  readonly fields?: readonly string[];
  /** Number of records, in mode `each`. */
  readonly count?: number;
  /** Fields outside the catalogue, which are counted in records and named to the sender only. */
  readonly unknownCount?: number;
  readonly message: Message;
}

export interface Message {
  readonly nl: string;
  readonly en: string;
}

export interface Nearest {
  readonly instrument: string;
  /** Conditions of that permission which the request does not meet, as reason codes. */
  readonly missing: readonly ReasonCode[];
  /** Fields asked that it does not list. */
  readonly excess: readonly string[];
}

/** One step that makes the request lawful. It never proposes another recipient, provider, purpose, category, territory or basis. */
export type Remedy = { readonly drop: readonly string[] } | { readonly after: string } | { readonly ask: Ask };

export type Ask =
  | 'register-instrument'
  | 'sign-instrument'
  | 'confirm-instrument'
  | 'renew-instrument'
  | 'lift-suspension'
  | 'lift-restriction'
  | 'respect-objection'
  | 'record-consent'
  | 'open-file';

export interface PersonCheck {
  /** Position of the record, and of the person inside it. */
  readonly record: number;
  readonly person: number;
  readonly check: 'restriction' | 'objection' | 'consent' | 'relation' | 'do-not-contact';
  readonly outcome: 'pass' | 'fail' | 'not-asked';
  /** Whose open file is missing, where one of provider's and recipient's is and both were asked for. */
  readonly keeper?: 'provider' | 'recipient';
}
