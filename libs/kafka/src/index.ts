export { kafkaFromEnv, type KafkaEnvironment } from './settings';
export { TopicFollower, type FollowedRecord, type FollowOptions } from './follower';
