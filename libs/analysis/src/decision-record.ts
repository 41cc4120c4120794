import type { Basis, Obligation, RecordedShape } from '#contract';

/** The parts of a decision record that deciding again takes; `libs/exchange` writes them, the ledger keeps them. */
export interface DecisionRecord {
  readonly effect: 'permit' | 'deny';
  readonly reasons: readonly { readonly code: string; readonly count?: number }[];
  readonly system?: string;
  readonly mode?: 'all' | 'each';
  readonly recipient?: string;
  readonly purpose?: string;
  readonly provider?: string;
  readonly category?: string;
  readonly territory?: string;
  readonly asked?: string;
  readonly fields?: readonly string[];
  readonly shapes?: readonly RecordedShape[];
  readonly basis?: readonly Basis[];
  readonly obligations?: readonly Obligation[];
  readonly repeats?: string;
  readonly clock: { readonly at: number; readonly today: string };
  readonly demonstration?: boolean;
}

/** A record of a request that was decided, and of which enough is kept to decide it again. */
export interface AskableRecord extends DecisionRecord {
  readonly mode: 'all' | 'each';
  readonly shapes: readonly RecordedShape[];
  readonly demonstration: boolean;
}

export function isAskable(record: DecisionRecord): record is AskableRecord {
  const { repeats, mode, shapes, demonstration } = record;
  const isKept = shapes !== undefined && shapes.length > 0 && demonstration !== undefined;
  return repeats === undefined && mode !== undefined && isKept;
}
