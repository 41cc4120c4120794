import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { installFromDebian } from './debian';

/**
 * A real Chromium without a window: `SLUIS_CHROMIUM`, else the machine's own, else Debian's package where we may install
 * it (as root), else one that Playwright fetches once into `.sluis/browsers` (as root into `/var/cache/sluis/browsers`).
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['SLUIS_CHROMIUM'] ?? installed() ?? fromDebian() ?? fetched();
  // Chromium's sandbox refuses to run as root, and in containers without user namespaces.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin', '/opt/homebrew/bin'];
const macs = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function installed(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...places].filter((folder) => folder !== '');
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...macs].find((file) =>
    existsSync(file),
  );
}

function fromDebian(): string | undefined {
  installFromDebian('chromium');
  return installed();
}

function fetched(): string {
  const folder = process.getuid?.() === 0 ? '/var/cache/sluis/browsers' : resolve('.sluis/browsers');
  mkdirSync(folder, { recursive: true });
  let found = inside(folder);
  if (found === undefined) {
    const cli = resolve('node_modules/playwright-core/cli.js');
    const install = spawnSync(process.execPath, [cli, 'install', '--only-shell', 'chromium'], {
      env: { ...process.env, PLAYWRIGHT_BROWSERS_PATH: folder },
      encoding: 'utf8',
    });
    found = inside(folder);
    if (found === undefined) {
      const why = `${install.stderr}${install.stdout}`.trim().split('\n').at(-1) ?? 'nothing was fetched';
      throw new Error(
        `couldn't find or fetch Chromium: ${why}; install it (Debian: apt-get install chromium) or set \`SLUIS_CHROMIUM\``,
      );
    }
  }
  return found;
}

function inside(folder: string): string | undefined {
  const executables = ['chrome-headless-shell', 'headless_shell', 'chrome'];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => executables.some((name) => path.endsWith(`/${name}`)))
    .map((path) => join(folder, path))[0];
}
