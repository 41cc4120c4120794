/** Broker and client faults that lie in what was produced, not in the weather. */
const refusals = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'CORRUPT_MESSAGE',
  'INVALID_MESSAGE',
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_TOPIC_EXCEPTION',
  'POLICY_VIOLATION',
  'INVALID_TIMESTAMP',
]);

const clientRefusals = new Set([
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSMetadataNotLoaded',
  'KafkaJSInvariantViolation',
]);

/** Whether a fault says that the broker, or the client before it, refused the content. Looks through retry wrappers. */
export function isRefusal(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const { type, name } = at as Error & { readonly type?: string };
    if ((type !== undefined && refusals.has(type)) || clientRefusals.has(name)) return true;
  }
  return false;
}

/** Name of a fault for logs and metrics: a class or protocol name, never its text, which may quote content. */
export function faultName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { type, cause } = error as Error & { readonly type?: string };
  if (type !== undefined) return type;
  return cause instanceof Error ? faultName(cause) : error.name;
}
