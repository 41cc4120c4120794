/** Who can take the cause of a denial away. */
export type Mender =
  /** Whoever sends the request: another request is needed. */
  | 'sender'
  /** Whoever keeps the register, with the legal act in hand. */
  | 'register'
  /** The participant that recorded, or should have recorded, the fact about the person. */
  | 'recorder'
  /** Whoever runs the installation. */
  | 'operator';

/**
 * What sending again does. `changed`: only another request can pass; `mended`: the same can, once the cause is gone;
 * `later`: the same can, by itself.
 */
export type Retry = 'changed' | 'mended' | 'later';

/** What one reason code means, in the words of the generated reference and of the answer. */
export interface ReasonText {
  readonly meaning: { readonly nl: string; readonly en: string };
  readonly mends: Mender;
  readonly retry: Retry;
  /**
   * Sentence of the answer. `{name}` is filled in; a part in square brackets falls away where its name is not known.
   * Names: recipient, purpose, provider, fields, unknown, records, instruments, rule, first. Never a value.
   */
  readonly sentence: { readonly nl: string; readonly en: string };
}
