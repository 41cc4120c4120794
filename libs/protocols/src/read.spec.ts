import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRegister } from '#register';
import { readProtocols } from './read';

describe('readProtocols', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sluis-protocols-'));
    await mkdir(join(dir, 'instruments'));
    await writeFile(join(dir, 'instruments', 'a.yaml'), 'id: a\n');
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('reads every file, and neither schemas nor dot files', async () => {
    await mkdir(join(dir, 'schemas'));
    await writeFile(join(dir, 'schemas', 'x.json'), '{}');
    await writeFile(join(dir, '.swp'), 'x');
    expect([...(await readProtocols(dir))]).toEqual([['instruments/a.yaml', 'id: a\n']]);
  });

  it('refuses a symbolic link', async () => {
    await symlink('/etc/hostname', join(dir, 'instruments', 'b.yaml'));
    await expect(readProtocols(dir)).rejects.toMatchObject({ code: 'protocols-not-a-file' });
  });

  it('names a file on one line, whatever its name holds', async () => {
    await symlink('/etc/hostname', join(dir, 'instruments', 'b\n\u202e\u0007.yaml'));
    await expect(readProtocols(dir)).rejects.toThrow('`instruments/b\\u{a}\\u{202e}\\u{7}.yaml` is no ordinary file');
  });

  it('refuses a case, which is about one person', async () => {
    await mkdir(join(dir, 'cases'));
    await expect(readProtocols(dir)).rejects.toMatchObject({ code: 'protocols-hold-cases' });
  });

  it('leaves a byte order mark and marks what is no UTF-8, so that the register can say where it stands', async () => {
    await writeFile(join(dir, 'instruments', 'c.yaml'), Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xc3, 0x28]));
    const files = await readProtocols(dir);
    expect(files.get('instruments/c.yaml')).toBe('\ufeffa\ufffd(');
    expect(parseRegister(files).faults.map((fault) => fault.code)).toContain('encoding');
  });

  it('refuses a folder that is not there', async () => {
    await expect(readProtocols(join(dir, 'absent'))).rejects.toMatchObject({ code: 'protocols-missing' });
  });

  it('refuses a file that is larger than a register file can be', async () => {
    await writeFile(join(dir, 'instruments', 'd.yaml'), Buffer.alloc(5_000_000, '#'));
    await expect(readProtocols(dir)).rejects.toMatchObject({ code: 'protocols-too-large' });
  });
});
