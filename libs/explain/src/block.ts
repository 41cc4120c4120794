import type { Stated } from './certainty';

/** A piece of a text for officers. The terminal and the public page are made from the same pieces. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly id?: string }
  | { readonly kind: 'paragraph'; readonly said: Stated; readonly tone?: 'warning' | 'quiet' }
  | { readonly kind: 'facts'; readonly rows: readonly FactRow[] }
  | { readonly kind: 'list'; readonly items: readonly Stated[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly { readonly head: string; readonly optional?: true; readonly code?: true }[];
      readonly rows: readonly (readonly Stated[])[];
    };

/** `Geldt: vanaf 18 februari 2015`. */
export interface FactRow {
  readonly label: string;
  readonly values: readonly Stated[];
}

export const plain = (text: string): Stated => ({ text, sure: undefined });

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });

/** Rows of those that have something to say. */
export function rows(all: readonly (readonly [label: string, values: readonly Stated[]])[]): FactRow[] {
  return all.filter(([, values]) => values.length > 0).map(([label, values]) => ({ label, values }));
}
