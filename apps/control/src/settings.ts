import { isIP } from 'node:net';

/** What control is told from outside: environment variables, read once at the start. See `docs/settings.md`. */
export interface Settings {
  readonly databaseUrl: string;
  readonly protocolsDir: string;
  readonly host: string;
  readonly port: number;
  /** Where browsers find control: `https://sluis.example.be`, without a path. */
  readonly publicUrl: string;
  /** Paths of certificate and key, where control speaks TLS itself. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** Addresses or networks whose `X-Forwarded-…` is believed. */
  readonly trustedProxies: readonly string[];
  /** Who says who people and programs are. */
  readonly oidc: OidcSettings;
  readonly session: { readonly idleMs: number; readonly longestMs: number };
  readonly mode: 'demonstration' | 'operational';
  /** How a changed register becomes active: by two officers, or by whoever keeps the files; the latter in a demonstration only. */
  readonly activation: 'officers' | 'files';
  /** How long a case of vital interest may go on before a second officer has approved it. */
  readonly reviewMs: number;
  readonly signingKeyFile: string;
  readonly verifyKeyFile: string;
  readonly tokenKeysFile: string;
  readonly registerHeartbeatMs: number;
  readonly factsHeartbeatMs: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface OidcSettings {
  readonly issuer: string;
  /** Of control itself, for people who log in. */
  readonly clientId: string;
  readonly secretFile: string;
  /** Whom access tokens of programs must be for. */
  readonly audience: string;
  /** Claim that lists `role@participant`. */
  readonly grantsClaim: string;
  readonly scope: string;
}

/** Injection token: an interface has no value at run time. */
export const SETTINGS = Symbol('settings');

/** Throws one sentence where a setting is missing or makes no sense. */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  const home = env['SLUIS_HOME'] ?? '.sluis';
  const port = whole(env, 'SLUIS_CONTROL_PORT', 8080, 0, 65_535);
  return {
    databaseUrl: required(env, 'DATABASE_URL', 'postgres://user:password@host:5432/sluis'),
    protocolsDir: env['SLUIS_PROTOCOLS'] ?? 'protocols',
    host: env['SLUIS_CONTROL_HOST'] ?? '127.0.0.1',
    port,
    publicUrl: publicUrlFrom(env, port),
    tls: tlsFrom(env),
    trustedProxies: proxiesFrom(env['SLUIS_TRUSTED_PROXIES'] ?? ''),
    oidc: oidcFrom(env, home),
    session: {
      idleMs: 1_000 * whole(env, 'SLUIS_SESSION_IDLE_SECONDS', 1_800, 1, 86_400),
      longestMs: 1_000 * whole(env, 'SLUIS_SESSION_SECONDS', 28_800, 1, 86_400),
    },
    mode: env['SLUIS_MODE'] === 'demonstration' ? 'demonstration' : 'operational',
    activation: activationFrom(env),
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

type Environment = Settings['environment'];

function activationFrom(env: Environment): Settings['activation'] {
  const text = env['SLUIS_ACTIVATION'] || 'officers';
  if (text !== 'officers' && text !== 'files') {
    throw new Error(`\`SLUIS_ACTIVATION\` is \`${text}\`; it must be \`officers\` or \`files\``);
  }
  if (text === 'files' && env['SLUIS_MODE'] !== 'demonstration') {
    throw new Error('`SLUIS_ACTIVATION=files` lets one person activate a register: only a demonstration takes it');
  }
  return text;
}

/** An address that a browser can have: its scheme and host, and nothing behind. */
function originFrom(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
  if (plain) return url;
  throw new Error(`\`${name}\` is \`${text}\`; it must be an address such as \`https://sluis.example.be\``);
}

function publicUrlFrom(env: Environment, port: number): string {
  const scheme = env['SLUIS_CONTROL_TLS_CERT'] ? 'https' : 'http';
  return originFrom('SLUIS_CONTROL_URL', env['SLUIS_CONTROL_URL'] || `${scheme}://127.0.0.1:${port}`).origin;
}

function oidcFrom(env: Environment, home: string): OidcSettings {
  const issuer = required(env, 'SLUIS_OIDC_ISSUER', 'https://login.example.be/realms/sluis');
  const { protocol, hostname } = originFrom('SLUIS_OIDC_ISSUER', issuer);
  if (protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) {
    throw new Error('`SLUIS_OIDC_ISSUER` must be an https address, unless it is on this machine');
  }
  const clientId = env['SLUIS_OIDC_CLIENT_ID'] || 'console';
  const audience = env['SLUIS_OIDC_AUDIENCE'] || 'urn:sluis:control';
  // An ID token is for the client; it must never do as an access token.
  if (audience === clientId) throw new Error('`SLUIS_OIDC_AUDIENCE` must differ from `SLUIS_OIDC_CLIENT_ID`');
  return {
    issuer,
    clientId,
    audience,
    secretFile: env['SLUIS_OIDC_CLIENT_SECRET_FILE'] || `${home}/keys/console.secret`,
    grantsClaim: env['SLUIS_OIDC_GRANTS_CLAIM'] || 'sluis_grants',
    scope: env['SLUIS_OIDC_SCOPE'] || 'openid profile sluis',
  };
}

function tlsFrom(env: Environment): Settings['tls'] {
  const [certFile, keyFile] = [env['SLUIS_CONTROL_TLS_CERT'], env['SLUIS_CONTROL_TLS_KEY']];
  if (!certFile && !keyFile) return undefined;
  if (certFile && keyFile) return { certFile, keyFile };
  throw new Error('`SLUIS_CONTROL_TLS_CERT` and `SLUIS_CONTROL_TLS_KEY` go together; one of them is not set');
}

/** Never everybody: who may say where a request came from may say anything. */
function proxiesFrom(text: string): readonly string[] {
  const proxies = text.split(',').map((one) => one.trim());
  const wrong = proxies.find((one) => {
    const [address = '', bits = '32'] = one.split('/');
    return one !== '' && (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || bits === '0');
  });
  if (wrong === undefined) return proxies.filter((one) => one !== '');
  throw new Error(`\`SLUIS_TRUSTED_PROXIES\` holds \`${wrong}\`; it must be addresses or networks such as 10.0.0.0/8`);
}
