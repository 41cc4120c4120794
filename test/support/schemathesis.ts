import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installFromDebian } from './debian';

const version = '4.32.5';

/** As root not in the tree, which an empty clone has no more of. */
const folder = resolve(process.getuid?.() === 0 ? '/var/cache/sluis' : '.sluis', `schemathesis-${version}`);

/**
 * The program, installed once into an environment of Python that is its own. Undefined where Python is not there or nothing can be
 * fetched, which is said, unless `CI_SCHEMATHESIS=required`: then it is a fault, so that no pipeline passes by leaving it out.
 */
export function schemathesis(): string | undefined {
  const program = join(folder, 'bin', 'schemathesis');
  if (answers(program)) return program;
  try {
    makeEnvironment();
    execFileSync(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${version}`], { stdio: 'pipe' });
  } catch (fault) {
    const why = (fault as Error).message.split('\n')[0];
    if (process.env['CI_SCHEMATHESIS'] === 'required') {
      throw new Error(`couldn't install schemathesis, and CI_SCHEMATHESIS is \`required\`: ${why}`, { cause: fault });
    }
    process.stderr.write(`left out: what schemathesis makes of the description of the interface: ${why}\n`);
    return undefined;
  }
  return program;
}

function makeEnvironment(): void {
  const make = (): void => void execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'pipe' });
  try {
    make();
  } catch {
    // Debian keeps what makes environments apart from Python itself.
    installFromDebian('python3-venv');
    make();
  }
}

function answers(program: string): boolean {
  if (!existsSync(program)) return false;
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs it in `dir`, where it leaves its files; resolves with how it ended and all that it wrote. */
export function runSchemathesis(
  program: string,
  dir: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((done) => {
    const options = { cwd: dir, maxBuffer: 1 << 26, env: { ...process.env, NO_COLOR: '1', PYTHONUTF8: '1' } };
    execFile(program, [...args], options, (fault, stdout, stderr) =>
      done({ code: fault === null ? 0 : Number(fault.code ?? 1), output: stdout + stderr }),
    );
  });
}
