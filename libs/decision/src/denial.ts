import type { Decision, Nearest, PersonCheck, Reason, ReasonCode, RecordDecision, Remedy } from '#contract';
import { inOrder } from './causes';
import { messageOf } from './messages';

export interface DenialParts extends Pick<Denied, 'statistical' | 'checks'> {
  /**
   * Which rule a `malformed` or `too-large` record breaks: `Rejection.rule`, from a closed list, never a sender's
   * text.
   */
  readonly rule?: string;
  /** Id of the decision that the id of a `duplicate` belongs to. */
  readonly first?: string;
}

/**
 * A denial by codes. Other stages (envelope, idempotency, keys, transform, the batch) make theirs with it:
 * `denial(['identifier-leak'], { statistical, checks })`.
 */
export function denial(codes: readonly ReasonCode[], { rule, first, ...more }: DenialParts = {}): Decision {
  const parts = { ...(rule === undefined ? {} : { rule }), ...(first === undefined ? {} : { first }) };
  const reasons = inOrder(new Set(codes), (code) => code).map((code) => ({ code, message: messageOf(code, parts) }));
  return denied({ reasons, ...more });
}

export interface Denied {
  readonly reasons: readonly Reason[];
  /** Precise causes for the record; the reasons where absent. */
  readonly causes?: readonly Reason[];
  readonly statistical?: boolean;
  readonly nearest?: Nearest | undefined;
  readonly remedy?: readonly Remedy[];
  readonly records?: readonly RecordDecision[];
  /** Checks about persons that were made before the denial. */
  readonly checks?: readonly PersonCheck[];
}

/** A denial by reasons already written. It carries nothing: no basis, no obligation, whatever stage gave it. */
export function denied({ reasons, causes = reasons, statistical = false, nearest, ...more }: Denied): Decision {
  const { remedy = [], records = [], checks = [] } = more;
  return {
    effect: 'deny',
    reasons,
    causes,
    nearest,
    remedy,
    basis: [],
    obligations: [],
    assumed: false,
    statistical,
    retention: 'unknown',
    records,
    checks,
  };
}
