import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Child } from './child';
import { LocalFault } from './fault';
import { audience, consoleClient } from './identity/file';
import type { Passwords, Principal } from './kafka-properties';
import type { IdentityPaths } from './identity/prepare';
import type { SecretPaths } from './secrets';
import type { LocalSettings } from './settings';

/** The apps of an installation: which there are, what each is told, and when it is ready. */
export type AppName = 'identity' | 'provisioner' | 'control' | 'gateway' | 'recorder';

/** In the order in which they are started. */
const appNames: readonly AppName[] = ['identity', 'provisioner', 'control', 'gateway', 'recorder'];

export interface AppSurroundings {
  readonly settings: LocalSettings;
  readonly secrets: SecretPaths;
  /** Ours, where we run the identity provider. */
  readonly identity: IdentityPaths | undefined;
  /** Of the ledger's private key. */
  readonly ledgerKey: string;
  /** Ours, where we started Kafka. */
  readonly passwords: Passwords | undefined;
  readonly kafkaCa: string | undefined;
  readonly databaseUrl: string;
  readonly authorityDir: string;
}

/** Those that are built; without the identity provider where somebody else's is used. */
export function builtApps(root: string, existingIssuer: string | undefined): AppName[] {
  return appNames.filter(
    (name) => existsSync(entry(root, name)) && (name !== 'identity' || existingIssuer === undefined),
  );
}

export function startApp(name: AppName, { settings, ...around }: AppSurroundings): Promise<Child> {
  return startChild({
    name,
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', entry(settings.root, name)],
    cwd: settings.root,
    logFile: join(settings.home, 'logs', `${name}.log`),
    env: environmentOf(name, { settings, ...around }),
  });
}

/**
 * What an app finds in its environment: no more of the secrets than it needs.
 * INVARIANT(control-has-no-pseudonym-keys): the gateway alone is told where the gateway's keys lie, the recorder alone
 * where the ledger's key lies.
 */
export function environmentOf(name: AppName, around: AppSurroundings): NodeJS.ProcessEnv {
  const { settings, secrets, identity } = around;
  const inherited = Object.entries(settings.environment).filter(
    ([key]) =>
      !/^(?:DATABASE_URL$|KAFKA_|SLUIS_(?:PORTS|KEYS|SIGNING_KEY|LEDGER_KEY|CA_DIR)$|npm_|NODE_OPTIONS$)/.test(key),
  );
  const port = String(settings.ports[name]);
  const own: Readonly<Record<AppName, Record<string, string>>> = {
    control: {
      DATABASE_URL: around.databaseUrl,
      SLUIS_SIGNING_KEY: secrets.signing,
      SLUIS_VERIFY_KEY: secrets.verify,
      SLUIS_TOKENS: secrets.tokens,
      SLUIS_CONTROL_HOST: '127.0.0.1',
      SLUIS_CONTROL_PORT: port,
      SLUIS_CONTROL_URL: controlUrl(settings),
      ...(identity !== undefined && {
        SLUIS_OIDC_ISSUER: identity.issuer,
        SLUIS_OIDC_CLIENT_ID: consoleClient,
        SLUIS_OIDC_AUDIENCE: audience,
        SLUIS_OIDC_CLIENT_SECRET_FILE: identity.consoleSecret,
      }),
    },
    identity: {
      SLUIS_IDENTITY_FILE: identity?.file ?? '',
      SLUIS_IDENTITY_PORT: port,
      SLUIS_OIDC_ISSUER: identity?.issuer ?? '',
      SLUIS_CONTROL_URL: controlUrl(settings),
    },
    provisioner: { SLUIS_VERIFY_KEY: secrets.verify, SLUIS_CA_DIR: around.authorityDir, SLUIS_HEALTH_PORT: port },
    gateway: { SLUIS_KEYS: secrets.gateway, SLUIS_VERIFY_KEY: secrets.verify, SLUIS_HEALTH_PORT: port },
    recorder: { DATABASE_URL: around.databaseUrl, SLUIS_LEDGER_KEY: around.ledgerKey, SLUIS_HEALTH_PORT: port },
  };
  return {
    ...Object.fromEntries(inherited),
    SLUIS_MODE: settings.environment['SLUIS_MODE'] || 'demonstration',
    SLUIS_HOME: settings.home,
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
    SLUIS_PROTOCOLS: settings.environment['SLUIS_PROTOCOLS'] || join(settings.root, 'protocols'),
    // Whoever tells who people are has no business with what goes over Kafka.
    ...(name !== 'identity' && kafkaOf(name, around)),
    ...own[name],
  };
}

