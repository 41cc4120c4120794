import { type Authority } from '#certificates';
import { kafkaFromEnv } from '#kafka';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logLevel, type KafkaConfig } from 'kafkajs';
import { startChild, type Child } from './child';
import { LocalFault } from './fault';
import { clusterIdentity, format, formatArguments, kafkaFailure } from './kafka-storage';
import { serverProperties, type NodePorts, type Passwords, type Principal } from './kafka-properties';

/**
 * A real Apache Kafka on loopback: one broker for `npm start`, one or three for tests. KRaft, ACLs by default deny;
 * SCRAM inside, mutual TLS for systems and partners.
 */
export interface KafkaOptions {
  /** Everything of this cluster lies here; an existing one is continued. */
  readonly dir: string;
  /** Where the jars are (`kafkaLibs`). */
  readonly libs: string;
  readonly authority: Authority;
  /** One entry a broker. */
  readonly ports: readonly NodePorts[];
  readonly insideTls?: boolean;
  /** Java heap of each broker. */
  readonly heapMiB?: number;
  readonly extra?: Readonly<Record<string, string>>;
  /** Where brokers log: `<logDir>/kafka.log`, or `kafka-<n>.log` where there are several. */
  readonly logDir: string;
  /** How long a broker may take to answer. */
  readonly patienceMs?: number;
}

export interface LocalKafka {
  /** Inside listeners, `host:port`. */
  readonly brokers: readonly string[];
  /** Mutual TLS listeners, `host:port`. */
  readonly partnerBrokers: readonly string[];
  readonly passwords: Passwords;
  /** PEM of the authority that brokers trust and are issued by. */
  readonly caPath: string;
  /** The process of a broker, 0-based; undefined while it is down. */
  node(index: number): Child | undefined;
  /** Starts a broker that is down, and waits until it serves. */
  startNode(index: number): Promise<void>;
  /** kafkajs settings of an app's principal. */
  settings(principal: Principal): KafkaConfig;
  /** Stops all brokers, cleanly and together; a quorum of which the others left cannot shut down in order. */
  stop(): Promise<void>;
}

const host = '127.0.0.1';

export async function startKafka(options: KafkaOptions): Promise<LocalKafka> {
  const { dir, ports } = options;
  const insideTls = options.insideTls ?? true;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const caPath = join(dir, 'ca.pem');
  writeFileSync(caPath, options.authority.certificate, { mode: 0o600 });
  const identity = clusterIdentity(join(dir, 'cluster.json'));
  const { passwords } = identity;
  const brokers = ports.map((one) => `${host}:${one.inside}`);
  const nodes: (Child | undefined)[] = ports.map(() => undefined);

  const settings = (principal: Principal): KafkaConfig => ({
    clientId: `local${principal}`,
    brokers: [...brokers],
    ...(insideTls ? { ssl: { ca: [options.authority.certificate] } } : {}),
    sasl: { mechanism: 'scram-sha-512', username: principal, password: passwords[principal] },
  });

  const launch = async (index: number): Promise<void> => {
    const id = index + 1;
    const folder = ports.length === 1 ? dir : join(dir, `broker-${id}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const keystore = join(folder, 'broker.pem');
    // Issued anew at every start: it is cheap, and nobody then meets an expired one.
    const issued = await options.authority.issue('_broker', { use: 'server', days: 365, hosts: ['localhost', host] });
    writeFileSync(keystore, issued.key + issued.certificate, { mode: 0o600 });
    const properties = join(folder, 'server.properties');
    const dataDir = join(folder, 'data');
    writeFileSync(
      properties,
      serverProperties({
        id,
        host,
        ports,
        dataDir,
        keystore,
        truststore: caPath,
        passwords,
        insideTls,
        ...(options.extra === undefined ? {} : { extra: options.extra }),
      }),
      { mode: 0o600 },
    );
    if (!existsSync(join(dataDir, 'meta.properties')))
      await format(folder, formatArguments(options.libs, properties, identity));
    nodes[index] = await startChild({
      name: ports.length === 1 ? 'kafka' : `kafka-${id}`,
      command: 'java',
      args: [
        // It must not leave at the first OutOfMemoryError: a decompression bomb is one failed request, not the end of the broker.
        `-Xmx${options.heapMiB ?? 768}m`,
        '-XX:+UseSerialGC',
        '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
        '-Dorg.slf4j.simpleLogger.showDateTime=true',
        '-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS',
        '-cp',
        `${options.libs}/*`,
        'kafka.Kafka',
        properties,
      ],
      logFile: join(options.logDir, ports.length === 1 ? 'kafka.log' : `kafka-${id}.log`),
    });
  };

  /** Waits until `who` answer, and say that `count` brokers serve. */
  const served = async (count: number, who: readonly string[] = brokers): Promise<void> => {
    const deadline = Date.now() + (options.patienceMs ?? 90_000);
    for (;;) {
      const dead = nodes.find((node) => node?.ended !== undefined);
      if (dead !== undefined) throw whyItEnded(dead);
      if ((await answering({ ...settings('_provisioner'), brokers: [...who] })) >= count) return;
      if (Date.now() > deadline) {
        const which = nodes.find((node) => node !== undefined)!;
        throw new LocalFault('kafka-failed', `Kafka didn't answer in time; see \`${which.logFile}\``);
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  };

  const up = () => nodes.filter((node) => node !== undefined && node.ended === undefined).length;
  const stop = async () => {
    await Promise.all(nodes.map(async (node) => node?.stop('SIGTERM', 30_000)));
    nodes.fill(undefined);
  };
  try {
    await Promise.all(ports.map((_, index) => launch(index)));
    await served(ports.length);
  } catch (fault) {
    await Promise.all(nodes.map(async (node) => node?.stop('SIGKILL')));
    throw fault;
  }

  return {
    brokers,
    partnerBrokers: ports.map((one) => `${host}:${one.partner}`),
    passwords,
    caPath,
    node: (index) => (nodes[index]?.ended === undefined ? nodes[index] : undefined),
    async startNode(index) {
      if (nodes[index] !== undefined && nodes[index].ended === undefined) return;
      nodes[index] = undefined;
      await launch(index);
      await served(up(), [brokers[index]!]);
    },
    settings,
    stop,
  };
}

function whyItEnded(node: Child): LocalFault {
  const how = node.ended?.signal ?? `code ${node.ended?.code}`;
  return kafkaFailure(node.lastWords(60), `Kafka ended while starting (${how})`, undefined, node.logFile);
}

/** How many brokers the cluster says it has, 0 where nobody answers yet. */
async function answering(config: KafkaConfig): Promise<number> {
  const env = { KAFKA_BROKERS: (config.brokers as string[]).join(',') };
  const admin = kafkaFromEnv(env, config.clientId ?? 'local', {
    ...config,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    const { brokers, controller } = await admin.describeCluster();
    return controller === null ? 0 : brokers.length;
  } catch {
    return 0;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
