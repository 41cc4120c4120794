import type { Basis, Nearest, Obligation, Reason, Remedy } from './decision';

/** Where a request stood: tells which request a reply or record is about, even when its `ce_id` could not be read. */
export interface RequestPosition {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** Value of a reply, `be.sluis.exchange.decided.v1`. */
export interface Reply {
  readonly decisionId: string;
  readonly effect: 'permit' | 'deny';
  readonly registerVersion: number;
  readonly request: RequestPosition;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly assumed?: true;
  readonly basis?: readonly Basis[];
  readonly obligations?: readonly Obligation[];
  readonly records?: { readonly permitted: number; readonly denied: number };
  readonly reasons?: readonly Reason[];
  readonly nearest?: Nearest;
  readonly remedy?: readonly Remedy[];
  /** On a `duplicate`: the decision that the id belongs to. */
  readonly first?: string;
}
