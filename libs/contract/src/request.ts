/**
 * A decoded exchange request: what the stages after `envelope` work on. Decoded once, bounded, and frozen by type;
 * field numbers are those of the catalogue it was decoded with, so a request is decided with the same register.
 */
export interface ExchangeRequest {
  /** `ce_id`: with the sending system, the idempotency key. */
  readonly id: string;
  /** `check` decides and answers like `exchange` and delivers nothing. */
  readonly kind: 'exchange' | 'check';
  /** Who sent it: the owner of the ingress topic. Nothing inside the message can claim another. */
  readonly system: string;
  readonly recipient: string;
  readonly purpose: string;
  /** Category of the root person, or `woning`. */
  readonly category: string;
  readonly territory: string | undefined;
  /** Participant the data comes from where the sender relays. */
  readonly provider: string | undefined;
  /** The one instrument the caller relies on. */
  readonly basis: string | undefined;
  readonly mode: 'all' | 'each';
  readonly correlationId: string | undefined;
  readonly time: string | undefined;
  readonly traceparent: string | undefined;
  /** Whether the value was an array; a single object is one record. */
  readonly isArray: boolean;
  readonly records: readonly RequestRecord[];
  /**
   * The attributes that identify a repeat, in one canonical string: all attributes but time and trace. With the bytes
   * of the value it tells the same request from another under the same id.
   */
  readonly attributes: string;
}

/** One record about one root person, or one dwelling. */
export interface RequestRecord {
  /** The parsed object itself. No code writes to it. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Set of the catalogue fields that occur: bit `n % 32` of word `n / 32`. */
  readonly fields: Uint32Array;
  /** Set of inner person categories that occur, as bits of `Catalogue.innerCategories`. */
  readonly innerCategories: number;
  /** Everyone the record is about, the root person first. Empty for a dwelling. */
  readonly persons: readonly RecordPerson[];
  /** What is wrong with its content; more than `bounds.faultPathsMax` are counted, not kept. */
  readonly faults: readonly ContentFault[];
  readonly faultCount: number;
}

export interface RecordPerson {
  /** Number of the field that holds this person's INSZ. */
  readonly field: number;
  /** Inner category, or undefined for the root person, whose category the request names. */
  readonly category: string | undefined;
  /** Eleven digits, valid by its check digits. Never logged, recorded or replied. */
  readonly insz: string;
}

export interface ContentFault {
  readonly code: 'unknown-field' | 'invalid-value' | 'invalid-identifier';
  /** Path as the sender wrote it, arrays inside as `[]`; goes to the sender only. */
  readonly path: string;
  /** Catalogue number, absent where the name is not in the catalogue. */
  readonly field?: number;
}

/** A record that could not be decoded into a request. It is denied, recorded and answered like any other. */
export interface Rejection {
  readonly code: 'malformed' | 'too-large';
  /** Which rule it breaks, from a closed list, never a value of the sender's. */
  readonly rule: string;
  /** `ce_id` where it could be read. */
  readonly id: string | undefined;
}

export type Decoded =
  | { readonly kind: 'request'; readonly request: ExchangeRequest }
  | { readonly kind: 'rejection'; readonly rejection: Rejection };

/** A Kafka record as the broker hands it over, before anybody looked inside. */
export interface IngressMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
  /** Broker timestamp in milliseconds, as kafkajs gives it. */
  readonly timestamp: string;
}
