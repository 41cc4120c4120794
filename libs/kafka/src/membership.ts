import type { ConsumerConfig } from 'kafkajs';

/** What every member of a consumer group of ours has in common. */
export function membership({
  group,
  sessionTimeoutMs,
  partitionBytesMax = 2 * 1_024 * 1_024,
}: {
  readonly group: string;
  /** After this silence the group takes this member's partitions away. */
  readonly sessionTimeoutMs: number;
  /** What one fetch brings of a partition; by default some parts of a full batch each, so that one can be judged while another is committed. */
  readonly partitionBytesMax?: number;
}): ConsumerConfig {
  return {
    groupId: group,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.floor(sessionTimeoutMs / 4),
    rebalanceTimeout: 30_000,
    maxWaitTimeInMs: 500,
    maxBytesPerPartition: partitionBytesMax,
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
  };
}
