import { environmentOf, type AppName, type AppSurroundings } from './apps';
import { principals, serverProperties, type Passwords } from './kafka-properties';
import { settingsFrom } from './settings';

const passwords = Object.fromEntries(principals.map((name) => [name, `password-of${name}`])) as unknown as Passwords;
const secrets = {
  gateway: '/h/keys/gateway.json',
  tokens: '/h/keys/tokens.json',
  signing: '/h/keys/control.private.jwk',
  verify: '/h/keys/control.public.jwk',
};
async function around(environment: Record<string, string> = {}): Promise<AppSurroundings> {
  const settings = await settingsFrom({ SLUIS_HOME: '/h', ...environment }, '/repository');
  return {
    settings,
    secrets,
    identity: {
      file: '/h/identity/provider.json',
      issuer: 'http://127.0.0.1:8084',
      consoleSecret: '/h/keys/console.secret',
    },
    ledgerKey: '/h/ledger/ledger.private.jwk',
    passwords,
    kafkaCa: '/h/kafka/ca.pem',
    databaseUrl: 'postgres://x',
    authorityDir: '/h/ca',
  };
}

describe('environmentOf', () => {
  it.each(['control', 'provisioner', 'gateway', 'recorder'] as AppName[])(
    'tells %s its own principal and nobody else’s password',
    async (name) => {
      const env = environmentOf(name, await around());
      expect(env).toMatchObject({ KAFKA_SASL_USERNAME: `_${name}`, KAFKA_SASL_PASSWORD: `password-of_${name}` });
      const others = principals.filter((one) => one !== `_${name}`).map((one) => passwords[one]);
      expect(Object.values(env).filter((value) => others.includes(value ?? ''))).toEqual([]);
    },
  );

  it('tells the gateway alone where its keys are, and neither database nor signing key', async () => {
    const all = await around({ DATABASE_URL: 'postgres://given', SLUIS_KEYS: '/else', SLUIS_SIGNING_KEY: '/else' });
    const gateway = environmentOf('gateway', all);
    expect(gateway['SLUIS_KEYS']).toBe(secrets.gateway);
    expect(gateway['DATABASE_URL']).toBeUndefined();
    expect(gateway['SLUIS_SIGNING_KEY']).toBeUndefined();
    expect(environmentOf('control', all)['SLUIS_KEYS']).toBeUndefined();
    expect(environmentOf('control', all)['SLUIS_CA_DIR']).toBeUndefined();
    expect(environmentOf('provisioner', all)['SLUIS_CA_DIR']).toBe('/h/ca');
  });

  it('tells the recorder alone where the key of the ledger is', async () => {
    const all = await around({ SLUIS_LEDGER_KEY: '/else' });
    expect(environmentOf('recorder', all)['SLUIS_LEDGER_KEY']).toBe('/h/ledger/ledger.private.jwk');
    for (const name of ['control', 'gateway', 'provisioner'] as const)
      expect(environmentOf(name, all)['SLUIS_LEDGER_KEY']).toBeUndefined();
  });

  it('tells the identity provider alone where its keys are, and nothing of Kafka or the database', async () => {
    const all = await around();
    const identity = environmentOf('identity', all);
    expect(identity['SLUIS_IDENTITY_FILE']).toBe('/h/identity/provider.json');
    expect(Object.keys(identity).filter((key) => /^KAFKA_(?!JS)|^DATABASE_URL$/.test(key))).toEqual([]);
    for (const name of ['control', 'gateway', 'provisioner', 'recorder'] as const) {
      expect(environmentOf(name, all)['SLUIS_IDENTITY_FILE']).toBeUndefined();
    }
  });

  it('lets control ask the provider of somebody else, where one is given', async () => {
    const given = { SLUIS_OIDC_ISSUER: 'https://login.example.be', SLUIS_OIDC_CLIENT_ID: 'sluis' };
    const control = environmentOf('control', { ...(await around(given)), identity: undefined });
    expect(control).toMatchObject(given);
  });

  it('is a demonstration unless it is told otherwise', async () => {
    expect(environmentOf('gateway', await around())['SLUIS_MODE']).toBe('demonstration');
    expect(environmentOf('gateway', await around({ SLUIS_MODE: 'operational' }))['SLUIS_MODE']).toBe('operational');
  });

  it('hands on the settings of somebody else’s Kafka, with those of one app where they differ', async () => {
    const given = {
      KAFKA_BROKERS: 'kafka:9092',
      KAFKA_SASL_USERNAME: 'sluis',
      KAFKA_SASL_PASSWORD: 'a',
      KAFKA_SASL_USERNAME_GATEWAY: 'sluis-gateway',
      KAFKA_SASL_PASSWORD_GATEWAY: 'b',
    };
    const all = await around(given);
    expect(environmentOf('control', all)).toMatchObject({ KAFKA_BROKERS: 'kafka:9092', KAFKA_SASL_USERNAME: 'sluis' });
    expect(environmentOf('gateway', all)).toMatchObject({
      KAFKA_SASL_USERNAME: 'sluis-gateway',
      KAFKA_SASL_PASSWORD: 'b',
    });
    expect(environmentOf('control', all)['KAFKA_SASL_PASSWORD_GATEWAY']).toBeUndefined();
  });
});

describe('serverProperties', () => {
  const properties = (count: number) =>
    serverProperties({
      id: 1,
      host: '127.0.0.1',
      ports: Array.from({ length: count }, (_, n) => ({ inside: 10 + n, partner: 20 + n, controller: 30 + n })),
      dataDir: '/d',
      keystore: '/k',
      truststore: '/t',
      passwords,
      insideTls: true,
    }).split('\n');

  it('lets nobody do anything without an ACL, and makes no topic by itself', () => {
    const lines = properties(1);
    expect(lines).toContain('allow.everyone.if.no.acl.found=false');
    expect(lines).toContain('auto.create.topics.enable=false');
    expect(lines).toContain('listener.name.partner.ssl.client.auth=required');
    expect(lines).toContain('super.users=User:_broker;User:_provisioner');
  });

  it('maps a certificate to its common name only, never to an app', () => {
    const rule = properties(1).find((line) => line.includes('principal.mapping.rules'))!;
    const pattern = /RULE:(\^CN=.*\$)\//.exec(rule)![1]!.replace(/\$\/.*$/, '$');
    expect('CN=dossier').toMatch(new RegExp(pattern));
    for (const dn of ['CN=_control', 'CN=a,O=b', 'O=x,CN=a', 'CN=A']) expect(dn).not.toMatch(new RegExp(pattern));
  });

  it('keeps three copies on three brokers, and writes only where two have it', () => {
    expect(properties(3)).toEqual(
      expect.arrayContaining([
        'default.replication.factor=3',
        'min.insync.replicas=2',
        'transaction.state.log.min.isr=2',
      ]),
    );
    expect(properties(1)).toEqual(expect.arrayContaining(['default.replication.factor=1', 'min.insync.replicas=1']));
  });
});
