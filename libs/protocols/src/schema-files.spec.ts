import { readdir, readFile } from 'node:fs/promises';
import { schemaFiles } from './schema-files';

describe('protocols/schemas/', () => {
  it('holds what the code checks; else run `node dist/libs/protocols/src/write-schemas.js` after a build', async () => {
    const written = new Map<string, string>();
    for (const name of await readdir('protocols/schemas'))
      written.set(name, await readFile(`protocols/schemas/${name}`, 'utf8'));
    expect([...written].sort()).toEqual([...schemaFiles()].sort());
  });
});
