/** The examples in the READMEs of the register's parts do what they say. */
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { compileRegister, faultLine, parseRegister, type CompiledRegister, type RegisterSource } from '#register';
import { readProtocols } from './read';

async function blocks(path: string, language: string): Promise<string[]> {
  const found = [
    ...(await readFile(path, 'utf8')).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm')),
  ];
  if (found.length === 0) throw new Error(`\`${path}\` has no block of \`${language}\``);
  return found.map(([, text]) => text!);
}

async function block(path: string, language: string): Promise<string> {
  return (await blocks(path, language))[0]!;
}

/** Runs an example without its imports, and answers the constants that it defines. */
async function run(example: string, results: string): Promise<unknown> {
  const body = example.replaceAll(/^import .*$/gm, '');
  const files = await readProtocols('protocols');
  const known = { readProtocols, compileRegister, faultLine, parseRegister, files };
  return runInNewContext(`(async () => {${body}\nreturn ${results};})()`, known) as Promise<unknown>;
}

interface KeySchema {
  readonly properties?: Readonly<Record<string, KeySchema>>;
  readonly items?: KeySchema;
}

/** Names of properties at any depth, but those of `fields`, which are the catalogue's. */
function keysOf({ properties = {}, items }: KeySchema): string[] {
  const below = Object.entries(properties).flatMap(([name, each]) => [
    name,
    ...(name === 'fields' ? [] : keysOf(each)),
  ]);
  return items === undefined ? below : [...below, ...keysOf(items)];
}

describe('the examples', () => {
  it('of protocols/README.md are instruments without faults, and none of those that exist', async () => {
    const real = await readProtocols('protocols');
    const files = new Map(real);
    for (const text of await blocks('protocols/README.md', 'yaml')) {
      const path = `instruments/${/^id: (\S+)/.exec(text)![1]!}.yaml`;
      expect([path, real.has(path)]).toEqual([path, false]);
      files.set(path, text);
    }
    expect(files.size).toBeGreaterThan(real.size);
    expect(parseRegister(files).faults.map(faultLine)).toEqual([]);
  });

  it('and the words of protocols/README.md name every key that an instrument may have', async () => {
    const readme = await readFile('protocols/README.md', 'utf8');
    const schema = JSON.parse(await readFile('protocols/schemas/instruments.json', 'utf8')) as KeySchema;
    const keys = new Set(keysOf(schema));
    // Cases never stand in these files; `order` is set by control alone.
    for (const key of ['case', 'confidential', 'order', 'person', 'others', 'reviewBefore']) keys.delete(key);
    expect(keys.size).toBeGreaterThan(50);
    expect([...keys].filter((key) => !new RegExp(`\\b${key}\\b`).test(readme))).toEqual([]);
  });

  it('of libs/register reads and compiles the register', async () => {
    const register = (await run(await block('libs/register/README.md', 'ts'), 'register')) as CompiledRegister;
    const windows = register.permissions('leiedal', 'lokaal-woonbeleid', 'woondienst-izegem');
    expect(windows.map((window) => window.from)).toEqual(['2015-02-18']);
  });

  it('of libs/protocols reads the folder', async () => {
    const source = (await run(await block('libs/protocols/README.md', 'ts'), 'source')) as RegisterSource;
    expect(source.instruments.length).toBeGreaterThan(40);
  });
});
