import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePages } from './page';

// The whole register is read and compiled: on a machine that is busy that takes a while.

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

  it('writes nothing into a folder that holds something else', async () => {
    writeFileSync(join(dir, 'brief.txt'), 'x');
    await expect(writePages({ out: dir })).rejects.toThrow('holds something else');
    expect(readdirSync(dir)).toEqual(['brief.txt']);
  });
});
