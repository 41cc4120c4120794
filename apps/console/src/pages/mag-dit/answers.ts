import type { Message, Nearest, Obligation, Remedy } from '#contract';
import type { Vocabulary } from '#explain';
import type { Block } from '../../api/block';

export type { Vocabulary };

/** What `POST /decide` answers. */
export interface Answer {
  readonly at: string;
  readonly registerVersion: number;
  readonly effect: 'permit' | 'deny';
  readonly assumed: boolean;
  readonly statistical: boolean;
  readonly retention: string;
  readonly basis: readonly { readonly instrument: string; readonly fields: readonly string[] }[];
  readonly obligations: readonly Obligation[];
  readonly reasons: readonly { readonly code: string; readonly message: Message; readonly fields: readonly string[] }[];
  readonly nearest: Nearest | null;
  readonly remedy: readonly Remedy[];
  /** One Dutch sentence for each step of the remedy. */
  readonly remedyText: readonly string[];
  /** Areas in which alone some permission holds, where the request names no municipality. */
  readonly municipalityMissing: readonly string[];
  readonly blocks: readonly Block[];
}

/** What `GET /register/matrix` answers, for one recipient: its purposes are the columns. */
export interface PermittedFields {
  readonly fields: readonly {
    readonly path: string;
    readonly cells: readonly (readonly { readonly how: string }[])[];
  }[];
}

/** Fields that some permission lists, whatever it asks to be done with them. */
export function permittedPaths({ fields }: PermittedFields): string[] {
  return fields
    .filter(({ cells }) => cells.some((ways) => ways.some(({ how }) => how !== 'revealed')))
    .map(({ path }) => path);
}
