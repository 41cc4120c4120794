import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFault, exitCodes } from './outcome';

/** `.sluis/ready.json`: where the local installation is. */
export interface Ready {
  readonly brokers: string;
  readonly control: string;
  readonly console?: string;
  /** Where each app says how it is. */
  readonly health?: Readonly<Record<string, string>>;
}

/** Folder of the local installation. */
export function homeDir(): string {
  return process.env['SLUIS_HOME'] ?? '.sluis';
}

/** What runs here, or undefined where nothing says so. */
export function readReady(): Ready | undefined {
  const file = join(homeDir(), 'ready.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Ready;
  } catch {
    throw new CommandFault(exitCodes.unreachable, `\`${file}\` is no JSON; stop and start again with \`npm start\``);
  }
}

/** Where control is: as given, else as the local installation says. */
export function controlUrl(given: string | undefined): string {
  const url = given ?? process.env['SLUIS_CONTROL'] ?? readReady()?.control;
  if (url === undefined) {
    throw new CommandFault(
      exitCodes.unreachable,
      `no installation runs in \`${homeDir()}\`; run \`npm start\`, or name control with \`--control <url>\``,
    );
  }
  if (!/^https?:\/\//.test(url))
    throw new CommandFault(exitCodes.usage, `\`${url}\` is no address of control; it begins with http:// or https://`);
  return url.replace(/\/+$/, '');
}

/** What a program needs to get an access token: where, as whom, with what, for whom. */
export interface Credentials {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
}

/** Credentials of the officer named, in `.sluis/keys/<officer>.client.json`; else what `SLUIS_CLIENT_FILE` names, else `register-admin`'s. */
export function credentials(officer: string | undefined): Credentials {
  if (officer !== undefined && !/^[a-z][a-z0-9-]{0,39}$/.test(officer)) {
    throw new CommandFault(exitCodes.usage, `\`${officer}\` is no name of an officer`);
  }
  const given = officer === undefined ? process.env['SLUIS_CLIENT_FILE'] : undefined;
  const file = given || join(homeDir(), 'keys', `${officer ?? 'register-admin'}.client.json`);
  let read: Partial<Record<keyof Credentials, unknown>>;
  try {
    read = JSON.parse(readFileSync(file, 'utf8')) as typeof read;
  } catch (cause) {
    throw new CommandFault(
      exitCodes.unreachable,
      `couldn't read the credentials in \`${file}\`; set \`SLUIS_CLIENT_FILE\``,
      { cause },
    );
  }
  const { issuer, clientId, clientSecret, audience } = read;
  const texts = [issuer, clientId, clientSecret, audience];
  if (texts.every((one) => typeof one === 'string' && one !== '')) return read as Credentials;
  throw new CommandFault(
    exitCodes.unreachable,
    `\`${file}\` is not \`{ "issuer", "clientId", "clientSecret", "audience" }\``,
  );
}

/** Mutual TLS of a system, as the provisioner wrote it. */
export interface ClientFiles {
  readonly brokers: readonly string[];
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export function clientFiles(system: string): ClientFiles {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(system))
    throw new CommandFault(exitCodes.usage, `\`${system}\` is no name of a system`);
  const dir = join(homeDir(), 'clients', system);
  const read = (name: string): string => {
    try {
      return readFileSync(join(dir, name), 'utf8');
    } catch (cause) {
      throw new CommandFault(
        exitCodes.unreachable,
        `couldn't read \`${join(dir, name)}\`; is \`${system}\` a system of the register, and does \`npm start\` run?`,
        { cause },
      );
    }
  };
  const files = { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
  const brokers = process.env['KAFKA_PARTNER_BROKERS'] ?? readReady()?.brokers;
  if (!brokers) {
    throw new CommandFault(
      exitCodes.unreachable,
      `no installation runs in \`${homeDir()}\`; run \`npm start\`, or set \`KAFKA_PARTNER_BROKERS\``,
    );
  }
  return { ...files, brokers: brokers.split(',') };
}
