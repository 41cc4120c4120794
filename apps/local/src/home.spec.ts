import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHome } from './home';

describe('home', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sluis-home-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const open = (min = 1) => openHome(dir, min, () => undefined);

  it('refuses a folder on which another supervisor runs, and names it', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)', 'dist/apps/local/src/main.js']);
    try {
      await new Promise((resolve) => other.once('spawn', resolve));
      writeFileSync(join(dir, 'supervisor.json'), JSON.stringify({ pid: other.pid, children: [] }));
      await expect(open()).rejects.toMatchObject({
        code: 'already-running',
        message: `another Sluis runs on \`${dir}\` (process ${other.pid}); stop it with Ctrl-C, or choose another folder with \`SLUIS_HOME\``,
      });
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('takes over from one that was killed, also when its number belongs to somebody else now', async () => {
    writeFileSync(join(dir, 'supervisor.json'), JSON.stringify({ pid: 1, children: [{ name: 'kafka', pid: 1 }] }));
    writeFileSync(join(dir, 'ready.json'), '{}');
    const home = await open();
    expect(JSON.parse(readFileSync(join(dir, 'supervisor.json'), 'utf8'))).toEqual({ pid: process.pid, children: [] });
    expect(existsSync(join(dir, 'ready.json'))).toBe(false);
    home.leave();
    expect(existsSync(join(dir, 'supervisor.json'))).toBe(false);
  });

  it('takes over where the note was half written', async () => {
    writeFileSync(join(dir, 'supervisor.json'), '{"pid":');
    await expect(open()).resolves.toBeDefined();
  });

  it('says that the disk is full before anything is written', async () => {
    await expect(open(1_000_000_000)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/^the disk is full: \d+ MiB are free .* 1000000000 are needed/) as string,
    });
    expect(existsSync(join(dir, 'supervisor.json'))).toBe(false);
  });

  it('says where it cannot write', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(openHome(join(dir, 'file/home'), 1, () => undefined)).rejects.toMatchObject({
      code: 'home-unwritable',
      message: expect.stringContaining('`SLUIS_HOME`') as string,
    });
  });
});
