#!/usr/bin/env node
// Starts the command line on the Node that this repository brings, whatever Node the shell has. Builds nothing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const main = fileURLToPath(new URL('dist/apps/cli/src/main.js', root));
const own = fileURLToPath(new URL('node_modules/.bin/node', root));

if (!existsSync(main)) {
  process.stderr.write('sluis: not built yet; run `npm start` first (or `npm run build`)\n');
  process.exit(4);
}
const child = spawn(existsSync(own) ? own : process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// The terminal sends Ctrl-C to both; the child decides when to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (fault) => {
  process.stderr.write(`sluis: could not start Node: ${fault.message}\n`);
  process.exit(4);
});
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 130));
