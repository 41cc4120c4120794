import { createAuthority } from '#certificates';
import { generateKeys } from '#keys';
import { noteSigner } from '#ledger';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverProperties, type Principal } from './kafka-properties';
import { formatArguments, newClusterIdentity } from './kafka-storage';
import { newIdentity } from './identity/file';
import { clientFile } from './identity/prepare';

/**
 * What the compose file's `setup` runs once: makes keys, certificates and passwords, and lays each where its service
 * alone finds it. Each folder is a volume, and the marker is written last, so that all of it is there or made anew.
 */
function prepare(dir: string): Promise<void> {
  if (existsSync(join(dir, 'control/made'))) return Promise.resolve();
  return make(dir);
}

const insidePort = 9094;
const partnerPort = 9093;
/** As browsers and programs of this machine see them; the provider shares control's network, so control does too. */
const controlUrl = 'https://localhost:8080';
const issuer = 'http://localhost:8084';

async function make(dir: string): Promise<void> {
  const keys = generateKeys();
  const authority = await createAuthority();
  const cluster = newClusterIdentity();
  const databasePassword = randomBytes(24).toString('base64url');
  const broker = await authority.issue('_broker', {
    use: 'server',
    days: 825,
    hosts: ['kafka', 'localhost', '127.0.0.1'],
  });
  const write = (service: string, name: string, content: string, mode = 0o600) => {
    const folder = join(dir, service);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    rmSync(`${path}.new`, { force: true });
    writeFileSync(`${path}.new`, content, { mode });
    renameSync(`${path}.new`, path);
  };
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  // Node reads such a file by itself (`--env-file`), so that no password stands in the compose file or in an argument.
  const environment = (service: string, principal: Principal, more: Readonly<Record<string, string>> = {}) => {
    const lines = {
      KAFKA_BROKERS: `kafka:${insidePort}`,
      KAFKA_PARTNER_BROKERS: `localhost:${partnerPort}`,
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: principal,
      KAFKA_SASL_PASSWORD: cluster.passwords[principal],
      KAFKA_SSL_CA: `/setup/${service}/ca.pem`,
      ...more,
    };
    write(service, 'ca.pem', authority.certificate);
    write(
      service,
      'app.env',
      `${Object.entries(lines)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n')}\n`,
    );
  };

  write('kafka', 'ca.pem', authority.certificate);
  write('kafka', 'broker.pem', broker.key + broker.certificate);
  write(
    'kafka',
    'server.properties',
    serverProperties({
      id: 1,
      host: 'kafka',
      bind: '0.0.0.0',
      partnerHost: 'localhost',
      ports: [{ inside: insidePort, partner: partnerPort, controller: 9095 }],
      dataDir: '/var/lib/kafka/data',
      keystore: '/setup/kafka/broker.pem',
      truststore: '/setup/kafka/ca.pem',
      passwords: cluster.passwords,
      insideTls: true,
    }),
  );
  write('kafka', 'format.args', formatArguments('/opt/kafka/libs', '/setup/kafka/server.properties', cluster));
  // PostgreSQL's image reads it as a user of its own; nobody else has this volume.
  write('postgres', 'password', databasePassword, 0o444);
  write('gateway', 'keys.json', json(keys.gateway));
  write('gateway', 'control.public.jwk', json(keys.control.public));
  environment('gateway', '_gateway', {
    SLUIS_KEYS: '/setup/gateway/keys.json',
    SLUIS_VERIFY_KEY: '/setup/gateway/control.public.jwk',
  });
  write('provisioner', 'ca.key.pem', authority.key);
  write('provisioner', 'control.public.jwk', json(keys.control.public));
  environment('provisioner', '_provisioner', {
    SLUIS_CA_DIR: '/setup/provisioner',
    SLUIS_VERIFY_KEY: '/setup/provisioner/control.public.jwk',
  });
  write('control', 'control.private.jwk', json(keys.control.private));
  write('control', 'control.public.jwk', json(keys.control.public));
  write('control', 'tokens.json', json(keys.tokens));
  const identity = newIdentity();
  write('control', 'console.secret', identity.consoleSecret);
  const served = await authority.issue('control', { use: 'server', days: 825, hosts: ['localhost', '127.0.0.1'] });
  write('control', 'server.pem', served.certificate);
  write('control', 'server.key.pem', served.key);
  environment('control', '_control', {
    DATABASE_URL: `postgres://sluis:${databasePassword}@postgres:5432/sluis`,
    SLUIS_SIGNING_KEY: '/setup/control/control.private.jwk',
    SLUIS_VERIFY_KEY: '/setup/control/control.public.jwk',
    SLUIS_TOKENS: '/setup/control/tokens.json',
    // Whoever comes from outside the container comes over TLS: national numbers travel no other way.
    SLUIS_CONTROL_TLS_CERT: '/setup/control/server.pem',
    SLUIS_CONTROL_TLS_KEY: '/setup/control/server.key.pem',
    SLUIS_CONTROL_URL: controlUrl,
    SLUIS_OIDC_ISSUER: issuer,
    SLUIS_OIDC_CLIENT_SECRET_FILE: '/setup/control/console.secret',
  });
  write('identity', 'provider.json', json(identity));
  write('identity', 'app.env', `SLUIS_OIDC_ISSUER=${issuer}\nSLUIS_CONTROL_URL=${controlUrl}\n`);
  write('identity', 'demo.password', `${identity.password}\n`);
  write('identity', 'ca.pem', authority.certificate);
  for (const { id, secret } of identity.machines) {
    write('identity', `${id}.client.json`, json(clientFile(issuer, id, secret)));
  }
  const ledgerKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  write('recorder', 'ledger.private.jwk', json(ledgerKey));
  write('recorder', 'ledger.vkey', `${noteSigner('sluis.local/ledger', ledgerKey).verifierKey}\n`);
  environment('recorder', '_recorder', {
    DATABASE_URL: `postgres://sluis:${databasePassword}@postgres:5432/sluis`,
    SLUIS_LEDGER_KEY: '/setup/recorder/ledger.private.jwk',
  });
  write('control', 'made', '');
}

const target = process.argv[2];
if (target === undefined) {
  process.stderr.write('say which folder to prepare: node prepare.js /setup\n');
  process.exitCode = 2;
} else {
  prepare(target).catch((fault: Error) => {
    process.stderr.write(`couldn't prepare \`${target}\`: ${fault.message}\n`);
    process.exitCode = 1;
  });
}
