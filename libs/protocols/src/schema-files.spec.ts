import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editorSchemas } from '#explain';
import { parseRegister } from '#register';
import { readProtocols } from './read';

// The whole register is read and compiled: on a machine that is busy that takes a while.

const dir = join('protocols', 'schemas');

describe('protocols/schemas/', () => {
  it('holds what the code checks and the names that the register knows; else run `npx sluis register schemas`', async () => {
    const schemas = editorSchemas(parseRegister(await readProtocols('protocols')).source!);
    if (process.env.SLUIS_WRITE_GENERATED === '1') {
      await mkdir(dir, { recursive: true });
      for (const [name, text] of schemas) await writeFile(join(dir, name), text);
    }
    const written = new Map<string, string>();
    for (const name of await readdir(dir)) written.set(name, await readFile(join(dir, name), 'utf8'));
    const stale = [...schemas].filter(([name, text]) => written.get(name) !== text).map(([name]) => name);
    expect({ stale, more: [...written.keys()].filter((name) => !schemas.has(name)) }).toEqual({ stale: [], more: [] });
  });
});
