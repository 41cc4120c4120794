/** The examples in the READMEs of the register's parts do what they say. */
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { compileRegister, faultLine, parseRegister, type CompiledRegister, type RegisterSource } from '#register';
import { readProtocols } from './read';

async function block(path: string, language: string): Promise<string> {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(await readFile(path, 'utf8'));
  if (found === null) throw new Error(`\`${path}\` has no block of \`${language}\``);
  return found[1]!;
}

/** Runs an example without its imports, and answers the constants that it defines. */
async function run(example: string, results: string): Promise<unknown> {
  const body = example.replaceAll(/^import .*$/gm, '');
  const files = await readProtocols('protocols');
  const known = { readProtocols, compileRegister, faultLine, parseRegister, files };
  return runInNewContext(`(async () => {${body}\nreturn ${results};})()`, known) as Promise<unknown>;
}

describe('the examples', () => {
  it('of protocols/README.md is an instrument without faults', async () => {
    const files = new Map(await readProtocols('protocols'));
    files.set('instruments/vtc-2015-9.yaml', await block('protocols/README.md', 'yaml'));
    expect(parseRegister(files).faults.map(faultLine)).toEqual([]);
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
