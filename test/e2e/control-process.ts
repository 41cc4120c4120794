import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import '#kafka';
import { generateKeys, type GeneratedKeys } from '#keys';
import { freePorts } from '../../apps/local/src/ports';
import { repository, type Cluster } from '../support/cluster';
import { makeTopics } from '../support/topics';
import { startIdentity, type Identity, type Machine } from '../support/identity';

/** Control as a process of its own, on a port of its own, with what it wrote kept for looking through. */
export interface ControlProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Where its officers and programs come from. */
  readonly identity: Identity;
  /** Everything it wrote so far. */
  log(): string;
  /** In the name of the installation's own program, unless told otherwise. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Waits until /health/ready satisfies. */
  until(satisfied: (ready: any, status: number) => boolean, what?: string): Promise<any>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: any;
}

export interface Installation {
  readonly home: string;
  readonly keys: GeneratedKeys;
  readonly protocols: string;
}

/** Keys as `npm start` writes them. */
export function install(home: string, protocols: string, keys: GeneratedKeys = generateKeys()): Installation {
  mkdirSync(join(home, 'keys'), { recursive: true });
  const write = (name: string, value: object | string): void =>
    writeFileSync(join(home, 'keys', name), typeof value === 'string' ? value : JSON.stringify(value), { mode: 0o600 });
  write('control.private.jwk', keys.control.private);
  write('control.public.jwk', keys.control.public);
  write('tokens.json', keys.tokens);
  return { home, keys, protocols };
}

export async function startControl(
  installation: Installation,
  env: Record<string, string | undefined>,
  machines: readonly Machine[] = [],
): Promise<ControlProcess> {
  const main = join(repository, 'dist/apps/control/src/main.js');
  if (!existsSync(main)) throw new Error(`\`${main}\` is not there: build first`);
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const identity = await startIdentity(join(installation.home, 'identity'), url, machines);
  const child = spawn(join(repository, 'node_modules/.bin/node'), [main], {
    cwd: repository,
    env: {
      PATH: process.env['PATH'],
      SLUIS_HOME: installation.home,
      SLUIS_PROTOCOLS: installation.protocols,
      SLUIS_CONTROL_PORT: String(port),
      LOG_LEVEL: 'verbose',
      SLUIS_REGISTER_HEARTBEAT_SECONDS: '1',
      ...identity.env,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout!.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));

  const call: ControlProcess['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...('authorization' in headers ? {} : { authorization: `Bearer ${await identity.token('register-admin')}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
  };

  return {
    url,
    process: child,
    identity,
    log: () => log,
    call,
    async until(satisfied, what = 'ready') {
      let last: any;
      for (let attempt = 0; attempt < 400; attempt += 1) {
        if (child.exitCode !== null) throw new Error(`control ended:\n${log}`);
        const answer = await call('GET', '/health/ready').catch(() => undefined);
        last = answer?.json;
        if (answer !== undefined && satisfied(answer.json, answer.status)) return answer.json;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`never ${what}; last ${JSON.stringify(last)}\n${log}`);
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await identity.stop();
      return ended;
    },
  };
}

export function quietKafka(cluster: Cluster): Kafka {
  return new Kafka({ ...cluster.admin(), logLevel: logLevel.NOTHING });
}

/** The topics and rights of `_control`, as the provisioner makes them before any register. */
export async function provision(cluster: Cluster): Promise<void> {
  const admin = quietKafka(cluster).admin();
  await admin.connect();
  const configEntries = [{ name: 'cleanup.policy', value: 'compact' }];
  await makeTopics(
    admin,
    ['sluis.register', 'sluis.facts'].map((topic) => ({ topic, numPartitions: 1, configEntries })),
  );
  const acl = { principal: 'User:_control', host: '*', permissionType: 3 };
  await admin.createAcls({
    acl: [
      ...['sluis.register', 'sluis.facts'].flatMap((resourceName) =>
        [3, 4].map((operation) => ({ ...acl, resourceType: 2, resourceName, resourcePatternType: 3, operation })),
      ),
      { ...acl, resourceType: 3, resourceName: '_control.', resourcePatternType: 4, operation: 3 },
    ],
  });
  await admin.disconnect();
}

/** Everything on partition 0 of a topic, in order. */
export async function readAll(
  cluster: Cluster,
  topic: string,
): Promise<{ key: string; value: string; offset: number; at: number }[]> {
  const kafka = quietKafka(cluster);
  const admin = kafka.admin();
  await admin.connect();
  const [end] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const found: { key: string; value: string; offset: number; at: number }[] = [];
  if (end === undefined || end.high === '0') return found;
  const consumer = kafka.consumer({ groupId: `test-${Math.random().toString(36).slice(2)}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ message }) => {
          found.push({
            key: message.key!.toString(),
            value: message.value?.toString() ?? '',
            offset: Number(message.offset),
            at: Number(message.timestamp),
          });
          if (BigInt(message.offset) + 1n >= BigInt(end.high)) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return found;
}
