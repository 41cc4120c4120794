import type { Block } from '../../api/block';
import type { Case } from './case-words';

/** `GET /ledger/cases/:id`: a case with what was done about it. */
export interface CaseWithHistory extends Case {
  readonly history: readonly CaseEvent[];
}

export interface CaseEvent {
  readonly at: string;
  readonly by: string;
  readonly kind: 'status' | 'assignee' | 'note' | 'reopened';
  readonly content: string;
}

/** `GET /ledger/cases/:id/explanation`: the newest denial of a case in plain words. */
export interface Explanation {
  readonly asked: readonly Block[];
  readonly why: readonly Block[];
  readonly nearest: null | {
    readonly instrument: string;
    readonly title: string;
    readonly rows: readonly NearestRow[];
    readonly differences: readonly string[];
  };
  readonly remedy: readonly string[];
  /** Nothing but facts about persons stands in the way. */
  readonly aboutPersons: boolean;
  readonly actor: { readonly who: string; readonly text: string };
  readonly letter: { readonly to: string | null; readonly subject: string; readonly body: string };
  readonly decisions: readonly string[];
}

export interface NearestRow {
  readonly field: string;
  readonly name: string;
  readonly asked: boolean;
  readonly permitted: boolean;
  readonly duty: string | null;
}
