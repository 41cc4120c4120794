import { readFileSync } from 'node:fs';
import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';
import './mended';
import { kafkaLog } from './log';

/** Environment variables of every process that speaks to Kafka; see `docs/settings.md`. */
export type KafkaEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * A hardened kafkajs client from the environment: `KAFKA_BROKERS`, `KAFKA_SASL_*`, `KAFKA_SSL_*`.
 * The retry settings here are the ones that `InitProducerId` obeys; producers set their own beside them.
 */
export function kafkaFromEnv(env: KafkaEnvironment, clientId: string, overrides: Partial<KafkaConfig> = {}): Kafka {
  const brokers = (env['KAFKA_BROKERS'] ?? '').split(',').filter((broker) => broker !== '');
  if (brokers.length === 0) {
    throw new Error('no Kafka broker given: set `KAFKA_BROKERS` to a comma separated list of host:port');
  }
  const ssl = sslFrom(env);
  const sasl = saslFrom(env);
  return new Kafka({
    clientId,
    brokers,
    ...(ssl && { ssl }),
    ...(sasl && { sasl }),
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 50, multiplier: 1.5, factor: 0.2, maxRetryTime: 2_000, retries: 12 },
    // Its own `info` tells each connection; that is for whoever looks for a fault.
    logLevel: loud.has(env['LOG_LEVEL'] ?? '') ? logLevel.DEBUG : logLevel.WARN,
    logCreator: kafkaLog,
    ...overrides,
  });
}

const loud: ReadonlySet<string> = new Set(['debug', 'verbose']);

function sslFrom(env: KafkaEnvironment): NonNullable<KafkaConfig['ssl']> | undefined {
  const ca = env['KAFKA_SSL_CA'];
  const cert = env['KAFKA_SSL_CERT'];
  const key = env['KAFKA_SSL_KEY'];
  if (!ca && !cert) return undefined;
  return {
    ...(ca && { ca: [readFileSync(ca, 'utf8')] }),
    ...(cert && { cert: readFileSync(cert, 'utf8') }),
    ...(key && { key: readFileSync(key, 'utf8') }),
  };
}

function saslFrom(env: KafkaEnvironment): SASLOptions | undefined {
  const username = env['KAFKA_SASL_USERNAME'];
  if (!username) return undefined;
  const password = env['KAFKA_SASL_PASSWORD'] ?? '';
  const mechanism = (env['KAFKA_SASL_MECHANISM'] ?? 'scram-sha-512').toLowerCase();
  switch (mechanism) {
    case 'scram-sha-512':
    case 'scram-sha-256':
    case 'plain':
      return { mechanism, username, password } as SASLOptions;
    default:
      throw new Error(`unknown \`KAFKA_SASL_MECHANISM\` \`${mechanism}\`: use scram-sha-512, scram-sha-256 or plain`);
  }
}
