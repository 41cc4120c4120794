import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaFiles } from './schema-files';

const dir = join('protocols', 'schemas');

describe('protocols/schemas/', () => {
  it('holds what the code checks; else run `npm run generate`', async () => {
    if (process.env.SLUIS_WRITE_GENERATED === '1') {
      await mkdir(dir, { recursive: true });
      for (const [name, text] of schemaFiles()) await writeFile(join(dir, name), text);
    }
    const written = new Map<string, string>();
    for (const name of await readdir(dir)) written.set(name, await readFile(join(dir, name), 'utf8'));
    expect([...written].sort()).toEqual([...schemaFiles()].sort());
  });
});
