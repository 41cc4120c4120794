// `npm run check`: everything that can be known without a broker. Its parts run side by side, each says how long it took,
// and what failed is shown whole at the end. `node test/check.mjs lint types` runs only those.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { linkFaults, lockFaults, peopleFaults, settingsFaults, wordFaults } from './repository.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** Slowest first. A part is a command, several that must all pass, or a function that lists its faults. */
const parts = {
  unit: [process.execPath, [...jest, '--json', '--outputFile=reports/unit.json']],
  // The console runs in browsers, and so has settings of its own.
  types: [
    ['tsc', ['--noEmit', '-p', '.']],
    ['tsc', ['--noEmit', '-p', 'apps/console']],
  ],
  lint: ['oxlint', []],
  format: ['prettier', ['--check', '--log-level=warn', '.']],
  boundaries: ['depcruise', ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'test']],
  unused: ['knip', ['--no-progress']],
  lock: lockFaults,
  words: wordFaults,
  links: linkFaults,
  settings: settingsFaults,
  people: peopleFaults,
};

const chosen = process.argv
  .slice(2)
  .flatMap((name) => (name === 'static' ? Object.keys(parts).filter((part) => part !== 'unit') : name));
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')}; there are static, ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const colour = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code, text) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

const startMs = Date.now();
const queue = chosen.length > 0 ? chosen : Object.keys(parts);
const names = [...queue];
const failed = [];
mkdirSync(`${root}reports`, { recursive: true });
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));

for (const { name, output } of failed) console.log(`\n${paint(31, `── ${name} ──`)}\n${output.trimEnd()}`);
const passed = names.length - failed.length;
writeFileSync(`${root}reports/check.json`, JSON.stringify({ passed, failed: failed.length }));
const verdict =
  failed.length === 0 ? paint(32, 'all is well') : paint(31, `failed: ${failed.map(({ name }) => name).join(', ')}`);
console.log(`\ncheck: ${passed} of ${names.length} parts passed in ${seconds(startMs)}; ${verdict}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function worker() {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const partStartMs = Date.now();
    const { ok, output } = await run(parts[name]);
    if (!ok) failed.push({ name, output });
    console.log(`${ok ? paint(32, 'ok  ') : paint(31, 'FAIL')} ${name.padEnd(12)} ${seconds(partStartMs)}`);
  }
}

async function run(part) {
  if (typeof part === 'function') {
    const faults = await part(root);
    return { ok: faults.length === 0, output: faults.join('\n') };
  }
  if (Array.isArray(part[0])) {
    const results = [];
    for (const one of part) results.push(await run(one));
    return { ok: results.every(({ ok }) => ok), output: results.map(({ output }) => output).join('') };
  }
  const [command, args] = part;
  const program = command === process.execPath ? command : `${root}node_modules/.bin/${command}`;
  return new Promise((resolve) => {
    // Tools written for `node` must get this one, whichever the machine's own is.
    const path = `${root}node_modules/.bin:${process.env.PATH ?? ''}`;
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (fault) =>
      resolve({ ok: false, output: `couldn't run \`${command}\`: ${fault.message}; run \`npm ci\` first` }),
    );
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}
