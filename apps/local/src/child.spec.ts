import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child';

describe('child', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sluis-child-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('keeps what a process said and how it ended', async () => {
    const child = await startChild({
      name: 'x',
      command: '/bin/sh',
      args: ['-c', 'echo no space; exit 3'],
      logFile: join(dir, 'x.log'),
    });
    expect(await child.end).toEqual({ code: 3, signal: null });
    expect(child.lastWords()).toBe('no space');
    await child.stop();
  });

  it('shows only what was said in this run', async () => {
    const run = (word: string) =>
      startChild({ name: 'y', command: '/bin/echo', args: [word], logFile: join(dir, 'y.log') });
    await (
      await run('first')
    ).end;
    const second = await run('second');
    await second.end;
    expect(second.lastWords()).toBe('second');
  });

  it('kills what does not stop in time', async () => {
    const script = "trap '' TERM; while :; do sleep 0.1; done";
    const child = await startChild({
      name: 'z',
      command: '/bin/sh',
      args: ['-c', script],
      logFile: join(dir, 'z.log'),
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await child.stop('SIGTERM', 200);
    expect(child.ended).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('leaves nothing behind when the supervisor is killed', async () => {
    const options = { name: 'orphan', command: 'sleep', args: ['60'], logFile: join(dir, 'orphan.log') };
    const source = `import(${JSON.stringify(join(__dirname, 'child.ts'))})
      .then(({ startChild }) => startChild(${JSON.stringify(options)}))
      .then((child) => console.log(child.pid)); setInterval(() => 0, 1000)`;
    const supervisor = spawn(process.execPath, ['--no-warnings', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) => supervisor.stdout.once('data', (text) => resolve(Number(text))));
    expect(runs(pid)).toBe(true);
    supervisor.kill('SIGKILL');
    const deadline = Date.now() + 5_000;
    while (runs(pid) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(runs(pid)).toBe(false);
  }, 15_000);
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
