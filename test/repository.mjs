// What must hold of the files as files: what the lock may say, and what no file may mention.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The lock must install from whatever registry the reader uses, on every platform that package.json names. */
export async function lockFaults(root) {
  const lock = JSON.parse(await readFile(`${root}package-lock.json`, 'utf8'));
  const faults = [];
  const held = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').at(-1)));
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.link) continue;
    if (entry.resolved !== undefined)
      faults.push(`package-lock.json: \`${path}\` says where it came from (\`resolved\`)`);
    if (entry.version === undefined)
      faults.push(`package-lock.json: \`${path}\` has no version; \`npm ci\` would fail`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!held.has(name))
        faults.push(`package-lock.json: lacks \`${name}\`, optional for \`${path}\`; \`npm ci\` would fail`);
    }
    if (entry.integrity === undefined && !entry.inBundle)
      faults.push(`package-lock.json: \`${path}\` has no integrity`);
  }
  return faults;
}

// Written in pieces, so that this file doesn't mention them.
const unwanted = [
  [new RegExp(`(?<![\\w.$}/-])/(?:wo${'rk'}|ro${'ot'}|home/\\w+|Us${'ers'}/\\w+)/`), 'a path of somebody’s machine'],
  [new RegExp(`regis${'try'}\\.npm${'js'}|regis${'try'}\\.yarn`), 'a package registry'],
  [new RegExp(`\\b[Ii]s${'sue'}s? #?\\d+|\\bGH-\\d+`), 'a tracker’s number'],
  [/^(?:<{7}|>{7}) /m, 'an unresolved merge'],
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40}/, 'a private key'],
];

/** No file may mention a machine, a registry, a tracker or a key. */
export async function wordFaults(root) {
  const registry = hostOf(process.env.npm_config_registry);
  const faults = [];
  for (const path of await files(root)) {
    const text = await readFile(root + path, 'utf8').catch(() => '');
    for (const [pattern, what] of unwanted) {
      const match = pattern.exec(text);
      if (match !== null) faults.push(`${path}:${text.slice(0, match.index).split('\n').length}: mentions ${what}`);
    }
    if (registry !== undefined && text.includes(registry))
      faults.push(`${path}: mentions the registry that this machine uses`);
  }
  return faults;
}

/** docs/settings.md names the settings that the code reads, and no other. */
export async function settingsFaults(root) {
  const named = /\b(?:KAFKA|SLUIS|OTEL|DATABASE|LOG)_[A-Z_]*[A-Z]\b(?!_)/g;
  const page = await readFile(`${root}docs/settings.md`, 'utf8');
  const sources = (await files(root)).filter((path) => /^(?:apps|libs)\/.*(?<!\.spec)\.m?[jt]s$/.test(path));
  const code = (await Promise.all(sources.map((path) => readFile(root + path, 'utf8').catch(() => '')))).join('\n');
  const inPage = new Set(page.match(named));
  const inCode = new Set(code.match(named));
  inCode.delete('SLUIS_WRITE_GENERATED');
  return [
    ...[...inCode]
      .filter((name) => !inPage.has(name))
      .map((name) => `docs/settings.md: lacks \`${name}\`, which the code reads`),
    ...[...inPage]
      .filter((name) => !code.includes(name.replace(/_GATEWAY$/, '')))
      .map((name) => `docs/settings.md: names \`${name}\`, which no code reads`),
  ];
}

const inszLike = /(?<![\d.])(\d{2})[.]?(\d{2})[.]?(\d{2})[- ]?(\d{3})[. ]?(\d{2})(?![\d])/g;

/** Numbers that could be somebody's: valid by their check digits, with a serial that the Rijksregister gives out. */
export async function peopleFaults(root) {
  const faults = [];
  for (const path of await files(root)) {
    if (path === 'package-lock.json') continue;
    const text = await readFile(root + path, 'utf8').catch(() => '');
    for (const [number, year, month, day, serial, check] of text.matchAll(inszLike)) {
      const valid = ['', '2'].some(
        (century) => 97 - (Number(`${century}${year}${month}${day}${serial}`) % 97) === Number(check),
      );
      // Months up to 52 and days up to 31 are what BIS and register numbers use; serials from 997 on are nobody's here.
      if (!valid || Number(month) > 52 || Number(day) > 31 || Number(serial) >= 997) continue;
      const line = text.slice(0, text.indexOf(number)).split('\n').length;
      faults.push(`${path}:${line}: holds a number that could be somebody’s; invent one with serial 997 or 998`);
    }
  }
  return faults;
}

/** Every file that a document names, by link or by path in backticks, is there. */
export async function linkFaults(root) {
  const faults = [];
  for (const page of (await files(root)).filter((path) => path.endsWith('.md'))) {
    const prose = (await readFile(root + page, 'utf8').catch(() => '')).replaceAll(/^```[\s\S]*?^```$/gm, '');
    // What looks like a link within code, such as a regular expression, is none.
    const links = [
      ...prose
        .replaceAll(/`[^`\n]+`/g, (code) => code.replaceAll('](', '] ('))
        .matchAll(/\]\((?!https?:|#)([^)#\s]+)/g),
    ].map(([, to]) => join(dirname(page), to));
    const paths = [...prose.matchAll(/`((?:apps|libs|test|docs|docker)\/[\w./-]*\w\/?)`/g)].map(([, to]) => to);
    for (const path of new Set([...links, ...paths])) {
      if (!existsSync(root + path)) faults.push(`${page}: names \`${path}\`, which isn't there`);
    }
  }
  return faults;
}

/** What Git holds or would hold. Where there is no Git there is nothing to land either. */
async function files(root) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: root, maxBuffer: 1 << 26 }).catch(() => ({
    stdout: '',
  }));
  return stdout.split('\0').filter((path) => path !== '');
}

function hostOf(url) {
  return url === undefined || !URL.canParse(url) ? undefined : new URL(url).host || undefined;
}
