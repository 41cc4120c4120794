import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Kafka, logLevel, type Admin, type Consumer, type KafkaConfig } from 'kafkajs';
import { generateKeys } from '#keys';
import { AppModule } from '../../apps/provisioner/src/app.module';
import { Provisioning } from '../../apps/provisioner/src/provisioning';
import { principals, type Principal } from '../../apps/local/src/kafka-properties';
import { startCluster, type Cluster } from '../support/cluster';
import { probeAccess, type Access } from './access-probe';
import { groupTable, strangeGroups, stranger, superUsers, topicTable, transactionalIdTable } from './access-table';
import { protocolFiles, publishRegister } from './published-register';

const rows = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
const words = (cell: string | undefined) => (cell ?? '').split(' ').filter((word) => word !== '');

const topics = rows(topicTable).map(([name, write, read]) => ({ name: name!, write: words(write), read: words(read) }));
const groups = rows(groupTable).map(([principal, names]) => ({ principal: principal!, names: words(names) }));
const transactionalIds = rows(transactionalIdTable).map(([id, holders]) => ({ id: id!, holders: words(holders) }));
const probed = {
  topics: topics.map(({ name }) => name),
  groups: [...groups.flatMap(({ names }) => names), ...strangeGroups],
  transactionalIds: transactionalIds.map(({ id }) => id),
};

const everything = {
  cluster: 'ALTER ALTER_CONFIGS CLUSTER_ACTION CREATE DESCRIBE DESCRIBE_CONFIGS IDEMPOTENT_WRITE',
  topic: 'ALTER ALTER_CONFIGS CREATE DELETE DESCRIBE DESCRIBE_CONFIGS READ WRITE',
  group: 'DELETE DESCRIBE READ',
  'transactional-id': 'DESCRIBE WRITE',
};

/** What the table says of one principal, in the probe's own form. */
function expected(principal: string): Map<string, string> {
  const isSuper = superUsers.includes(principal);
  const found = new Map([['cluster kafka-cluster', isSuper ? everything.cluster : '']]);
  const may = (kind: 'topic' | 'group' | 'transactional-id', name: string, ...operations: (string | false)[]) => {
    const held = operations.filter((operation): operation is string => operation !== false).sort();
    found.set(`${kind} ${name}`, isSuper ? everything[kind] : held.length === 0 ? '' : ['DESCRIBE', ...held].join(' '));
  };
  for (const { name, write, read } of topics) {
    may('topic', name, read.includes(principal) && 'READ', write.includes(principal) && 'WRITE');
  }
  for (const name of strangeGroups) may('group', name);
  for (const { principal: owner, names } of groups)
    for (const name of names) may('group', name, owner === principal && 'READ');
  for (const { id, holders } of transactionalIds) may('transactional-id', id, holders.includes(principal) && 'WRITE');
  return found;
}

/** Lines of `principal kind name: allowed …, the table says …` where broker and table differ. */
function differences(access: Access): string[] {
  return [...access].flatMap(([principal, found]) => {
    const wanted = expected(principal);
    const names = new Set([...wanted.keys(), ...found.keys()]);
    return [...names]
      .filter((name) => found.get(name) !== wanted.get(name))
      .map((name) => `${principal} ${name}: allowed \`${found.get(name)}\`, the table says \`${wanted.get(name)}\``);
  });
}

