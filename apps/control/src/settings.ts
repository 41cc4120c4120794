import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tokenSha256, type OfficerEntry } from './access/identity';

/** What control is told from outside: environment variables, read once at the start. See `docs/settings.md`. */
export interface Settings {
  readonly databaseUrl: string;
  readonly protocolsDir: string;
  readonly host: string;
  readonly port: number;
  /** Who may call, by the token that each shows. */
  readonly officers: readonly OfficerEntry[];
  /** How long a case of vital interest may go on before a second officer has approved it. */
  readonly reviewMs: number;
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
    officers: readOfficers(env['SLUIS_CONTROL_TOKEN_FILE'] ?? `${home}/keys/control.token`, env['SLUIS_OFFICERS']),
    reviewMs: 1_000 * whole(env, 'SLUIS_REVIEW_SECONDS', 86_400, 1, 86_400),
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

/** Whose token is the first one, in `SLUIS_CONTROL_TOKEN_FILE`. */
const firstOfficer = 'register-admin';

/** The first officer by the token itself, the others by a file of hashes beside it, where there is one. */
function readOfficers(tokenFile: string, officersFile: string | undefined): readonly OfficerEntry[] {
  const first = { name: firstOfficer, tokenSha256: tokenSha256(readToken(tokenFile)) };
  const file = officersFile ?? join(dirname(tokenFile), 'officers.json');
  if (officersFile === undefined && !existsSync(file)) return [first];
  let listed: unknown;
  try {
    listed = (JSON.parse(readFileSync(file, 'utf8')) as { officers?: unknown }).officers;
  } catch (cause) {
    throw new Error(`couldn't read the officers in \`${file}\`; set \`SLUIS_OFFICERS\``, { cause });
  }
  const others = Array.isArray(listed) ? listed.filter(isEntry) : [];
  const all = [first, ...others];
  const distinct = new Set(all.flatMap((each) => [each.name, each.tokenSha256]));
  // One person with two names could approve what he proposed himself.
  if (!Array.isArray(listed) || others.length < listed.length || distinct.size < 2 * all.length) {
    const form = '`{ "officers": [{ "name": "dpo", "tokenSha256": "<64 hex>" }] }`';
    throw new Error(`\`${file}\` is not ${form} with a name and a token of its own for each`);
  }
  return all;
}

function isEntry(value: unknown): value is OfficerEntry {
  const { name, tokenSha256: hash } = (value ?? {}) as Partial<Record<keyof OfficerEntry, unknown>>;
  return typeof name === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(name) && /^[0-9a-f]{64}$/.test(String(hash));
}

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
