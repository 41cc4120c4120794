import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { codeBlocks } from '../support/code-blocks';

const run = promisify(execFile);
const repository = resolve(__dirname, '../..');

/** A program elsewhere: the packed client among its modules, and the packages that the client expects beside it. */
describe('the client as a package', () => {
  let program: string;

  beforeAll(async () => {
    await run(process.execPath, [join(repository, 'libs/client/pack.mjs')], { cwd: repository });
    const packed = readdirSync(join(repository, 'dist')).find((name) => /^sluis-client-.*\.tgz$/.test(name)) ?? '';
    program = mkdtempSync(join(tmpdir(), 'sluis-client-'));
    mkdirSync(join(program, 'node_modules'));
    for (const name of readdirSync(join(repository, 'node_modules'))) {
      if (!name.startsWith('.'))
        symlinkSync(join(repository, 'node_modules', name), join(program, 'node_modules', name));
    }
    await run('tar', ['xzf', join(repository, 'dist', packed)], { cwd: program });
    cpSync(join(program, 'package'), join(program, 'node_modules/sluis-client'), { recursive: true });
    writeFileSync(join(program, 'package.json'), '{ "name": "elsewhere", "private": true }');
  }, 120_000);

  afterAll(() => rmSync(program, { recursive: true, force: true }));

  it('gives a program what its README names, with the reasons of a fault', async () => {
    const script = `const client = require('sluis-client');
      console.log(JSON.stringify({ names: Object.keys(client).sort(), text: client.explain({ effect: 'deny', reasons: [
        { code: 'no-permission', message: { nl: 'Geen machtiging.', en: 'No permission.' } }], remedy: [] }, 'en') }));`;
    const { stdout } = await run(process.execPath, ['-e', script], { cwd: program });
    const { names, text } = JSON.parse(stdout) as { names: string[]; text: string };
    expect(names).toEqual(['SluisClient', 'SluisClientModule', 'SluisFault', 'explain', 'faultCodes', 'sslFrom']);
    expect(text).toContain('No permission.');
  });

  it('compiles what its README shows, strictly and without the sources of this repository', async () => {
    const shown = codeBlocks(readFileSync(join(repository, 'libs/client/README.md'), 'utf8'), 'ts');
    expect(shown.length).toBeGreaterThan(1);
    shown.forEach(({ code }, index) =>
      writeFileSync(join(program, `shown-${index}.ts`), code.replaceAll("'#client'", "'sluis-client'")),
    );
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2024', '--experimentalDecorators'];
    const files = shown.map((_, index) => `shown-${index}.ts`);
    const tsc = join(repository, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, ...options, '--skipLibCheck', ...files], { cwd: program });
  }, 120_000);
});
