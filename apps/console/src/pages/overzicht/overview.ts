/** What `GET /overview` answers. */
export interface Overview {
  readonly at: string;
  readonly exchanges: { readonly permits: number; readonly denials: number; readonly perDay: number };
  readonly cases: { readonly open: number; readonly inReview: number; readonly oldestOpenAt: string | null };
  readonly recorder: {
    readonly state: 'current' | 'behind' | 'silent';
    readonly entries: number;
    readonly lastEntryAt: string | null;
    readonly checkpointAt: string | null;
  };
  readonly register: {
    readonly version: number | null;
    readonly activatedAt: string | null;
    readonly published: boolean;
    readonly assumed: number;
    readonly expiringSoon: number;
    /** null: this officer may not read proposals. */
    readonly proposals: number | null;
    readonly suspended: number;
  };
  readonly facts: { readonly live: number | null; readonly number: number | null };
  readonly series: readonly Interval[];
}

/** What was decided from then until the next interval. */
export interface Interval {
  readonly from: string;
  readonly permits: number;
  readonly denials: number;
}
