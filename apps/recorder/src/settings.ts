import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { noteSigner, type NoteSigner } from '#ledger';

/** What the recorder is told by its environment; see `docs/settings.md`. */
export interface Settings {
  readonly databaseUrl: string;
  /** Signs checkpoints; its name is the ledger's origin. */
  readonly signer: NoteSigner;
  /** Keeps the newest checkpoint that was signed, outside PostgreSQL. */
  readonly checkpointPath: string;
  readonly healthPort: number;
  readonly healthHost: string;
  readonly sessionTimeoutMs: number;
  /** Between two looks for details that are kept long enough. */
  readonly retentionIntervalMs: number;
  readonly environment: Environment;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Injection token: an interface has no value at run time. */
export const SETTINGS = Symbol('settings');

/** Throws one sentence where a setting is missing or makes no sense. */
export function settingsFrom(env: Environment): Settings {
  const keyPath = env['SLUIS_LEDGER_KEY'] || `${env['SLUIS_HOME'] || '.sluis'}/ledger/ledger.private.jwk`;
  return {
    databaseUrl: required(env, 'DATABASE_URL', 'postgres://user:password@host:5432/sluis'),
    signer: readSigner(env['SLUIS_LEDGER_ORIGIN'] || 'sluis.local/ledger', keyPath),
    checkpointPath: env['SLUIS_LEDGER_CHECKPOINT'] || join(dirname(keyPath), 'checkpoint.signed'),
    healthPort: whole(env, 'SLUIS_HEALTH_PORT', 8083),
    healthHost: env['SLUIS_HEALTH_HOST'] ?? '127.0.0.1',
    sessionTimeoutMs: whole(env, 'SLUIS_SESSION_TIMEOUT_MS', 10_000),
    retentionIntervalMs: whole(env, 'SLUIS_RETENTION_INTERVAL_S', 3_600) * 1_000,
    environment: env,
  };
}

function readSigner(origin: string, file: string): NoteSigner {
  try {
    return noteSigner(origin, JSON.parse(readFileSync(file, 'utf8')) as object);
  } catch (cause) {
    if (cause instanceof RangeError) throw new Error(`couldn't sign as \`${origin}\`: ${cause.message}`, { cause });
    // The cause may quote a piece of the key: only its code goes on.
    const { code = 'not an Ed25519 JWK' } = cause as { code?: string };
    throw new Error(`couldn't read the ledger's key \`${file}\`: ${code}; set \`SLUIS_LEDGER_KEY\``);
  }
}

function required(env: Environment, name: string, example: string): string {
  const value = env[name];
  if (!value) throw new Error(`\`${name}\` is not set; the recorder needs it, for example \`${example}\``);
  return value;
}

function whole(env: Environment, name: string, otherwise: number): number {
  const text = env[name];
  if (!text) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`couldn't read \`${name}\`=\`${text}\`: a whole number is wanted`);
  return Number(text);
}
