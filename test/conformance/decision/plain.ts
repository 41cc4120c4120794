import type { Decision, ReasonCode } from '#contract';

/** A request as the naive decider takes it: names and paths, no numbers of a compiled catalogue. */
export interface PlainRequest {
  readonly system: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly category: string;
  readonly territory: string | undefined;
  readonly provider: string | undefined;
  readonly basis: string | undefined;
  readonly mode: 'all' | 'each';
  readonly records: readonly PlainRecord[];
}

export interface PlainRecord {
  /** Value by catalogue path. */
  readonly values: Readonly<Record<string, string>>;
  /** Root person first. */
  readonly persons: readonly { readonly path: string; readonly category: string | undefined; readonly insz: string }[];
  readonly faults: readonly {
    readonly code: 'unknown-field' | 'invalid-value' | 'invalid-identifier';
    readonly path: string;
  }[];
}

/** What both deciders must say the same of. */
export interface PlainAnswer {
  readonly effect: 'permit' | 'deny';
  readonly reasons: readonly PlainReason[];
  /** Precise codes, for the record. */
  readonly causes: readonly ReasonCode[];
  /** Sorted `instrument field`. */
  readonly basis: readonly string[];
  /** Sorted `field duty`. */
  readonly obligations: readonly string[];
  readonly retention: string;
  readonly assumed: boolean;
}

export interface PlainReason {
  readonly code: ReasonCode;
  /** Sorted. */
  readonly fields: readonly string[];
  readonly count: number | undefined;
  readonly unknownCount: number | undefined;
}

/** A decision in the words of the comparison. */
export function plainAnswer(decision: Decision): PlainAnswer {
  return {
    effect: decision.effect,
    reasons: decision.reasons
      .map(({ code, fields, count, unknownCount }) => ({
        code,
        fields: [...(fields ?? [])].sort(),
        count,
        unknownCount,
      }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    causes: decision.causes.map(({ code }) => code).sort(),
    basis: decision.basis.flatMap(({ instrument, fields }) => fields.map((field) => `${instrument} ${field}`)).sort(),
    obligations: decision.obligations.map(({ field, duty }) => `${field} ${duty}`).sort(),
    retention: decision.retention,
    assumed: decision.assumed,
  };
}
