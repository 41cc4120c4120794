import type { KafkaEnvironment } from '#kafka';

/** What the gateway is told by its environment; see `docs/settings.md`. */
export interface GatewaySettings {
  readonly group: string;
  readonly demonstration: boolean;
  readonly keysPath: string;
  readonly verifyKeyPath: string;
  readonly healthPort: number;
  readonly healthHost: string;
  readonly batchRecordsMax: number;
  readonly batchBytesMax: number;
  /** Ingress partitions worked on at once. */
  readonly concurrency: number;
  readonly registerAgeMaxMs: number;
  readonly factsAgeMaxMs: number;
  readonly clockOffsetMaxMs: number;
  readonly topicPollMs: number;
  /** After this silence the group takes an instance's partitions away. */
  readonly sessionTimeoutMs: number;
  /** Retention of ingress topics: readiness turns red when the oldest unread request is half as old. */
  readonly ingressRetentionMs: number;
}

const hourMs = 3_600_000;

/** Reads and checks the settings. A missing key path is a fault at start, not a surprise at the first request. */
export function gatewaySettings(env: KafkaEnvironment): GatewaySettings {
  return {
    group: '_gateway',
    demonstration: mode(env) === 'demonstration',
    keysPath: required(env, 'SLUIS_KEYS', 'the path of the gateway key file'),
    verifyKeyPath: required(env, 'SLUIS_VERIFY_KEY', "the path of control's public key"),
    healthPort: whole(env, 'SLUIS_HEALTH_PORT', 8081),
    healthHost: env['SLUIS_HEALTH_HOST'] ?? '127.0.0.1',
    batchRecordsMax: whole(env, 'SLUIS_BATCH_RECORDS', 500),
    batchBytesMax: 8 * 1_024 * 1_024,
    concurrency: whole(env, 'SLUIS_CONCURRENCY', 4),
    registerAgeMaxMs: whole(env, 'SLUIS_REGISTER_AGE_MAX_S', 24 * 3_600) * 1_000,
    factsAgeMaxMs: whole(env, 'SLUIS_FACTS_AGE_MAX_S', 15 * 60) * 1_000,
    clockOffsetMaxMs: 2_000,
    sessionTimeoutMs: whole(env, 'SLUIS_SESSION_TIMEOUT_MS', 10_000),
    topicPollMs: whole(env, 'SLUIS_TOPIC_POLL_MS', 2_000),
    ingressRetentionMs: whole(env, 'SLUIS_INGRESS_RETENTION_H', 7 * 24) * hourMs,
  };
}

function mode(env: KafkaEnvironment): string {
  const value = env['SLUIS_MODE'] ?? 'operational';
  if (value !== 'operational' && value !== 'demonstration') {
    throw new Error(`unknown \`SLUIS_MODE\` \`${value}\`: use operational or demonstration`);
  }
  return value;
}

function required(env: KafkaEnvironment, name: string, what: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`\`${name}\` is not set: give it ${what}`);
  return value;
}

function whole(env: KafkaEnvironment, name: string, otherwise: number): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  if (!/^\d{1,12}$/.test(text)) throw new Error(`couldn't read \`${name}\`=\`${text}\`: a whole number is wanted`);
  return Number(text);
}
