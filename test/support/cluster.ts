import { createAuthority, openAuthority, type Authority } from '#certificates';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { KafkaConfig } from 'kafkajs';
import { startKafka, type LocalKafka } from '../../apps/local/src/kafka';
import { kafkaLibs } from '../../apps/local/src/kafka-libs';
import type { Principal } from '../../apps/local/src/kafka-properties';
import { freePorts } from '../../apps/local/src/ports';
import { existingPostgres, startPostgres as launchPostgres, type LocalPostgres } from '../../apps/local/src/postgres';

/** Real brokers and a real database for tests, on free ports, gone when the process that started them is. */
export interface Cluster {
  /** Everything of this cluster: data, certificates, logs (`logs/kafka*.log`). */
  readonly dir: string;
  /** Inside listeners (SASL/SCRAM). */
  readonly brokers: readonly string[];
  /** Mutual TLS listeners. */
  readonly partnerBrokers: readonly string[];
  readonly authority: Authority;
  /** Folder with ca.pem and ca.key.pem: what `SLUIS_CA_DIR` names. */
  readonly caDir: string;
  readonly passwords: LocalKafka['passwords'];
  /** kafkajs settings of an app's principal on the inside listener. */
  settings(principal: Principal): KafkaConfig;
  /** The same of `_provisioner`, a super user: for making topics, ACLs, looking at anything. */
  admin(): KafkaConfig;
  /** Issues a certificate; kafkajs settings of that system on the partner listener. */
  partner(system: string): Promise<KafkaConfig>;
  /** Issues a certificate and writes it as {ca,cert,key}.pem; answers the paths. */
  pem(system: string): Promise<{ readonly ca: string; readonly cert: string; readonly key: string }>;
  /** The environment of an app that connects as `principal`: the pinned names. */
  env(principal: Principal): Record<string, string>;
  /** 0-based. Waits until the process is gone. */
  kill(broker: number, signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on its data (after stopping it where it runs), and waits until it serves. */
  restart(broker: number): Promise<void>;
  /** Has it say nothing any more, with its connections open, until it may go on. */
  hang(broker: number): void;
  goOn(broker: number): void;
  /** Stops everything; removes the folder where `startCluster` made it. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  readonly brokers?: 1 | 3;
  /** An existing one is continued; a temporary one, removed at the end, where absent. */
  readonly dir?: string;
  /** TLS on the inside listener (default true). */
  readonly insideTls?: boolean;
  /** Broker settings that win over ours. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** The repository, from the sources and from `dist/` alike. */
export const repository = existsSync(resolve(__dirname, '../../package.json'))
  ? resolve(__dirname, '../..')
  : resolve(__dirname, '../../..');

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const count = options.brokers ?? 1;
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'sluis-kafka-'));
  const caDir = join(dir, 'ca');
  mkdirSync(caDir, { recursive: true, mode: 0o700 });
  const authority = await keptAuthority(caDir);
  const free = await freePorts(count * 3);
  const ports = Array.from({ length: count }, (_, index) => ({
    inside: free[index * 3]!,
    partner: free[index * 3 + 1]!,
    controller: free[index * 3 + 2]!,
  }));
  const libs = await kafkaLibs(repository);
  const insideTls = options.insideTls ?? true;
  const kafka = await startKafka({
    dir: join(dir, 'kafka'),
    libs,
    authority,
    ports,
    insideTls,
    heapMiB: 512,
    logDir: join(dir, 'logs'),
    ...(options.properties === undefined ? {} : { extra: options.properties }),
  });
  return {
    dir,
    brokers: kafka.brokers,
    partnerBrokers: kafka.partnerBrokers,
    authority,
    caDir,
    passwords: kafka.passwords,
    settings: kafka.settings,
    admin: () => kafka.settings('_provisioner'),
    async partner(system) {
      const { certificate, key } = await authority.issue(system, { use: 'client', days: 1 });
      return {
        clientId: system,
        brokers: [...kafka.partnerBrokers],
        ssl: { ca: [authority.certificate], cert: certificate, key },
      };
    },
    async pem(system) {
      const folder = join(dir, 'clients', system);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const { certificate, key } = await authority.issue(system, { use: 'client', days: 1 });
      const paths = { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
      writeFileSync(paths.ca, authority.certificate, { mode: 0o600 });
      writeFileSync(paths.cert, certificate, { mode: 0o600 });
      writeFileSync(paths.key, key, { mode: 0o600 });
      return paths;
    },
    env: (principal) => ({
      KAFKA_BROKERS: kafka.brokers.join(','),
      KAFKA_PARTNER_BROKERS: kafka.partnerBrokers.join(','),
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: principal,
      KAFKA_SASL_PASSWORD: kafka.passwords[principal],
      ...(insideTls ? { KAFKA_SSL_CA: kafka.caPath } : {}),
      SLUIS_REPLICATION: String(count),
    }),
    async kill(broker, signal = 'SIGKILL') {
      await kafka.node(broker)?.stop(signal);
    },
    async restart(broker) {
      await kafka.node(broker)?.stop('SIGTERM');
      await kafka.startNode(broker);
    },
    hang: (broker) => kafka.node(broker)?.kill('SIGSTOP'),
    goOn: (broker) => kafka.node(broker)?.kill('SIGCONT'),
    async stop() {
      await kafka.stop();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface Database {
  readonly url: string;
  /** Creates the database if it is not there; answers its URL. One a test file keeps them apart. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** The server of `DATABASE_URL` where that is set, else one of our own. */
export async function startPostgres(options: { readonly dir?: string } = {}): Promise<Database> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined) return existingPostgres(given);
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'sluis-postgres-'));
  const [port] = await freePorts(1);
  const postgres: LocalPostgres = await launchPostgres({
    dir,
    port: port!,
    logDir: join(dir, 'logs'),
    root: repository,
    throwaway: true,
  });
  return {
    url: postgres.url,
    database: postgres.database,
    async stop() {
      await postgres.stop();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function keptAuthority(caDir: string): Promise<Authority> {
  const paths = { certificate: join(caDir, 'ca.pem'), key: join(caDir, 'ca.key.pem') };
  if (existsSync(paths.certificate)) {
    return openAuthority({
      certificate: readFileSync(paths.certificate, 'utf8'),
      key: readFileSync(paths.key, 'utf8'),
    });
  }
  const made = await createAuthority();
  writeFileSync(paths.certificate, made.certificate, { mode: 0o600 });
  writeFileSync(paths.key, made.key, { mode: 0o600 });
  return made;
}
