import { resolve } from 'node:path';
import { LocalFault } from './fault';
import { freePorts, requireFree } from './ports';

/** What a local installation is told from outside: environment variables, all of them optional. */
export interface LocalSettings {
  /** Root of the repository: where `dist`, `protocols` and `docker` lie. */
  readonly root: string;
  /** Absolute. */
  readonly home: string;
  readonly ports: Ports;
  readonly diskMinMiB: number;
  /** The Kafka of somebody else, or undefined where we start one. */
  readonly existingKafka: Readonly<Record<string, string>> | undefined;
  readonly existingDatabase: string | undefined;
  /** The OpenID Connect provider of somebody else. */
  readonly existingIssuer: string | undefined;
  /** Whether a new installation shows itself by exchanges of its own; never on the Kafka or the database of somebody else. */
  readonly demonstrates: boolean;
  readonly environment: Environment;
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type Ports = Readonly<Record<PortName, number>>;
export type PortName = keyof typeof defaultPorts;

const defaultPorts = {
  partner: 9093,
  inside: 9094,
  controller: 9095,
  postgres: 54329,
  control: 8080,
  gateway: 8081,
  provisioner: 8082,
  recorder: 8083,
  identity: 8084,
};

/** What each port is for, in the words of the message that says it is taken. */
export const portUse: Readonly<Record<PortName, string>> = {
  partner: "Kafka's listener for systems and partners",
  inside: "Kafka's listener for the apps",
  controller: "Kafka's controller",
  postgres: 'PostgreSQL',
  control: 'control and the console',
  gateway: "the gateway's health",
  provisioner: "the provisioner's health",
  recorder: "the recorder's health",
  identity: 'the identity provider',
};

const kafkaNames = [
  'KAFKA_BROKERS',
  'KAFKA_PARTNER_BROKERS',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_SSL_CA',
  'KAFKA_SSL_CERT',
  'KAFKA_SSL_KEY',
] as const;

/** @throws LocalFault `settings-wrong` naming the variable. */
export async function settingsFrom(environment: Environment, root: string): Promise<LocalSettings> {
  const existing = Object.fromEntries(
    kafkaNames.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  return {
    root,
    home: resolve(root, environment['SLUIS_HOME'] || '.sluis'),
    ports: await portsFrom(environment),
    diskMinMiB: number(environment, 'SLUIS_DISK_MIN_MIB', 512),
    existingKafka: environment['KAFKA_BROKERS'] ? existing : undefined,
    existingDatabase: environment['DATABASE_URL'] || undefined,
    existingIssuer: environment['SLUIS_OIDC_ISSUER'] || undefined,
    demonstrates: demonstratesIn(environment),
    environment,
  };
}

/** @throws LocalFault where `SLUIS_DEMO` is neither `on` nor `off`. */
function demonstratesIn(environment: Environment): boolean {
  const wanted = environment['SLUIS_DEMO'] || 'on';
  if (wanted !== 'on' && wanted !== 'off') {
    throw new LocalFault('settings-wrong', `couldn't use \`SLUIS_DEMO\` \`${wanted}\`: write \`on\` or \`off\``);
  }
  const isOwn = ['KAFKA_BROKERS', 'DATABASE_URL', 'SLUIS_OIDC_ISSUER'].every((name) => !environment[name]);
  return wanted === 'on' && isOwn && (environment['SLUIS_MODE'] || 'demonstration') === 'demonstration';
}

async function portsFrom(environment: Environment): Promise<Ports> {
  const text = environment['SLUIS_PORTS'] ?? '';
  const names = Object.keys(defaultPorts) as PortName[];
  if (text === 'free') {
    const free = await freePorts(names.length);
    return Object.fromEntries(names.map((name, index) => [name, free[index]!])) as Record<PortName, number>;
  }
  const ports: Record<PortName, number> = { ...defaultPorts };
  if (environment['SLUIS_CONTROL_PORT']) ports.control = number(environment, 'SLUIS_CONTROL_PORT', ports.control);
  for (const part of text.split(',').filter((one) => one.trim() !== '')) {
    const [, name, port] = /^\s*([a-z]+)\s*=\s*(\d{1,5})\s*$/.exec(part) ?? [];
    if (name === undefined || !(name in ports) || Number(port) < 1 || Number(port) > 65_535) {
      throw new LocalFault(
        'settings-wrong',
        `couldn't use \`${part.trim()}\` in \`SLUIS_PORTS\`; write \`name=port\`, the names are ${names.join(', ')}`,
      );
    }
    ports[name as PortName] = Number(port);
  }
  const seen = new Map<number, PortName>();
  for (const name of names) {
    const other = seen.get(ports[name]);
    if (other !== undefined) {
      throw new LocalFault(
        'settings-wrong',
        `\`SLUIS_PORTS\` gives \`${other}\` and \`${name}\` the same port ${ports[name]}`,
      );
    }
    seen.set(ports[name], name);
  }
  return ports;
}

/** @throws LocalFault `port-taken` for the first port that something else listens on. */
export async function requirePorts(settings: LocalSettings, apps: readonly string[]): Promise<void> {
  const kafka: PortName[] = settings.existingKafka ? [] : ['partner', 'inside', 'controller'];
  const database: PortName[] = settings.existingDatabase ? [] : ['postgres'];
  const own = (Object.keys(portUse) as PortName[]).filter((name) => apps.includes(name));
  for (const name of [...kafka, ...database, ...own]) {
    await requireFree(settings.ports[name], portUse[name], `SLUIS_PORTS=${name}=<port>`);
  }
}

function number(environment: Environment, name: string, otherwise: number): number {
  const text = environment[name];
  if (!text) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new LocalFault('settings-wrong', `couldn't use \`${name}\` \`${text}\`: it must be a whole number`);
}
