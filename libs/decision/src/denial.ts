import type { Decision, Nearest, PersonCheck, Reason, ReasonCode, RecordDecision, Remedy } from '#contract';
import { inOrder } from './causes';
import { messageOf, type MessageParts } from './messages';

export interface DenialParts {
  /**
   * Which rule a `malformed` or `too-large` record breaks: `Rejection.rule`, from a closed list, never a sender's
   * text.
   */
  readonly rule?: string;
  /** Id of the decision that the id of a `duplicate` belongs to. */
  readonly first?: string;
  /** Catalogue paths that the reason concerns. */
  readonly fields?: readonly string[];
  /** Known names to use in the sentence. */
  readonly names?: Pick<MessageParts, 'recipient' | 'purpose' | 'provider'>;
  readonly statistical?: boolean;
  /** Reasons already written, instead of one made for each code. */
  readonly reasons?: readonly Reason[];
  /** Precise causes for the record; the reasons where absent. */
  readonly causes?: readonly Reason[];
  readonly nearest?: Nearest | undefined;
  readonly remedy?: readonly Remedy[];
  readonly records?: readonly RecordDecision[];
  /** Checks about persons that were made before the denial. */
  readonly checks?: readonly PersonCheck[];
}

/**
 * A denial. Other stages (envelope, idempotency, keys, transform, the batch) make theirs with it:
 * `denial(['identifier-leak'], { statistical, checks })`. It carries nothing: no basis, no obligation, whatever stage
 * gave it.
 */
export function denial(codes: readonly ReasonCode[], parts: DenialParts = {}): Decision {
  const reasons = parts.reasons ?? reasonsFor(codes, parts);
  return {
    effect: 'deny',
    reasons,
    causes: parts.causes ?? reasons,
    nearest: parts.nearest,
    remedy: parts.remedy ?? [],
    basis: [],
    obligations: [],
    assumed: false,
    statistical: parts.statistical ?? false,
    retention: 'unknown',
    records: parts.records ?? [],
    checks: parts.checks ?? [],
  };
}

function reasonsFor(codes: readonly ReasonCode[], parts: DenialParts): readonly Reason[] {
  return inOrder(new Set(codes), (code) => code).map((code) => ({
    code,
    ...(parts.fields !== undefined && parts.fields.length > 0 ? { fields: parts.fields } : {}),
    message: messageOf(code, {
      ...parts.names,
      ...(parts.rule === undefined ? {} : { rule: parts.rule }),
      ...(parts.first === undefined ? {} : { first: parts.first }),
      ...(parts.fields === undefined ? {} : { fields: parts.fields }),
    }),
  }));
}
