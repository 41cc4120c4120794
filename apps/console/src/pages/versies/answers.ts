export type Source = 'upload' | 'files' | 'version' | 'lift';
export type ProposalState = 'open' | 'approved' | 'rejected' | 'outdated';

/** `GET /register/proposals`. */
export interface Proposal {
  readonly id: string;
  readonly from: Source;
  readonly state: ProposalState;
  readonly title: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly basedOn: number;
  readonly faultCount: number;
  /** Promises of the active register that do not hold under it: it can't be approved. */
  readonly brokenCount: number;
  readonly version?: number;
  readonly approvedBy?: string;
  readonly rejectedBy?: string;
  readonly rejectedReason?: string;
  readonly decidedAt?: string;
}

/** `GET /register/proposals/:id`. */
export interface ProposalReport extends Proposal {
  /** Whether we proposed it, and so cannot decide on it. */
  readonly own: boolean;
  readonly faults: readonly { readonly place: string; readonly problem: string }[];
  readonly promises: readonly {
    readonly id: string;
    readonly title: string;
    readonly holds: boolean;
    readonly counterexample?: Region;
    /** What the proposal does to the promise itself. */
    readonly change?: 'new' | 'changed' | 'removed';
  }[];
  readonly diff: Diff | null;
  readonly replay: Replay | null;
}

export interface Diff {
  /** No request is decided otherwise. */
  readonly same: boolean;
  readonly counts: { readonly permitted: number; readonly refused: number; readonly changed: number };
  /** At most the first fifty of each. */
  readonly newlyPermitted: readonly Region[];
  readonly newlyRefused: readonly Region[];
  readonly changed: readonly Region[];
  readonly catalogue: readonly { readonly name: string; readonly change: string }[];
  readonly documents: readonly { readonly path: string; readonly change: 'added' | 'removed' | 'changed' }[];
}

/** Requests that are decided otherwise, in words, with one of them. */
export interface Region {
  readonly lines: readonly string[];
  readonly example: Example;
  /** Absent in reports of before it was told. */
  readonly english?: { readonly lines: readonly string[]; readonly text: string };
}

export interface Example {
  readonly text: string;
  readonly at: string;
  /** As `sluis decide --file` takes it. */
  readonly request: object;
}

export interface Replay {
  readonly day: string;
  /** Absent in reports of before it was told. */
  readonly recorded?: number;
  readonly considered: number;
  readonly sameEffect: number;
  readonly nowPermitted: number;
  readonly nowDenied: number;
  /** Ids of decisions. */
  readonly examples: readonly string[];
}

/** `GET /register`. */
export interface ActiveVersion {
  readonly version: number;
  readonly contentHash: string;
  readonly activatedAt: string;
  readonly published: boolean;
  readonly documents: readonly { readonly path: string }[];
}

/** `GET /register/versions`, the newest first. */
export interface Version {
  readonly version: number;
  readonly contentHash: string;
  readonly activatedAt: string;
}

/** `GET /register/suspensions`, the newest first. */
export interface Suspension {
  readonly id: string;
  readonly instrument: string;
  readonly reason: string;
  readonly from: string;
  readonly by: string;
  readonly at: string;
  readonly liftedOn: string | null;
  readonly liftedAt: string | null;
}
