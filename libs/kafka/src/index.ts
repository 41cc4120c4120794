export { kafkaFromEnv, type KafkaEnvironment } from './settings';
export { TopicFollower, type FollowedRecord, type FollowOptions } from './follower';
export { IngressConsumer, type IngressBatch, type IngressOptions } from './ingress-consumer';
export { PartitionOwner, transactionRetry, type OwnedPartition } from './partition-owner';
export { faultName, isRefusal } from './faults';
