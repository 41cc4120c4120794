import { reasonCodes } from '#contract';

/**
 * Every metric of the gateway, in one table: what `/metrics` serves, what OTLP sends and what `docs/metrics.md` says.
 *
 * INVARIANT(closed-labels): a label's values are a closed list written here. Anything else is counted as `other`, so no
 * text from a message (a name, a number, a topic somebody invented) can become a label.
 */
export const instruments = {
  decisions: {
    kind: 'counter',
    name: 'sluis_decisions_total',
    unit: '{decision}',
    help: 'Decisions, each counted once: under its effect and its first reason, `none` where there is none.',
    labels: { effect: ['permit', 'deny'], reason: ['none', ...reasonCodes] },
  },
  batchRecords: {
    kind: 'histogram',
    name: 'sluis_batch_records',
    unit: '{record}',
    help: 'Requests that one transaction held.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 300, 400, 500],
  },
  transactionSeconds: {
    kind: 'histogram',
    name: 'sluis_transaction_seconds',
    unit: 's',
    help: 'From the begin of a transaction until the broker confirmed its commit.',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  },
  ingressLag: {
    kind: 'gauge',
    name: 'sluis_ingress_lag_records',
    unit: '{record}',
    help: 'Requests that wait on the ingress partitions of this instance.',
  },
  oldestUnreadSeconds: {
    kind: 'gauge',
    name: 'sluis_oldest_unread_seconds',
    unit: 's',
    help: 'Age of the oldest request that waits on this instance; not ready from half the retention of ingress on.',
  },
  registerAgeSeconds: {
    kind: 'gauge',
    name: 'sluis_register_age_seconds',
    unit: 's',
    help: 'Since the newest signed manifest or heartbeat of the register; beyond 24 h all is denied `register-stale`.',
  },
  factsAgeSeconds: {
    kind: 'gauge',
    name: 'sluis_facts_age_seconds',
    unit: 's',
    help: 'Since the newest signed fact or heartbeat; beyond 15 minutes records about persons are denied `facts-stale`.',
  },
  seenIds: {
    kind: 'gauge',
    name: 'sluis_seen_ids',
    unit: '{id}',
    help: 'Request ids kept in memory to recognise a repeat.',
  },
  inFlightBytes: {
    kind: 'gauge',
    name: 'sluis_in_flight_bytes',
    unit: 'By',
    help: 'Bytes of requests fetched and not yet committed.',
  },
} as const satisfies Record<string, Instrument>;

export type Instrument =
  | (Described & { readonly kind: 'counter'; readonly labels: Readonly<Record<string, readonly string[]>> })
  | (Described & { readonly kind: 'histogram'; readonly buckets: readonly number[] })
  | (Described & { readonly kind: 'gauge' });

interface Described {
  readonly name: string;
  /** UCUM, as OpenTelemetry wants it. */
  readonly unit: string;
  readonly help: string;
}
