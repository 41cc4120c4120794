/** CloudEvents 1.0 names at the edge: types, headers and sizes. */
export const eventTypes = {
  exchangeRequested: 'be.sluis.exchange.requested.v1',
  exchangeCheck: 'be.sluis.exchange.check.v1',
  exchangeDecided: 'be.sluis.exchange.decided.v1',
  exchangeDelivered: 'be.sluis.exchange.delivered.v1',
  decisionRecorded: 'be.sluis.decision.recorded.v1',
} as const;

/** What Nest's Kafka client and server put on records; honoured so that `ClientKafka.send` works unchanged. */
export const nestHeaders = {
  correlationId: 'kafka_correlationId',
  replyTopic: 'kafka_replyTopic',
  replyPartition: 'kafka_replyPartition',
  isDisposed: 'kafka_nest-is-disposed',
} as const;

/** Bounds on untrusted input. Beyond them a request is refused as `malformed` or `too-large`. */
export const bounds = {
  valueBytesMax: 1_048_576,
  recordsMax: 1_000,
  nestingMax: 16,
  ceIdCharactersMax: 128,
  headersMax: 64,
  headerValueBytesMax: 1_024,
  faultPathsMax: 20,
} as const;

/** How long a pair of sender and `ce_id` is remembered: the ingress retention and a day. */
export const idempotencyDays = 8;
