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

/** The bearer token: of the officer named, in `.sluis/keys/<officer>.token`; else `SLUIS_TOKEN`, else the first officer's. */
export function controlToken(officer?: string): string {
  if (officer !== undefined && !/^[a-z][a-z0-9-]{0,39}$/.test(officer)) {
    throw new CommandFault(exitCodes.usage, `\`${officer}\` is no name of an officer`);
  }
  const given = process.env['SLUIS_TOKEN'];
  if (given && officer === undefined) return given;
  const first = process.env['SLUIS_CONTROL_TOKEN_FILE'] ?? join(homeDir(), 'keys/control.token');
  const isFirst = officer === undefined || officer === 'register-admin';
  const file = isFirst ? first : join(homeDir(), 'keys', `${officer}.token`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new CommandFault(exitCodes.unreachable, `couldn't read the token in \`${file}\`; set \`SLUIS_TOKEN\``, {
      cause,
    });
  }
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