/** Where browsers find control. */
export function controlUrl({ environment, ports }: LocalSettings): string {
  return environment['SLUIS_CONTROL_URL'] || `http://127.0.0.1:${ports.control}`;
}

function kafkaOf(
  name: Exclude<AppName, 'identity'>,
  { settings, passwords, kafkaCa }: AppSurroundings,
): Record<string, string> {
  const { existingKafka, ports, environment } = settings;
  if (existingKafka === undefined) {
    const principal: Principal = `_${name}`;
    return {
      KAFKA_BROKERS: `127.0.0.1:${ports.inside}`,
      KAFKA_PARTNER_BROKERS: `127.0.0.1:${ports.partner}`,
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: principal,
      KAFKA_SASL_PASSWORD: passwords![principal],
      KAFKA_SSL_CA: kafkaCa!,
    };
  }
  const suffix = name.toUpperCase();
  const user = environment[`KAFKA_SASL_USERNAME_${suffix}`];
  const password = environment[`KAFKA_SASL_PASSWORD_${suffix}`];
  return {
    KAFKA_PARTNER_BROKERS: existingKafka['KAFKA_BROKERS']!,
    ...existingKafka,
    ...(user ? { KAFKA_SASL_USERNAME: user } : {}),
    ...(password ? { KAFKA_SASL_PASSWORD: password } : {}),
  };
}

/**
 * Waits until an app says that it is ready.
 * @throws LocalFault `app-failed` or `disk-full` where it ended, or did not get ready in time.
 */
export async function untilReady(name: AppName, port: number, child: () => Child, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const { ended } = child();
    if (ended !== undefined) throw whyItEnded(child());
    const answer = await health(port);
    if (answer === 'ready') return;
    if (Date.now() > deadline) {
      const said = answer === undefined ? 'it does not answer' : `it says ${answer}`;
      throw new LocalFault(
        'app-failed',
        `${name} didn't get ready in ${Math.round(patienceMs / 1_000)} s: ${said}; see \`${child().logFile}\``,
      );
    }
    await new Promise((next) => setTimeout(next, 150));
  }
}

/** Why a process ended, from its last words. */
export function whyItEnded(child: Child): LocalFault {
  const words = child.lastWords(40);
  if (/ENOSPC|No space left on device/.test(words)) {
    return new LocalFault('disk-full', `${child.name} ended: the disk is full; free some space and start again`);
  }
  const how = child.ended?.signal ?? `code ${child.ended?.code}`;
  return new LocalFault('app-failed', `${child.name} ended (${how}): ${lastMessage(words)}; see \`${child.logFile}\``);
}

/** The message of the last log line that says something went wrong, else the last line. */
function lastMessage(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const worst = lines.toReversed().flatMap((line) => {
    try {
      const { level, message } = JSON.parse(line) as { level?: string; message?: unknown };
      return (level === 'error' || level === 'fatal') && typeof message === 'string' ? [message] : [];
    } catch {
      return /^\w*(?:Error|Exception)\b.*: /.test(line) ? [line] : [];
    }
  });
  return (worst[0] ?? lines.at(-1) ?? 'it said nothing').slice(0, 400).replace(/[.;]\s*$/, '');
}

async function health(port: number): Promise<string | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) });
    const text = (await response.text()).slice(0, 300);
    return response.ok ? 'ready' : text;
  } catch {
    return undefined;
  }
}

function entry(root: string, name: AppName): string {
  return join(root, name === 'identity' ? 'dist/apps/local/src/identity/main.js' : `dist/apps/${name}/src/main.js`);
}
