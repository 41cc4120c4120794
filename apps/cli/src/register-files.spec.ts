import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFiles } from './register-files';

describe('the register in a folder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sluis-register-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is no register where there is no file, or no instrument', async () => {
    await expect(parseFiles(dir)).rejects.toThrow('holds no register: no file at all');
    mkdirSync(join(dir, 'purposes'));
    const purposes = join(dir, 'purposes', 'p.yaml');
    writeFileSync(purposes, 'purposes:\n  beheer: { title: { nl: Beheer }, sure: seed }\n');
    await expect(parseFiles(dir)).rejects.toThrow('holds no register: no instrument');
    // What is wrong with the files that there are comes first.
    writeFileSync(purposes, 'purposes:\n  beheer: 1\n');
    expect((await parseFiles(dir)).faults).toHaveLength(1);
  });

  it('is named on one line, whatever the folder is called', async () => {
    await expect(parseFiles(join(dir, 'a\nb'))).rejects.toThrow('a\\u{a}b`');
  });
});
