export { kafkaFromEnv, type KafkaEnvironment } from './settings';
export { TopicFollower, type FollowedRecord, type FollowOptions } from './follower';
export { IngressConsumer, type IngressBatch, type IngressOptions } from './ingress-consumer';
export { PartitionOwner, transactionRetry } from './partition-owner';
export type { OwnedPartition } from './owned-partition';
export { faultName, isRefusal } from './faults';
export { PositionedConsumer, type PositionedBatch, type PositionedOptions } from './positioned-consumer';
