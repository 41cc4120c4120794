import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { codeBlocks, missing } from '../support/code-blocks';
import { askWithKcat, kcatIsThere } from '../support/kcat';

/**
 * A newcomer: an empty clone of what is committed, the README's `sh` blocks pasted in order, what they print compared with
 * the `text` block behind them. `npm start` stays running, as it would in a first terminal.
 */
const repository = resolve(__dirname, '../..');
const readme = readFileSync(join(repository, 'README.md'), 'utf8');
const blocks = codeBlocks(readme);
/** For whoever has kcat, which not everybody has. */
const kcatBlocks = codeBlocks(readme, 'bash');
const startMinutes = 10;

describe('the README', () => {
  let clone: string;
  let started: { readonly child: ChildProcess; output: string } | undefined;

  beforeAll(async () => {
    clone = join(mkdtempSync(join(tmpdir(), 'sluis-readme-')), 'sluis');
    const { code, output } = await shell(`git clone --quiet '${repository}' '${clone}'`, tmpdir());
    if (code !== 0) throw new Error(`couldn't clone the repository: ${output}`);
  });

  afterAll(async () => {
    if (started !== undefined) await interrupt(started.child);
    rmSync(resolve(clone, '..'), { recursive: true, force: true });
  }, 120_000);

  it('has something to paste', () => {
    expect(blocks.map(({ code }) => code)).toContain('npm start');
  });

  it.each(blocks)(
    'works when pasted: $code',
    async ({ code, text }) => {
      if (code === 'npm start') {
        started = begin(code, clone);
        await ready(started);
        return;
      }
      const result = await shell(code, clone);
      // A denial has an exit code of its own; a command that isn't there has none of ours.
      expect([126, 127]).not.toContain(result.code);
      if (text === undefined) expect(result).toMatchObject({ code: 0 });
      else
        expect({ missing: missing(text, result.output), output: result.output }).toEqual({
          missing: [],
          output: result.output,
        });
    },
    (startMinutes + 1) * 60_000,
  );

  it('has one block for kcat', () => {
    expect(kcatBlocks.map(({ code }) => code.includes('kcat -F'))).toEqual([true]);
  });

  // Jest shows a test that is left out; the sentence says why.
  (kcatIsThere('the README’s block for kcat') ? it : it.skip)(
    'works with kcat when pasted, and shows the reply and the delivery',
    async () => {
      const [block] = kcatBlocks;
      const { asked, reply, deliveries } = await askWithKcat(block!.code, (code) => shell(code, clone));
      expect(asked).toMatchObject({ code: 0 });
      expect(reply).toMatchObject({ effect: 'permit' });
      expect(deliveries).toContain(`ce_id=${reply.decisionId}.0`);
    },
    120_000,
  );

  /** Until `.sluis/ready.json` is there; a start that gave up says so in its output. */
  async function ready(start: { readonly child: ChildProcess; output: string }): Promise<void> {
    const deadlineMs = Date.now() + startMinutes * 60_000;
    while (!existsSync(join(clone, '.sluis/ready.json'))) {
      if (start.child.exitCode !== null || Date.now() > deadlineMs)
        throw new Error(`npm start didn't: ${start.output}`);
      await new Promise((wake) => {
        setTimeout(wake, 250);
      });
    }
  }
});

/** What a newcomer's shell has: none of this run's npm, Node or Jest, and free ports beside whatever else runs. */
function environment(): NodeJS.ProcessEnv {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_)|NODE_|JEST_|INIT_CWD$|KAFKA_|SLUIS_(?!KAFKA_LIBS$)|DATABASE_URL$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: path.join(delimiter),
    SLUIS_PORTS: 'free',
    SLUIS_DEMO: 'off',
    NO_COLOR: '1',
  };
}

function begin(code: string, cwd: string): { readonly child: ChildProcess; output: string } {
  const child = spawn('bash', ['-c', code], {
    cwd,
    env: environment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = { child, output: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (started.output += chunk.toString()));
  return started;
}

async function shell(code: string, cwd: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const started = begin(code, cwd);
  const exit = await new Promise<number | null>((settle) => started.child.once('close', settle));
  return { code: exit, output: started.output };
}

/** Ctrl-C reaches the whole foreground group. */
async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const closed = new Promise((settle) => child.once('close', settle));
  process.kill(-child.pid, 'SIGINT');
  await closed;
}
