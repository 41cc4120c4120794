import type { LegalDate } from './calendar';

/** Kinds of facts about persons that bear on decisions. `alias` says that two numbers are one person. */
export const factKinds = ['restriction', 'objection', 'consent', 'caseload', 'do-not-contact', 'alias'] as const;
export type FactKind = (typeof factKinds)[number];

/**
 * A fact as the gateway knows it: about a person token or a contact token, never about a number or an address.
 * Every token is a keyed hash; see `libs/keys`.
 */
export interface Fact {
  readonly id: string;
  readonly kind: FactKind;
  /** Token of the person, or of the contact (`do-not-contact`). */
  readonly token: string;
  /** Token of the person's former number, for `alias` only. */
  readonly was?: string;
  /** The participant that recorded it. */
  readonly participant: string;
  /** Purposes it concerns; absent means all. */
  readonly purposes?: readonly string[];
  readonly from: LegalDate;
  readonly until: LegalDate | null;
}

/** What is known about persons at one moment. Implementations answer from memory. */
export interface Facts {
  /** Number of the last fact message applied. */
  readonly version: number;
  /** Facts about a person under any of the tokens, aliases followed. */
  about(tokens: readonly string[]): readonly Fact[];
  /** The token under which this person is known first: follows aliases to the oldest number. */
  canonical(token: string): string;
}
