import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandFault, exitCodes } from '../../outcome';
import { writePages } from './page';

// The whole register is read and compiled: on a machine that is busy that takes a while.

function made(file: string): string {
  writeFileSync(file, 'x');
  return file;
}

function listing(dir: string, text: string): string {
  writeFileSync(join(dir, 'pagina.json'), text);
  return dir;
}

function folder(path: string): string {
  mkdirSync(path);
  return dirname(path);
}

function pipe(path: string): string {
  execFileSync('mkfifo', [path]);
  return dirname(path);
}

describe('sluis register page', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sluis-page-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('writes the pages, and takes away those of an earlier run that are not there any more', async () => {
    const out = join(dir, 'public');
    const { files } = await writePages({ out });
    expect(readdirSync(out).sort()).toEqual([...files, 'pagina.json'].sort());
    writeFileSync(join(out, 'weg.html'), 'x');
    const list = JSON.parse(readFileSync(join(out, 'pagina.json'), 'utf8')) as { files: string[] };
    writeFileSync(join(out, 'pagina.json'), JSON.stringify({ files: [...list.files, 'weg.html', '../../evil.html'] }));
    writeFileSync(join(dir, 'evil.html'), 'stays');
    await writePages({ out });
    expect([existsSync(join(out, 'weg.html')), existsSync(join(dir, 'evil.html'))]).toEqual([false, true]);
  });

  it.each<[what: string, make: (dir: string) => string, why: string]>([
    ['a file', (at) => made(join(at, 'brief.txt')), 'is no folder'],
    ['a folder below a file', (at) => join(made(join(at, 'brief.txt')), 'x'), 'a part of the path is a file'],
    ['a device', () => '/dev/null', 'is no folder'],
    ['a place where no folder can be made', () => '/proc/x', 'there is no such file or folder'],
    ['a folder whose list is broken', (at) => listing(at, '{"files": ['), 'is no list of ours'],
    ['a folder whose list is empty', (at) => listing(at, ''), 'is no list of ours'],
    ['a folder whose list is of something else', (at) => listing(at, 'null'), 'is no list of ours'],
    ['a folder whose list names none', (at) => listing(at, '{"files": "index.html"}'), 'is no list of ours'],
    ['a folder whose list is a folder', (at) => folder(join(at, 'pagina.json')), 'is no list of ours'],
    ['a folder whose list is a pipe', (at) => pipe(join(at, 'pagina.json')), 'is no list of ours'],
    [
      'a folder in which a page is a folder',
      (at) => folder(join(listing(at, '{"files": []}'), 'index.html')),
      'a folder has the name of a file in it',
    ],
  ])('refuses %s in one sentence, and does not wait', async (_, make, why) => {
    const fault: unknown = await writePages({ out: make(dir) }).catch((cause: unknown) => cause);
    expect(fault).toBeInstanceOf(CommandFault);
    expect(fault).toMatchObject({ exitCode: exitCodes.usage, message: expect.stringContaining(why) });
  });

  it('writes through no link that stands where a page will', async () => {
    writeFileSync(join(dir, 'elders.txt'), 'stays');
    const out = join(dir, 'public');
    mkdirSync(out);
    listing(out, '{"files": []}');
    symlinkSync(join(dir, 'elders.txt'), join(out, 'index.html'));
    await writePages({ out });
    expect(readFileSync(join(dir, 'elders.txt'), 'utf8')).toBe('stays');
    expect(lstatSync(join(out, 'index.html')).isFile()).toBe(true);
  });

  it('writes nothing into a folder that holds something else', async () => {
    writeFileSync(join(dir, 'brief.txt'), 'x');
    await expect(writePages({ out: dir })).rejects.toThrow('holds something else');
    expect(readdirSync(dir)).toEqual(['brief.txt']);
  });
});
