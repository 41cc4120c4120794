import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Client } from 'pg';
import { startChild, type Child } from './child';
import { LocalFault } from './fault';
import { postgresBinaries } from './postgres-binaries';

/** A real PostgreSQL on loopback, with a password, in a folder of its own. */
export interface PostgresOptions {
  /** Everything of this server lies here; an existing one is continued. */
  readonly dir: string;
  readonly port: number;
  readonly logDir: string;
  /** Root of the repository, where the fallback's lock file lies. */
  readonly root: string;
  /** Gives up safety on power loss for speed, and leaves nothing outside `dir`: tests. */
  readonly throwaway?: boolean;
  /** Folders of ours above `dir` that PostgreSQL's own user may be let through, where we are root. */
  readonly passage?: readonly string[];
  readonly onFetch?: () => void;
}

export interface LocalPostgres {
  /** Of the database `sluis`. */
  readonly url: string;
  readonly process: Child | undefined;
  /** Creates the database if it is not there; answers its URL. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const bin = await postgresBinaries(options.root, options.onFetch);
  const user = serverUser();
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const home = dataHome(options, user);
  const data = join(home, 'data');
  const passwordFile = join(options.dir, 'password');
  if (!existsSync(join(data, 'PG_VERSION'))) await lay(bin, home, data, passwordFile, user);
  if (!existsSync(passwordFile)) {
    throw new LocalFault(
      'home-corrupt',
      `couldn't open the database: \`${passwordFile}\` is missing; restore it, or move \`${options.dir}\` away to begin anew`,
    );
  }
  const wanted = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const version = await majorVersion(bin);
  if (wanted !== version) {
    throw new LocalFault(
      'postgres-failed',
      `couldn't open the database in \`${data}\`: PostgreSQL ${wanted} wrote it and this machine has ${version}; install ${wanted}, or move the folder away to begin anew`,
    );
  }
  const password = readFileSync(passwordFile, 'utf8').trim();
  const process_ = await startChild({
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', data, ...serverSettings(options)],
    logFile: join(options.logDir, 'postgres.log'),
    cwd: home,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', LC_MESSAGES: 'C' },
    orphanSignal: 'INT',
    ...user,
  });
  const server = `postgres://sluis:${password}@127.0.0.1:${options.port}`;
  try {
    await answers(`${server}/postgres`, process_);
    const url = await createDatabase(server, 'sluis');
    return {
      url,
      process: process_,
      database: (name) => createDatabase(server, name),
      // INT is PostgreSQL's fast shutdown: it ends sessions and keeps what was committed.
      async stop() {
        await process_.stop('SIGINT', 30_000);
        if (options.throwaway && !home.startsWith(resolve(options.dir))) rmSync(home, { recursive: true, force: true });
      },
    };
  } catch (fault) {
    await process_.stop('SIGINT', 5_000);
    throw fault;
  }
}

/** The databases of a server that somebody else runs. */
export function existingPostgres(url: string): LocalPostgres {
  return {
    url,
    process: undefined,
    database: (name) => createDatabase(url, name),
    stop: async () => undefined,
  };
}

interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as the system's `postgres` user, or as `nobody`. */
function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((row) => row.split(':'));
  const row = rows.find((one) => one[0] === 'postgres') ?? rows.find((one) => one[0] === 'nobody');
  if (row === undefined) {
    throw new LocalFault(
      'postgres-failed',
      "couldn't run PostgreSQL: it refuses to run as root, and there is neither a user `postgres` nor `nobody`; start as another user",
    );
  }
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

/**
 * The folder that holds the data. As root the server's user must be able to reach it, which it cannot below a closed
 * home such as `/root`; then it lies in /var/lib or the temporary folder, and a file says where.
 */
function dataHome(options: PostgresOptions, user: ServerUser): string {
  const dir = resolve(options.dir);
  const home = join(dir, 'server');
  if (user.uid === undefined) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return home;
  }
  const pointer = join(dir, 'elsewhere');
  if (existsSync(pointer)) {
    const elsewhere = readFileSync(pointer, 'utf8').trim();
    if (existsSync(elsewhere)) return elsewhere;
  }
  // Passing through is all that user may do in these; what lies there stays closed.
  for (const own of [...(options.passage ?? []), dir]) chmodSync(own, (statSync(own).mode & 0o777) | 0o011);
  if (reachable(dir, user)) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    chownSync(home, user.uid, user.gid!);
    return home;
  }
  const base = options.throwaway || !existsSync('/var/lib') ? tmpdir() : '/var/lib';
  const elsewhere = mkdtempSync(join(base, 'sluis-postgres-'));
  chownSync(elsewhere, user.uid, user.gid!);
  writeFileSync(pointer, `${elsewhere}\n`, { mode: 0o600 });
  return elsewhere;
}

