import { spawnSync } from 'node:child_process';

/** The built command, as a shell runs it. */
describe('the command line', () => {
  it.each(['register matrix --csv', 'register matrix --json', 'register show vtc-2015-9'])(
    'ends `%s` quietly when whoever reads it has seen enough',
    (command) => {
      const shell = `set -o pipefail; '${process.execPath}' dist/apps/cli/src/main.js ${command} | head -c 10 >/dev/null`;
      const { status, stderr } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
    60_000,
  );
});
