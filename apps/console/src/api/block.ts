/** The pieces that control's texts come in, as libs/explain makes them: types only, nothing of it is in the bundle. */
import type { Block as SentBlock, Stated as SentStated } from '#explain';

export type Certainty = NonNullable<SentStated['sure']>;
export type Block = SentBlock;

/** `undefined` does not travel in JSON: a statement that is neither sure nor unsure comes without `sure`. */
export interface Stated {
  readonly text: string;
  readonly sure?: Certainty | undefined | null;
}
