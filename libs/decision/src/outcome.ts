import type { RequestRecord } from '#contract';
import type { Permission } from '#register';
import type { Carried } from './carriage';
import type { Causes } from './causes';

/** A record after the content and permission stages. `covered`: the open permissions list all of its fields. */
export type Standing = { readonly kind: 'covered'; readonly open: readonly Permission[] } | Failed;

/** A record after all stages. */
export type Outcome = { readonly kind: 'carried'; readonly carried: Carried } | Failed;

export interface Failed {
  readonly kind: 'failed';
  readonly record: RequestRecord;
  readonly stage: 'content' | 'permission' | 'persons';
  /** Precise, for the decision record. */
  readonly causes: Causes;
  /** Whether the sender may be told `not-deliverable` only. */
  readonly blurred: boolean;
}
