import { bodyOf, isOfControl, type Part } from '../../proof/details';

/** An entry of the ledger as control shows it: a decision of a gateway, or something that an officer did. */
export interface Entry {
  readonly index: number;
  readonly decidedAt: string;
  readonly entry: EntryKind;
  readonly decisionId?: string;
  readonly effect?: 'permit' | 'deny';
  readonly system?: string;
  readonly participant?: string;
  readonly recipient?: string;
  readonly purpose?: string;
  readonly reasons?: readonly Reason[];
  readonly basis?: readonly Basis[];
  /** Of what an officer did. */
  readonly act?: string;
  readonly by?: string;
  /** Of a look-up of a person: who, and why. */
  readonly access?: { readonly by: string; readonly why: string };
}

export type EntryKind = 'decision' | 'act' | 'access' | 'erasure' | 'retention';
export const entryKinds: readonly EntryKind[] = ['decision', 'act', 'access', 'erasure', 'retention'];

export interface Reason {
  readonly code: string;
  readonly fields?: readonly string[];
  readonly count?: number;
  readonly message?: { readonly nl: string; readonly en: string };
}

export interface Basis {
  readonly instrument: string;
  readonly fields: readonly string[];
}

/** `GET /ledger/decisions`. */
export interface EntriesAnswer {
  readonly decisions: readonly Entry[];
  readonly next: string | null;
}

/** A decision record: who asked what, and what was answered on what grounds. No value, nobody's token. */
export interface DecisionRecord extends Entry {
  readonly provider?: string;
  readonly category?: string;
  readonly territory?: string;
  readonly asked?: string;
  readonly fields?: readonly string[];
  readonly unknownFields?: number;
  readonly mode?: string;
  readonly kind?: string;
  readonly obligations?: readonly { readonly field: string; readonly duty: string }[];
  readonly assumed?: boolean;
  readonly statistical?: boolean;
  readonly retention?: string;
  readonly records?: { readonly permitted: number; readonly denied: number };
  readonly registerVersion?: number;
  readonly factsVersion?: number;
  readonly nearest?: string;
  readonly repeats?: string;
  readonly request?: { readonly topic: string; readonly partition: number; readonly offset: number };
  /** When it was decided, in milliseconds since 1970. */
  readonly clock?: { readonly at: number };
}

/** `GET /ledger/decisions/:id`: the entry with its proof, and its details as far as they are kept. */
export interface DecisionAnswer {
  readonly index: number;
  readonly size: number;
  readonly entry: string;
  readonly proof: readonly string[];
  readonly checkpoint: string;
  readonly details: null | {
    readonly kind: EntryKind;
    readonly decidedAt: string;
    readonly parts: readonly Part[];
    readonly erasedParts: number;
    /** Null where facts about persons did nothing, were erased, or are not for this reader. */
    readonly personal: Personal | null;
  };
}

/** What facts about persons did to a decision, as control says it: it is no part of what the page can prove. */
export interface Personal {
  readonly reasons: readonly Reason[];
  readonly checks?: readonly {
    readonly check: 'restriction' | 'objection' | 'consent' | 'relation' | 'do-not-contact';
    readonly passed: number;
    /** Places of the record in the request, and of the person in the record. */
    readonly failed: readonly (readonly [record: number, person: number])[];
  }[];
}

/** What a page may show of an entry as proven: read from nothing but the entry and the bytes that it committed to. */
export interface Proven {
  readonly isDecision: boolean;
  /** Undefined where the details are erased. */
  readonly record: DecisionRecord | undefined;
}

export function provenIn({ entry, details }: DecisionAnswer): Proven {
  return {
    isDecision: !isOfControl(entry),
    record: details === null ? undefined : (bodyOf(details.parts) as DecisionRecord | undefined),
  };
}
