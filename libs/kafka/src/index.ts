export { kafkaFromEnv, type KafkaEnvironment } from './settings';
