// `npm test`, once everything is installed: builds, then unit, end-to-end and fault tests, one after another since each
// wants the machine. Ends with one line per stage and the sum. `node test/all.mjs e2e` runs only that stage.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stageCounts } from './tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const stages = {
  unit: [],
  // A test that fails half-way leaves readers open; it must not keep everybody waiting as well.
  e2e: ['--config', 'test/jest.e2e.json', '--forceExit'],
  fault: ['--config', 'test/jest.fault.json', '--forceExit'],
};

const chosen = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = chosen.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`no such stage: ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}`);
  process.exit(2);
}
const names = chosen.length > 0 ? chosen : Object.keys(stages);

mkdirSync(`${root}reports`, { recursive: true });
// The apps run as they are shipped: compiled.
const builds = [
  ['node_modules/@nestjs/cli/bin/nest.js', ['build']],
  ['node_modules/vite/bin/vite.js', ['build', 'apps/console']],
];
if (names.some((name) => name !== 'unit') && !builds.every(([program, args]) => run(program, args))) process.exit(1);

let failed = false;
for (const name of names) {
  console.log(`\n── ${name} ──`);
  rmSync(`${root}reports/${name}.json`, { force: true });
  const report = ['--json', `--outputFile=reports/${name}.json`, '--passWithNoTests'];
  if (!run('node_modules/jest/bin/jest.js', [...stages[name], ...report], ['--experimental-vm-modules'])) failed = true;
}

console.log('');
for (const { name, passed, failed: broken } of stageCounts(root, names)) {
  console.log(`${name.padEnd(6)} ${passed} passed, ${broken} failed`);
}
process.exitCode = failed ? 1 : 0;

/**
 * Runs a program on this Node; whether it ended well. Its JSON goes to the report, so only its words are shown. Brokers live
 * for a minute here, too short to earn back what Java's second compiler costs: without it a file takes a third less.
 */
function run(program, args, flags = []) {
  const env = { ...process.env, JDK_JAVA_OPTIONS: `-XX:TieredStopAtLevel=1 ${process.env.JDK_JAVA_OPTIONS ?? ''}` };
  const options = { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] };
  return (
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, program, ...args], options)
      .status === 0
  );
}
