import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { ConfigResourceTypes, Kafka, logLevel, type Admin } from 'kafkajs';
import { kafkaFromEnv } from '#kafka';
import { Provisioning, type Registers } from '../../apps/provisioner/src/provisioning';
import { example, exampleRegister, type ExampleRegister } from '../../apps/provisioner/src/example-register';
import { settingsFrom } from '../../apps/provisioner/src/settings';
import { startCluster, type Cluster } from '../support/cluster';

/** The loop against a real broker, with registers of a few lines: what the signed real one adds stands in access.e2e.ts. */
const registers: Registers = {
  verify: (jws) => JSON.parse(jws) as unknown,
  compile: ({ documents }) => exampleRegister((JSON.parse(documents[0]!) as { document: ExampleRegister }).document),
};

describe('provisioner', () => {
  let cluster: Cluster;
  let admin: Admin;
  let home: string;
  let provisioning: Provisioning;

  function provisioner(): Provisioning {
    const env = {
      ...cluster.env('_provisioner'),
      SLUIS_HOME: home,
      SLUIS_CA_DIR: cluster.caDir,
      SLUIS_VERIFY_KEY: 'not-read',
      SLUIS_HEALTH_PORT: '0',
      SLUIS_RECONCILE_SECONDS: '1',
    };
    return new Provisioning(settingsFrom(env), kafkaFromEnv(env, 'provisioner'), registers);
  }

  async function publish(register: ExampleRegister): Promise<void> {
    const value = JSON.stringify({ path: 'register.yaml', document: register });
    const hash = createHash('sha256').update(value).digest('hex');
    const producer = new Kafka({ ...cluster.settings('_control'), logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    const manifest = JSON.stringify({ kind: 'manifest', version: register.version, documents: [hash] });
    const messages = [
      { key: `doc:${hash}`, value },
      { key: 'manifest', value: manifest },
    ];
    await producer.send({ topic: 'sluis.register', messages });
    await producer.disconnect();
  }

  async function converged(version: number): Promise<void> {
    await until(() => provisioning.ready().up && keptVersion() === version, `converged with register ${version}`);
  }

  const keptVersion = () =>
    existsSync(join(home, 'provisioner/last-version.json'))
      ? (JSON.parse(readFileSync(join(home, 'provisioner/last-version.json'), 'utf8')) as { version: number }).version
      : 0;

  /** What a system can do with the files that were written for it. */
  async function canSend(system: string): Promise<string> {
    const file = (name: string) => readFileSync(join(home, 'clients', system, name), 'utf8');
    return sends(system, { ca: [file('ca.pem')], cert: file('cert.pem'), key: file('key.pem') });
  }

  async function sends(system: string, ssl: { ca: string[]; cert: string; key: string }): Promise<string> {
    const kafka = new Kafka({
      clientId: system,
      brokers: [...cluster.partnerBrokers],
      ssl,
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    });
    const producer = kafka.producer({ retry: { retries: 0 } });
    await producer.connect();
    try {
      await producer.send({ topic: `sluis.in.${system}`, messages: [{ value: '{}' }] });
      return 'sent';
    } catch (error) {
      return (error as { cause?: { type?: string } }).cause?.type ?? String(error);
    } finally {
      await producer.disconnect();
    }
  }

  beforeAll(async () => {
    cluster = await startCluster();
    home = mkdtempSync(join(tmpdir(), 'sluis-provisioner-'));
    admin = new Kafka({ ...cluster.admin(), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    provisioning = provisioner();
    await provisioning.onApplicationBootstrap();
  }, 120_000);

  afterAll(async () => {
    await provisioning?.onApplicationShutdown();
    await admin?.disconnect();
    await cluster?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('makes the internal topics before there is a register, and is not ready until there is one', async () => {
    const internal = ['sluis.clock', 'sluis.decisions', 'sluis.facts', 'sluis.register'];
    await until(() => provisioning.ready().reasons.join() === 'no-register', 'internal topics');
    expect(hasAll(await admin.listTopics(), internal)).toBe(true);
  });

  it('makes what a published register calls for, within seconds', async () => {
    await publish(example);
    await converged(1);
    expect(await canSend('dossier')).toBe('sent');
    expect(await admin.listTopics()).toEqual(
      expect.arrayContaining(['sluis.out.agentschap.premie', 'sluis.seen.dossier']),
    );
  });

  it('sets back a setting, an ACL and a file that were changed by hand', async () => {
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: ConfigResourceTypes.TOPIC,
          name: 'sluis.in.dossier',
          configEntries: [{ name: 'retention.ms', value: '1000' }],
        },
      ],
    });
    const [right] = (await aclsOf('dossier')).filter((acl) => acl.resourceName === 'sluis.in.dossier');
    await admin.createAcls({ acl: [{ ...right!, resourceName: 'sluis.in.agentschap' }] });
    await admin.deleteAcls({ filters: [right!] });
    rmSync(join(home, 'clients/dossier/key.pem'));
    await until(async () => {
      const names = (await aclsOf('dossier')).map((acl) => acl.resourceName);
      return (
        names.includes('sluis.in.dossier') &&
        !names.includes('sluis.in.agentschap') &&
        (await retention()) === '604800000'
      );
    }, 'set back');
    await until(() => existsSync(join(home, 'clients/dossier/keystore.pem')), 'key');
    await until(async () => (await canSend('dossier').catch(() => '')) === 'sent', 'dossier sends again');
  });

  it('lets a withdrawn system’s still valid certificate do nothing, and keeps the data', async () => {
    const file = (name: string) => readFileSync(join(home, 'clients/agentschap', name), 'utf8');
    const copy = { ca: [file('ca.pem')], cert: file('cert.pem'), key: file('key.pem') };
    expect(await sends('agentschap', copy)).toBe('sent');
    await publish({
      version: 2,
      participants: { ...example.participants, agentschap: [] },
      permissions: example.permissions,
    });
    await converged(2);
    expect(await sends('agentschap', copy)).toBe('TOPIC_AUTHORIZATION_FAILED');
    expect(await aclsOf('agentschap')).toEqual([]);
    expect(existsSync(join(home, 'clients/agentschap'))).toBe(false);
    expect(existsSync(join(home, 'clients/agentschap.conf'))).toBe(false);
    expect(await admin.listTopics()).toContain('sluis.in.agentschap');
  });

  it('changes nothing for a register that goes back', async () => {
    await publish(example);
    await seconds(1.5);
    expect(await aclsOf('agentschap')).toEqual([]);
  });

  it('knows after a restart which register was the newest, even if the topic was set back', async () => {
    await provisioning.onApplicationShutdown();
    await admin.deleteTopics({ topics: ['sluis.register'] });
    provisioning = provisioner();
    await provisioning.onApplicationBootstrap();
    await until(async () => (await admin.listTopics()).includes('sluis.register'), 'the topic is made again');
    await publish(example);
    await until(() => provisioning.ready().reasons.includes('version-gone-back'), 'the old register is refused');
    await seconds(1.5);
    expect(await aclsOf('agentschap')).toEqual([]);
    expect(await canSend('dossier')).toBe('sent');
  });

  it('goes on with the next number', async () => {
    await publish({ ...example, version: 3 });
    await converged(3);
    expect(await canSend('agentschap')).toBe('sent');
  });

  async function retention(): Promise<string | undefined> {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: 'sluis.in.dossier', configNames: ['retention.ms'] }],
    });
    return resources[0]?.configEntries[0]?.configValue;
  }

  async function aclsOf(principal: string) {
    const { resources } = await admin.describeAcls({
      resourceType: 1,
      resourcePatternType: 1,
      operation: 1,
      permissionType: 1,
      principal: `User:${principal}`,
    });
    return resources.flatMap(({ acls, resourceType, resourceName, resourcePatternType }) =>
      acls.map((acl) => ({ resourceType, resourceName, resourcePatternType, ...acl })),
    );
  }
});

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_000 * count));
}

function hasAll(found: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name) => found.includes(name));
}

async function until(check: () => boolean | Promise<boolean>, what: string, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
