import type { ReasonCode } from '#contract';

/** A record the gateway will produce, before anything has left. Headers are lower-case ASCII names. */
export interface OutgoingRecord {
  readonly topic: string;
  /** Absent: the key decides. */
  readonly partition?: number;
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything one request leads to. All of it becomes visible with the consumed offset, or none of it does. */
export interface Outcome {
  readonly records: readonly OutgoingRecord[];
  /** What to remember of the request's id; absent where the id could not be read or was seen before. */
  readonly seen: SeenEntry | undefined;
  readonly effect: 'permit' | 'deny';
  /** Codes for metrics, from the closed list. */
  readonly codes: readonly ReasonCode[];
  /** Consumer-visible deliveries among `records`. */
  readonly deliveries: number;
}

/** An id that was answered: enough to tell a repeat from a clash and to answer it as before. */
export interface SeenEntry {
  /** Keyed hash of `ce_id`, 26 base32 characters. */
  readonly id: string;
  /** Keyed hash of attributes and value, 26 base32 characters. */
  readonly fingerprint: string;
  /** Where the first request stood in this partition; with topic and partition it gives the first decision's id. */
  readonly offset: number;
  /** The answer without decision id and position, as JSON text. Shared between like answers. */
  readonly answer: string;
}

/** Answers from memory whether an id was seen in this partition within `idempotencyDays`. */
export interface SeenLookup {
  find(id: string): SeenFound | undefined;
}

export interface SeenFound {
  readonly fingerprint: string;
  readonly offset: number;
  /** Undefined where the answer has left memory and must be read back from the topic. */
  readonly answer: string | undefined;
}