describe('access', () => {
  const keys = generateKeys();
  const files = protocolFiles();
  let cluster: Cluster;
  let home: string;
  let app: INestApplicationContext;
  let admin: Admin;
  let clientFiles: Map<string, string>;

  beforeAll(async () => {
    cluster = await startCluster();
    home = mkdtempSync(join(tmpdir(), 'sluis-access-'));
    writeFileSync(join(home, 'control.public.jwk'), JSON.stringify(keys.control.public));
    const env = {
      ...cluster.env('_provisioner'),
      SLUIS_HOME: home,
      SLUIS_CA_DIR: cluster.caDir,
      SLUIS_VERIFY_KEY: join(home, 'control.public.jwk'),
      SLUIS_HEALTH_PORT: '0',
      // Only a new register wakes it: what is changed by hand below must stay for as long as it is looked at.
      SLUIS_RECONCILE_SECONDS: '3600',
    };
    app = await NestFactory.createApplicationContext(AppModule.forEnvironment(env), { logger: ['error', 'fatal'] });
    await until(() => ready().reasons.join() === 'no-register', 'the internal topics');
    await publishRegister(cluster, keys.control.private, 1, files);
    await until(() => ready().up, 'the first register');
    admin = new Kafka({ ...cluster.admin(), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    clientFiles = new Map(systemsOnDisk().map((system) => [system, join(home, 'clients', `${system}.properties`)]));
    for (const principal of principals) clientFiles.set(principal, insideProperties(principal));
    clientFiles.set(stranger, await strangerProperties());
  });

  afterAll(async () => {
    await admin?.disconnect();
    await app?.close();
    await cluster?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('has a line in the table for every topic, and every topic of the table', async () => {
    const found = (await admin.listTopics()).filter((name) => !name.startsWith('__'));
    expect(found.sort()).toEqual(topics.map(({ name }) => name).sort());
  });

  it('has a line in the table for every principal, and every principal of the table', () => {
    const found = [...systemsOnDisk(), ...principals];
    expect(found.sort()).toEqual([...groups.map(({ principal }) => principal), ...superUsers].sort());
  });

  it('lets every principal do with every topic, group and transactional id what the table says, and no more', async () => {
    const access = await probeAccess({ principals: clientFiles, ...probed });
    expect([...access.keys()].sort()).toEqual([...clientFiles.keys()].sort());
    expect(differences(access)).toEqual([]);
  });

  it('would notice a right too many and a right too few', async () => {
    const right = {
      principal: 'User:leiedal',
      host: '*',
      resourceType: 2,
      resourcePatternType: 3,
      permissionType: 3,
    } as const;
    const extra = { ...right, resourceName: 'sluis.in.dossier.reply', operation: 3 };
    const missing = { ...right, resourceName: 'sluis.in.leiedal', operation: 4 };
    await admin.createAcls({ acl: [extra] });
    await admin.deleteAcls({ filters: [missing] });
    try {
      const leiedal = new Map([['leiedal', clientFiles.get('leiedal')!]]);
      const access = await probeAccess({ principals: leiedal, ...probed, groups: [], transactionalIds: [] });
      const found = differences(access).filter((line) => line.includes(' topic '));
      expect(found.sort()).toEqual([
        'leiedal topic sluis.in.dossier.reply: allowed `DESCRIBE READ`, the table says ``',
        'leiedal topic sluis.in.leiedal: allowed ``, the table says `DESCRIBE WRITE`',
      ]);
    } finally {
      await admin.createAcls({ acl: [missing] });
      await admin.deleteAcls({ filters: [extra] });
    }
  });

  describe('a partner that tries', () => {
    const leiedal = () => client('leiedal');

    it('may send on its own ingress topic', async () => {
      expect(await attempt(() => send(leiedal(), 'sluis.in.leiedal'))).toBe('done');
    });

    it.each([
      'sluis.in.dossier',
      'sluis.in.leiedal.reply',
      'sluis.out.leiedal.lokaal-woonbeleid',
      'sluis.decisions',
      'sluis.register',
      'sluis.facts',
      'sluis.seen.leiedal',
    ])('may not write %s', async (topic) => {
      expect(await attempt(() => send(leiedal(), topic))).toBe('TOPIC_AUTHORIZATION_FAILED');
    });

    it.each([
      'sluis.in.leiedal',
      'sluis.in.dossier',
      'sluis.in.dossier.reply',
      'sluis.out.vlabinvest.toewijzing-vlabinvest',
      'sluis.alerts.leiedal',
      'sluis.decisions',
      'sluis.facts',
      'sluis.register',
      '__consumer_offsets',
    ])('may not read %s', async (topic) => {
      expect(await attempt(() => read(leiedal(), topic, 'leiedal'))).toBe('TOPIC_AUTHORIZATION_FAILED');
    });

    it.each(['dossier', 'leiedal-x', '_gateway', 'console-consumer-1'])('may not use the group %s', async (group) => {
      expect(await attempt(() => read(leiedal(), 'sluis.in.leiedal.reply', group))).toMatch(refusal);
    });

    it('may not begin a transaction', async () => {
      const producer = leiedal().producer({ transactionalId: 'leiedal', retry: { retries: 0 } });
      await producer.connect();
      expect(await attempt(() => producer.transaction())).toMatch(refusal);
      await producer.disconnect().catch(() => undefined);
    });

    const administration: Record<string, (partner: Admin) => Promise<unknown>> = {
      'create a topic': (partner) => partner.createTopics({ topics: [{ topic: 'sluis.in.leiedal2' }] }),
      'delete its own ingress topic': (partner) => partner.deleteTopics({ topics: ['sluis.in.leiedal'] }),
      'add partitions': (partner) =>
        partner.createPartitions({ topicPartitions: [{ topic: 'sluis.in.leiedal', count: 3 }] }),
      'change the settings of its topic': (partner) =>
        partner.alterConfigs({
          validateOnly: false,
          resources: [{ type: 2, name: 'sluis.in.leiedal', configEntries: [{ name: 'retention.ms', value: '1' }] }],
        }),
      'give itself a right': (partner) =>
        partner.createAcls({
          acl: [
            {
              principal: 'User:leiedal',
              host: '*',
              resourceType: 2,
              resourceName: '*',
              resourcePatternType: 3,
              operation: 2,
              permissionType: 3,
            },
          ],
        }),
      'see the rights': (partner) =>
        partner.describeAcls({ resourceType: 1, resourcePatternType: 1, operation: 1, permissionType: 1 }),
      'delete a group of another': (partner) => partner.deleteGroups(['dossier']),
    };
    it.each(Object.keys(administration))('may not %s', async (what) => {
      const partner = leiedal().admin({ retry: { retries: 0 } });
      await partner.connect();
      expect(await attempt(() => administration[what]!(partner))).toMatch(refusal);
      await partner.disconnect();
    });

    it('sees no topic but its own', async () => {
      const partner = leiedal().admin();
      await partner.connect();
      const seen = await partner.listTopics();
      await partner.disconnect();
      expect(seen.sort()).toEqual([
        'sluis.in.leiedal',
        'sluis.in.leiedal.reply',
        'sluis.out.leiedal.lokaal-woonbeleid',
      ]);
    });
  });

  it('gives a system that is added its rights, and takes them from one that is withdrawn, whose certificate still lives', async () => {
    const copy = join(home, 'kept-by-huur');
    cpSync(join(home, 'clients/huur'), join(copy, 'huur'), { recursive: true });
    const properties = readFileSync(join(home, 'clients/huur.properties'), 'utf8').replaceAll(
      `${home}/clients/`,
      `${copy}/`,
    );
    writeFileSync(join(copy, 'huur.properties'), properties);
    const path = 'participants/woondienst-izegem.yaml';
    const changed = files.get(path)!.replace(/^ {2}huur: /m, '  verhuur: ');
    expect(changed).not.toBe(files.get(path));
    await publishRegister(cluster, keys.control.private, 2, new Map([...files, [path, changed]]));
    await until(() => systemsOnDisk().includes('verhuur') && ready().up, 'the second register');

    const principalsNow = new Map([
      ['huur', join(copy, 'huur.properties')],
      ['verhuur', join(home, 'clients/verhuur.properties')],
    ]);
    const names = ['huur', 'verhuur'].flatMap((system) => [`sluis.in.${system}`, `sluis.in.${system}.reply`]);
    const access = await probeAccess({
      principals: principalsNow,
      topics: [...probed.topics, 'sluis.in.verhuur', 'sluis.in.verhuur.reply'],
      groups: ['huur', 'huur-client', 'huur.x', 'verhuur', 'verhuur-client', 'verhuur.x'],
      transactionalIds: [],
    });
    expect(held(access.get('huur')!)).toEqual([]);
    expect(held(access.get('verhuur')!)).toEqual([
      'group verhuur DESCRIBE READ',
      'group verhuur-client DESCRIBE READ',
      'group verhuur.x DESCRIBE READ',
      'topic sluis.in.verhuur DESCRIBE WRITE',
      'topic sluis.in.verhuur.reply DESCRIBE READ',
      'topic sluis.out.woondienst-izegem.opvolging-huur DESCRIBE READ',
    ]);
    expect(systemsOnDisk()).not.toContain('huur');
    expect(await admin.listTopics()).toEqual(expect.arrayContaining(names));
  });

  const ready = () => app.get(Provisioning).ready();

  function systemsOnDisk(): string[] {
    return readdirSync(join(home, 'clients'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  }

  function insideProperties(principal: Principal): string {
    const env = cluster.env(principal);
    const path = join(home, `${principal}.properties`);
    const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
    const lines = [
      `bootstrap.servers=${env['KAFKA_BROKERS']}`,
      'security.protocol=SASL_SSL',
      'sasl.mechanism=SCRAM-SHA-512',
      `sasl.jaas.config=${login} username="${principal}" password="${env['KAFKA_SASL_PASSWORD']}";`,
      'ssl.truststore.type=PEM',
      `ssl.truststore.location=${env['KAFKA_SSL_CA']}`,
    ];
    writeFileSync(path, lines.join('\n'), { mode: 0o600 });
    return path;
  }

  async function strangerProperties(): Promise<string> {
    const folder = join(home, stranger);
    mkdirSync(folder);
    const { certificate, key } = await cluster.authority.issue(stranger, { use: 'client', days: 1 });
    writeFileSync(join(folder, 'keystore.pem'), key + certificate, { mode: 0o600 });
    const path = join(folder, 'client.properties');
    const own = readFileSync(join(home, 'clients/leiedal.properties'), 'utf8');
    writeFileSync(path, own.replace(join(home, 'clients/leiedal/keystore.pem'), join(folder, 'keystore.pem')));
    return path;
  }

  function client(system: string): Kafka {
    const file = (name: string) => readFileSync(join(home, 'clients', system, name), 'utf8');
    const ssl: KafkaConfig['ssl'] = { ca: [file('ca.pem')], cert: file('cert.pem'), key: file('key.pem') };
    const retry = { retries: 0 };
    return new Kafka({
      clientId: system,
      brokers: [...cluster.partnerBrokers],
      ssl,
      retry,
      logLevel: logLevel.NOTHING,
    });
  }
});

async function send(kafka: Kafka, topic: string): Promise<void> {
  const producer = kafka.producer({ retry: { retries: 0 } });
  await producer.connect();
  try {
    await producer.send({ topic, messages: [{ value: '{}' }] });
  } finally {
    await producer.disconnect();
  }
}

/** Joins the group and reads; done when the first fetch was answered. */
async function read(kafka: Kafka, topic: string, groupId: string): Promise<void> {
  const consumer = kafka.consumer({ groupId, retry: { retries: 0 }, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic] });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer.on(consumer.events.FETCH, () => resolve());
      consumer.run({ eachMessage: async () => undefined }).catch(reject);
    });
  } finally {
    await stopped(consumer);
  }
}

async function stopped(consumer: Consumer): Promise<void> {
  await consumer.disconnect().catch(() => undefined);
}

/** kafkajs hides a refused group or transactional id behind a coordinator it can't find. */
const refusal = /^[A-Z_]*AUTHORIZATION_FAILED$|^KafkaJSGroupCoordinatorNotFound$/;

/** `done`, or the broker's own word for the refusal. */
async function attempt(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
    return 'done';
  } catch (error) {
    return refusalIn(error) ?? (error as Error).name;
  }
}

function refusalIn(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { type, cause, errors, groups } = error as {
    type?: string;
    cause?: unknown;
    errors?: unknown[];
    groups?: { error?: unknown }[];
  };
  return type ?? refusalIn(cause) ?? refusalIn(errors?.[0]) ?? refusalIn(groups?.[0]?.error);
}

function held(found: ReadonlyMap<string, string>): string[] {
  return [...found]
    .filter(([, operations]) => operations !== '')
    .map(([name, operations]) => `${name} ${operations}`)
    .sort();
}

async function until(check: () => boolean, what: string, timeoutMs = 90_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!check()) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
