import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs a package of Debian where we may, as root; whoever asks looks afterwards whether what it wants is there. */
export function installFromDebian(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: string[]): void => void spawnSync('apt-get', args, { env, stdio: 'ignore' });
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', name);
}
