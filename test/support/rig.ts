import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { topics } from '#contract';
import { generateKeys, signJws, type GeneratedKeys } from '#keys';
import { readProtocols } from '#protocols';
import { compileRegister, parseRegister, toDocuments, type CompiledRegister } from '#register';
import { toEntry } from '../../apps/provisioner/src/acl';
import { desiredState } from '../../apps/provisioner/src/desired-state';
import { settingsFrom } from '../../apps/provisioner/src/settings';
import { freePorts } from '../../apps/local/src/ports';
import { FactPublisher } from './fact-publisher';
import { repository, startCluster, type Cluster, type ClusterOptions } from './cluster';
import { makeTopics } from './topics';

/**
 * A broker with the topics and rights that the real register calls for, a signed register and facts on it, and real
 * gateway processes to start, kill and start again. Control and provisioner are left out: what they write is written
 * here, so that a test of the gateway fails for the gateway's reasons.
 */
export interface Rig {
  readonly cluster: Cluster;
  readonly keys: GeneratedKeys;
  readonly register: CompiledRegister;
  /** Super user. */
  readonly admin: Admin;
  /** Starts a gateway process and waits until it is ready (unless told not to). */
  startGateway(options?: GatewayOptions): Promise<GatewayProcess>;
  /** kafkajs as a system, over mutual TLS. */
  client(system: string): Promise<Kafka>;
  /** kafkajs as the super user. */
  readonly operator: Kafka;
  /** What speaks as control on the facts topic, a heartbeat every two seconds. */
  readonly facts: FactPublisher;
  /** Signs and publishes a fact message, numbered; a heartbeat follows. */
  publishFact(fact: Record<string, unknown> & { readonly id: string }): Promise<void>;
  publishRegister(version: number, files?: ReadonlyMap<string, string>): Promise<void>;
  stop(): Promise<void>;
}

export interface GatewayOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly ready?: boolean;
}

export interface GatewayProcess {
  readonly process: ChildProcess;
  readonly healthPort: number;
  readonly logPath: string;
  /** Resolves with the exit code once it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  health(): Promise<{ readonly up: boolean; readonly reasons: readonly string[] }>;
  metrics(): Promise<string>;
}

const factsHeartbeatMs = 2_000;
const readyTimeoutMs = 60_000;

export async function startRig(options: ClusterOptions = {}): Promise<Rig> {
  const cluster = await startCluster(options);
  const keys = generateKeys();
  const keyDir = join(cluster.dir, 'keys');
  mkdirSync(keyDir, { recursive: true, mode: 0o700 });
  const keysPath = join(keyDir, 'gateway.json');
  const verifyKeyPath = join(keyDir, 'control.public.jwk');
  writeFileSync(keysPath, JSON.stringify(keys.gateway), { mode: 0o600 });
  writeFileSync(verifyKeyPath, JSON.stringify(keys.control.public), { mode: 0o600 });

  const operator = new Kafka({ ...cluster.admin(), clientId: 'rig', logLevel: logLevel.NOTHING });
  const admin = operator.admin();
  await admin.connect();
  // A broker that has just made a hundred topics leads them a while later, on a busy machine a good while.
  const producer = operator.producer({ retry: { retries: 30, maxRetryTime: 2_000 } });
  await producer.connect();

  const protocols = await readProtocols(join(repository, 'protocols'));
  const register = compiled(protocols, 1);
  await provision(admin, register, cluster, verifyKeyPath);
  const facts = new FactPublisher(producer, keys);
  await facts.start(factsHeartbeatMs);
  const gateways: GatewayProcess[] = [];

  const publishRegister = async (version: number, files = protocols): Promise<void> => {
    const documents = toDocuments(sourceOf(files));
    const issuedAt = new Date().toISOString();
    const manifest = { kind: 'manifest', version, documents: documents.map(({ sha256 }) => sha256), issuedAt };
    await producer.sendBatch({
      topicMessages: [
        {
          topic: topics.register,
          messages: [
            ...documents.map(({ sha256, text }) => ({ key: `doc:${sha256}`, value: text })),
            { key: 'manifest', value: signJws(manifest, keys.control.private, 'sluis-register+jws') },
          ],
        },
      ],
    });
  };
  await publishRegister(1);

  return {
    cluster,
    keys,
    register,
    admin,
    operator,
    async startGateway({ env = {}, ready = true } = {}) {
      const [healthPort] = await freePorts(1);
      const gateway = spawnGateway(cluster, healthPort!, gateways.length, {
        ...cluster.env('_gateway'),
        SLUIS_MODE: 'demonstration',
        SLUIS_KEYS: keysPath,
        SLUIS_VERIFY_KEY: verifyKeyPath,
        SLUIS_HEALTH_PORT: String(healthPort),
        SLUIS_TOPIC_POLL_MS: '1000',
        ...env,
      });
      gateways.push(gateway);
      if (ready) await untilReady(gateway);
      return gateway;
    },
    async client(system) {
      return new Kafka({ ...(await cluster.partner(system)), logLevel: logLevel.NOTHING });
    },
    facts,
    async publishFact(fact) {
      await facts.publish(fact);
    },
    publishRegister,
    async stop() {
      facts.silence();
      await Promise.all(gateways.map((gateway) => gateway.stop('SIGKILL')));
      await producer.disconnect();
      await admin.disconnect();
      await cluster.stop();
    },
  };
}

function sourceOf(files: ReadonlyMap<string, string>): NonNullable<ReturnType<typeof parseRegister>['source']> {
  const { source, faults } = parseRegister(files);
  if (source === undefined) throw new Error(`the register has ${faults.length} faults: ${faults[0]?.message}`);
  return source;
}

function compiled(files: ReadonlyMap<string, string>, version: number): CompiledRegister {
  return compileRegister(sourceOf(files), version);
}

async function provision(admin: Admin, register: CompiledRegister, cluster: Cluster, verifyKey: string): Promise<void> {
  const settings = settingsFrom({
    ...cluster.env('_provisioner'),
    SLUIS_CA_DIR: cluster.caDir,
    SLUIS_HOME: cluster.dir,
    SLUIS_VERIFY_KEY: verifyKey,
  });
  const { topics: wanted, acls } = desiredState(register, settings);
  await makeTopics(
    admin,
    [...wanted.values()].map(({ name, partitions, replication, configs }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    })),
  );
  await admin.createAcls({ acl: [...acls.values()].map(toEntry) });
}

function spawnGateway(
  cluster: Cluster,
  healthPort: number,
  index: number,
  env: Record<string, string>,
): GatewayProcess {
  const logPath = join(cluster.dir, 'logs', `gateway-${index}.log`);
  mkdirSync(join(cluster.dir, 'logs'), { recursive: true });
  const log = createWriteStream(logPath, { flags: 'a' });
  const child = spawn(process.execPath, [join(repository, 'dist/apps/gateway/src/main.js')], {
    cwd: repository,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${healthPort}${path}`);
  return {
    process: child,
    healthPort,
    logPath,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await gone;
    },
    health: async () => (await (await get('/health/ready')).json()) as { up: boolean; reasons: string[] },
    metrics: async () => (await get('/metrics')).text(),
  };
}

async function untilReady(gateway: GatewayProcess): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  let reasons = '';
  while (Date.now() < deadline) {
    if (gateway.process.exitCode !== null) throw new Error(`the gateway left at start; see ${gateway.logPath}`);
    const health = await gateway.health().catch(() => undefined);
    if (health?.up) return;
    reasons = health?.reasons.join(', ') ?? 'no answer';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the gateway was not ready in time: ${reasons}; see ${gateway.logPath}`);
}
