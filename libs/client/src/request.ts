import { bounds, eventTypes } from '#contract';

/** What a system asks: to give these data about one person (or dwelling), or several, to a recipient for a purpose. */
export interface ExchangeQuestion {
  /** Participant id, such as `leiedal`. */
  readonly recipient: string;
  /** Purpose id, such as `lokaal-woonbeleid`. */
  readonly purpose: string;
  /** Category of the person each record is about, or `woning`. */
  readonly category: string;
  /** One record, or up to 1,000. */
  readonly data: Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];
  /**
   * With the sending system the idempotency key, 1-128 visible ASCII characters; a random one where absent. Keep it with
   * your own record and use it again after a crash: the first answer is repeated and nothing is delivered twice.
   */
  readonly id?: string;
  /** NIS code, where the permission is territorial and names no field. */
  readonly territory?: string;
  /** Participant the data come from, where the sender relays. */
  readonly provider?: string;
  /** The one instrument to rely on. */
  readonly basis?: string;
  /** `all` (default): an array passes or is denied whole; `each`: each record on its own. */
  readonly mode?: 'all' | 'each';
  /** Travels to the recipient, unless the purpose is statistical. */
  readonly correlationId?: string;
  /** W3C trace context; travels like `correlationId`. */
  readonly traceparent?: string;
}

/** A Kafka record in the form that Nest's `ClientKafka.send` takes. Headers are CloudEvents 1.0, binary mode. */
export interface KafkaRequest {
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The record of a question. The same question under the same id gives the same bytes, so that a repeat is known as one.
 * @throws TypeError where `data` is nothing that JSON can say.
 */
export function kafkaRequest(
  question: ExchangeQuestion & { readonly id: string },
  kind: 'exchange' | 'check',
  system: string,
): KafkaRequest {
  const value = JSON.stringify(question.data) as string | undefined;
  if (value === undefined) throw new TypeError("couldn't write `data` as JSON: it is neither an object nor an array");
  const optional = {
    ce_territory: question.territory,
    ce_provider: question.provider,
    ce_basis: question.basis,
    ce_mode: question.mode,
    ce_correlationid: question.correlationId,
    ce_traceparent: question.traceparent,
  };
  return {
    value,
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: question.id,
      ce_source: `/systems/${system}`,
      ce_type: kind === 'check' ? eventTypes.exchangeCheck : eventTypes.exchangeRequested,
      ce_recipient: question.recipient,
      ce_purpose: question.purpose,
      ce_category: question.category,
      ...Object.fromEntries(
        Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    },
  };
}

/** Whether a value of this size can pass at all: beyond it the broker refuses the record and no decision is made. */
export function fitsIngress(request: KafkaRequest): boolean {
  return Buffer.byteLength(request.value) <= bounds.valueBytesMax;
}
