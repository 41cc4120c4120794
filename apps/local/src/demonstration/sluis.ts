import { execFile } from 'node:child_process';
import { join } from 'node:path';

const withinMs = 30_000;

export interface Installed {
  readonly root: string;
  readonly home: string;
}

/** The command, in the name of the installation's own program, with `input` on its standard input; resolves with what it wrote. */
export function sluis({ root, home }: Installed, args: readonly string[], input?: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, 'dist/apps/cli/src/main.js'), ...args],
      { cwd: root, env: { PATH: process.env['PATH'], SLUIS_HOME: home, NO_COLOR: '1' }, timeout: withinMs },
      // What it was given may name a person, though one who does not exist: only what it answered is told.
      (fault, stdout, stderr) => (fault ? reject(new Error(stderr.trim() || fault.message)) : resolve(stdout)),
    );
    child.stdin?.end(input === undefined ? '' : JSON.stringify(input));
  });
}

/** The open case with the newest denial for this reason, where there is one. */
export async function openCase(
  installed: Installed,
  reason: string,
): Promise<{ readonly id: string; readonly count: number } | undefined> {
  const asked = ['--status', 'open', '--reason', reason, '--json'];
  const { cases } = JSON.parse(await sluis(installed, ['ledger', 'cases', ...asked])) as {
    readonly cases: readonly { readonly id: string; readonly count: number }[];
  };
  return cases[0];
}