function reachable(folder: string, user: ServerUser): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function lay(bin: string, home: string, data: string, passwordFile: string, user: ServerUser): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  const handed = join(home, 'password.initdb');
  writeFileSync(handed, password, { mode: 0o600 });
  if (user.uid !== undefined) chownSync(handed, user.uid, user.gid!);
  try {
    await run(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'sluis', '-A', 'scram-sha-256', '--pwfile', handed, '-E', 'UTF8', '--no-locale', '--no-sync'],
      home,
      user,
    );
  } catch (cause) {
    // Half a database is worse than none: the next start would take it for one.
    rmSync(data, { recursive: true, force: true });
    const output = (cause as { output?: string }).output ?? '';
    if (/No space left on device/.test(output)) {
      throw new LocalFault('disk-full', "couldn't lay the database: the disk is full; free some space and start again");
    }
    const reason = /(?:error|fatal): *([^\n]+)/i.exec(output)?.[1] ?? (cause as Error).message;
    throw new LocalFault('postgres-failed', `couldn't lay the database in \`${data}\`: ${reason}`, { cause });
  } finally {
    rmSync(handed, { force: true });
  }
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
}

function serverSettings(options: PostgresOptions): string[] {
  const settings: Record<string, string> = {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(options.throwaway ? forSpeed : forLedger),
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

const forSpeed = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The ledger only grows: with room for its newest pages, and checkpoints minutes apart, a page is written once and not again and again. */
const forLedger = { shared_buffers: '256MB', max_wal_size: '4GB', checkpoint_timeout: '15min' };

async function answers(url: string, server: Child): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (server.ended !== undefined) {
      const words = server.lastWords(30);
      if (/No space left on device/.test(words)) {
        throw new LocalFault(
          'disk-full',
          'PostgreSQL ended while starting: the disk is full; free some space and start again',
        );
      }
      const reason = /FATAL: +([^\n]+)/.exec(words)?.[1] ?? words.split('\n').at(-1);
      throw new LocalFault('postgres-failed', `PostgreSQL ended while starting: ${reason}; see \`${server.logFile}\``);
    }
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (Date.now() > deadline) {
        throw new LocalFault('postgres-failed', `PostgreSQL didn't answer in time; see \`${server.logFile}\``, {
          cause,
        });
      }
      await new Promise((next) => setTimeout(next, 50));
    }
  }
}

/** `server` is any URL of the server; its path is replaced. */
async function createDatabase(server: string, name: string): Promise<string> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new RangeError(`\`${name}\` is no name for a database`);
  const at = (database: string) => {
    const url = new URL(server);
    url.pathname = `/${database}`;
    return url.toString();
  };
  const client = new Client({ connectionString: at('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return at(name);
}

async function majorVersion(bin: string): Promise<string> {
  const output = await run(join(bin, 'postgres'), ['--version'], undefined, {});
  return /(\d+)/.exec(output.replace(/^.*PostgreSQL\)? */, ''))?.[1] ?? output.trim();
}

function run(command: string, args: readonly string[], cwd: string | undefined, user: ServerUser): Promise<string> {
  return new Promise((resolve_, reject) => {
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
    execFile(command, args, { env, ...(cwd === undefined ? {} : { cwd }), ...user }, (cause, stdout, stderr) => {
      if (cause === null) return resolve_(stdout);
      const fault: Error = Object.assign(cause, { output: `${stdout}\n${stderr}` });
      reject(fault);
    });
  });
}
