import type { RecordedShape } from './recorded-shape';

/** What a decision record keeps of what was asked: with the register and the day, all that an answer rests on. */
export interface RecordedQuestion {
  readonly system?: string;
  readonly mode?: 'all' | 'each';
  readonly recipient?: string;
  readonly purpose?: string;
  readonly provider?: string;
  readonly category?: string;
  readonly territory?: string;
  /** The instrument that the sender named. */
  readonly asked?: string;
  readonly fields?: readonly string[];
  readonly shapes?: readonly RecordedShape[];
  readonly demonstration?: boolean;
  /** Of these only whether facts were stale is part of what was asked. */
  readonly reasons: readonly { readonly code: string }[];
  /** A repeat was not decided. */
  readonly repeats?: string;
}

/** Of a request that was decided, and of which enough is kept to decide it again. */
export interface AskableQuestion extends RecordedQuestion {
  readonly mode: 'all' | 'each';
  readonly shapes: readonly RecordedShape[];
  readonly demonstration: boolean;
}

export function isAskable<Record extends RecordedQuestion>(record: Record): record is Record & AskableQuestion {
  const { repeats, mode, shapes, demonstration } = record;
  const isKept = Array.isArray(shapes) && shapes.length > 0 && demonstration !== undefined;
  return repeats === undefined && mode !== undefined && isKept;
}

/** Whether it was decided without knowing all facts about persons, which may then be missing. */
export function hadStaleFacts({ reasons }: RecordedQuestion): boolean {
  return reasons.some(({ code }) => code === 'facts-stale');
}
