import type { ContentFault } from './request';

/**
 * Records of one request that are alike to whoever decides, as a decision record keeps them: which leaves occur and how each
 * check came out; no value and no person. What is left out is empty. In order of first occurrence.
 */
export interface RecordedShape {
  /** How many records; absent: one. */
  readonly count?: number;
  /** Places in the decision record's `fields`; absent: all of them. */
  readonly fields?: readonly number[];
  /** Inner categories that occur. */
  readonly inner?: readonly string[];
  readonly faults?: readonly ContentFault['code'][];
  /** Checks about persons that failed for somebody in it. */
  readonly failed?: readonly FailedCheck[];
  /** By path of a leaf that decides a territory: the flow's territories that its value lies in. */
  readonly inside?: Readonly<Record<string, readonly string[]>>;
}

/** A relation by whose open file is missing. The order is that of the bits in which they are gathered. */
export const failedChecks = ['restriction', 'objection', 'consent', 'do-not-contact', 'provider', 'recipient'] as const;
export type FailedCheck = (typeof failedChecks)[number];
