import { readFileSync } from 'node:fs';

/** What control is told from outside: environment variables, read once at the start. See `docs/settings.md`. */
export interface Settings {
  readonly databaseUrl: string;
  readonly protocolsDir: string;
  readonly host: string;
  readonly port: number;
  /** Callers show it as bearer token. */
  readonly token: string;
  readonly signingKeyFile: string;
  readonly verifyKeyFile: string;
  readonly tokenKeysFile: string;
  readonly registerHeartbeatMs: number;
  readonly factsHeartbeatMs: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Injection token: an interface has no value at run time. */
export const SETTINGS = Symbol('settings');

/** Throws one sentence where a setting is missing or makes no sense. */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  const home = env['SLUIS_HOME'] ?? '.sluis';
  return {
    databaseUrl: required(env, 'DATABASE_URL', 'postgres://user:password@host:5432/sluis'),
    protocolsDir: env['SLUIS_PROTOCOLS'] ?? 'protocols',
    host: env['SLUIS_CONTROL_HOST'] ?? '127.0.0.1',
    port: whole(env, 'SLUIS_CONTROL_PORT', 8080, 0, 65_535),
    token: readToken(env['SLUIS_CONTROL_TOKEN_FILE'] ?? `${home}/keys/control.token`),
    signingKeyFile: env['SLUIS_SIGNING_KEY'] ?? `${home}/keys/control.private.jwk`,
    verifyKeyFile: env['SLUIS_VERIFY_KEY'] ?? `${home}/keys/control.public.jwk`,
    tokenKeysFile: env['SLUIS_TOKENS'] ?? `${home}/keys/tokens.json`,
    registerHeartbeatMs: 1_000 * whole(env, 'SLUIS_REGISTER_HEARTBEAT_SECONDS', 60, 1, 3_600),
    factsHeartbeatMs: 1_000 * whole(env, 'SLUIS_FACTS_HEARTBEAT_SECONDS', 5, 1, 300),
    environment: env,
  };
}

function required(env: Settings['environment'], name: string, example: string): string {
  const value = env[name];
  if (!value) throw new Error(`\`${name}\` is not set; control needs it, for example \`${example}\``);
  return value;
}

function whole(env: Settings['environment'], name: string, otherwise: number, min: number, max: number): number {
  const text = env[name];
  if (!text) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`\`${name}\` is \`${text}\`; it must be a whole number from ${min} to ${max}`);
}

const tokenCharactersMin = 16;

function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Error(`couldn't read the bearer token in \`${file}\`; set \`SLUIS_CONTROL_TOKEN_FILE\``, { cause });
  }
  if (token.length >= tokenCharactersMin) return token;
  throw new Error(`the bearer token in \`${file}\` is shorter than ${tokenCharactersMin} characters`);
}
