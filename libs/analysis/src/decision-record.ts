import type { AskableQuestion, Basis, Obligation, RecordedQuestion } from '#contract';

/** The parts of a decision record that deciding again takes; `libs/exchange` writes them, the ledger keeps them. */
export interface DecisionRecord extends RecordedQuestion {
  readonly effect: 'permit' | 'deny';
  readonly reasons: readonly { readonly code: string; readonly count?: number }[];
  readonly basis?: readonly Basis[];
  readonly obligations?: readonly Obligation[];
  readonly clock: { readonly at: number; readonly today: string };
}

/** A record of which enough is kept to decide it again. */
export type AskableRecord = DecisionRecord & AskableQuestion;
