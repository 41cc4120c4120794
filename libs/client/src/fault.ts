/**
 * Why there is no answer. A closed list: `switch` over it.
 * - `timeout`: no reply in time. The exchange may have happened: ask again with the same id, never with a new one.
 * - `aborted`: the caller's signal. The same holds.
 * - `closed`: the module was shut down while waiting. The same holds.
 * - `not-authorized`: the broker refuses this certificate the topic: the system is not registered, or was withdrawn.
 * - `too-large`: the value is over 1 MiB; nothing was sent.
 * - `too-many-instances`: more instances share the consumer group than the reply topic has partitions (6).
 * - `unavailable`: the broker can't be reached, or refused the record for another reason.
 * - `unreadable-reply`: what came is no reply of Sluis.
 */
export const faultCodes = [
  'timeout',
  'aborted',
  'closed',
  'not-authorized',
  'too-large',
  'too-many-instances',
  'unavailable',
  'unreadable-reply',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Thrown where there is no answer. The message holds ids and topics, never data. */
export class SluisFault extends Error {
  override readonly name = 'SluisFault';

  constructor(
    readonly code: FaultCode,
    /** `ce_id` of the request. */
    readonly id: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }

  /** Whether asking again, with the same id, may help. */
  get retry(): boolean {
    return this.code === 'timeout' || this.code === 'unavailable' || this.code === 'closed';
  }
}

/** The fault in what Nest's Kafka client or kafkajs threw. */
export function faultFrom(error: unknown, id: string, topic: string): SluisFault {
  const { name, type, message } = innermost(error);
  if (
    type === 'TOPIC_AUTHORIZATION_FAILED' ||
    type === 'GROUP_AUTHORIZATION_FAILED' ||
    type === 'CLUSTER_AUTHORIZATION_FAILED'
  ) {
    const hint = 'is this system registered, and does the certificate name it?';
    return new SluisFault('not-authorized', id, `couldn't send to \`${topic}\`: the broker refuses it; ${hint}`, {
      cause: error,
    });
  }
  if (type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE') return tooLarge(id, topic);
  if (name === 'InvalidKafkaClientTopicException') {
    const hint = 'at most 6 instances can share a group, and it must have been joined';
    const text = `couldn't ask on \`${topic}\`: this instance has no partition of the reply topic; ${hint}`;
    return new SluisFault('too-many-instances', id, text, { cause: error });
  }
  if (message === 'Connection closed') {
    return new SluisFault('closed', id, `stopped waiting for the answer to \`${id}\`: the client was closed`, {
      cause: error,
    });
  }
  return new SluisFault('unavailable', id, `couldn't send to \`${topic}\`: ${message}`, { cause: error });
}

export function tooLarge(id: string, topic: string): SluisFault {
  return new SluisFault(
    'too-large',
    id,
    `couldn't send \`${id}\` to \`${topic}\`: its value is over 1 MiB; send fewer records`,
  );
}

/** kafkajs wraps what the broker said in `KafkaJSNumberOfRetriesExceeded` and the like. */
function innermost(error: unknown): { name: string; type: string; message: string } {
  let inner = error as { name?: string; type?: string; message?: string; cause?: unknown };
  for (let depth = 0; depth < 5 && inner?.type === undefined && inner?.cause; depth++)
    inner = inner.cause as typeof inner;
  return { name: inner?.name ?? '', type: inner?.type ?? '', message: inner?.message ?? 'unknown fault' };
}
