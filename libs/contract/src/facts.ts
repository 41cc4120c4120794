import type { LegalDate } from './calendar';

/**
 * Kinds of facts about persons that bear on decisions. `alias` says that two numbers are one person: for ever, whatever its
 * dates, since a number that changed does not change back.
 */
export const factKinds = ['restriction', 'objection', 'consent', 'caseload', 'do-not-contact', 'alias'] as const;
export type FactKind = (typeof factKinds)[number];

/**
 * A fact as the gateway knows it: about a person token or a contact token, never about a number or an address.
 * Every token is a keyed hash; see `libs/keys`.
 */
export interface Fact {
  readonly id: string;
  readonly kind: FactKind;
  /** Token of the person, or of the contact (`do-not-contact`), under the newest token key. */
  readonly token: string;
  /** The same under every token key of that day, newest first; absent where there was one key. */
  readonly tokens?: readonly string[];
  /** Token of the person's former number, for `alias` only. */
  readonly was?: string;
  /** The same under every token key, in the order of `tokens`. */
  readonly wasTokens?: readonly string[];
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
  /**
   * Facts about a person under any of the tokens, and under those of every other number that an alias ties to one of them:
   * former and later, whatever the dates of the alias, since doubt means deny.
   */
  about(tokens: readonly string[]): readonly Fact[];
  /** The token of the oldest number of this person, under the same key, as the aliases tell it that began by `today`. */
  canonical(token: string, today: LegalDate): string;
}
