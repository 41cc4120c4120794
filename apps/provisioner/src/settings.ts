import { resolve } from 'node:path';

/** What the provisioner is told from outside. The Kafka connection itself is `#kafka`'s. */
export interface Settings {
  /** Copies of each partition; at 3 and above a write waits for two. */
  readonly replication: number;
  readonly deliveryPartitions: number;
  /** Days a delivery waits for its recipient: 7, and 30 at most. */
  readonly deliveryRetentionDays: number;
  readonly certificateDays: number;
  /** Principals whose ACLs are somebody else's business, without `User:`. */
  readonly foreignPrincipals: ReadonlySet<string>;
  readonly reconcileIntervalMs: number;
  /** Absolute: its `clients/` holds what systems connect with. */
  readonly home: string;
  /** Folder of `ca.pem` and `ca.key.pem`. */
  readonly authority: string;
  /** Path of the public JWK that register manifests verify with. */
  readonly verifyKey: string;
  /** What systems connect to: host:port list of the mutual TLS listener. */
  readonly partnerBrokers: string;
  readonly healthPort: number;
  readonly healthHost: string;
}

/**
 * Settings from environment variables.
 * @throws Error naming the variable that is missing or out of its range.
 */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  const home = resolve(env['SLUIS_HOME'] ?? '.sluis');
  return {
    replication: integer(env, 'SLUIS_REPLICATION', 1, 1, 9),
    deliveryPartitions: integer(env, 'SLUIS_DELIVERY_PARTITIONS', 1, 1, 100),
    deliveryRetentionDays: integer(env, 'SLUIS_DELIVERY_RETENTION_DAYS', 7, 1, 30),
    certificateDays: integer(env, 'SLUIS_CERTIFICATE_DAYS', 30, 1, 398),
    foreignPrincipals: new Set((env['SLUIS_FOREIGN_PRINCIPALS'] ?? '').split(',').filter((name) => name !== '')),
    reconcileIntervalMs: 1_000 * integer(env, 'SLUIS_RECONCILE_SECONDS', 60, 1, 3_600),
    home,
    authority: resolve(env['SLUIS_CA_DIR'] ?? `${home}/ca`),
    verifyKey: resolve(
      required(env, 'SLUIS_VERIFY_KEY', 'the path of the public key that register manifests verify with'),
    ),
    partnerBrokers: required(env, 'KAFKA_PARTNER_BROKERS', 'host:port of the listener that systems connect to'),
    healthPort: integer(env, 'SLUIS_HEALTH_PORT', 8082, 0, 65_535),
    healthHost: env['SLUIS_HEALTH_HOST'] ?? '127.0.0.1',
  };
}

function integer(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
  min: number,
  max: number,
): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`couldn't use \`${name}\` \`${text}\`: it must be a whole number from ${min} to ${max}`);
  }
  return value;
}

function required(env: Readonly<Record<string, string | undefined>>, name: string, what: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`no \`${name}\` given: set it to ${what}`);
  return value;
}
