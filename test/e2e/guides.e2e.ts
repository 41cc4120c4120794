import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { codeBlocks, missing } from '../support/code-blocks';

/**
 * A reader who pastes every `sh` block of a guide in order, in a built checkout of his own; what it prints is compared with the
 * `text` block behind it. A denial, a difference or a fault ends with a code of its own, so the words decide.
 */
const repository = resolve(__dirname, '../..');
const guides = readdirSync(join(repository, 'docs/guides')).filter((name) => name.endsWith('.md'));

describe.each(guides)('the guide %s', (name) => {
  const blocks = codeBlocks(readFileSync(join(repository, 'docs/guides', name), 'utf8'));
  let checkout: string;

  beforeAll(() => {
    checkout = join(mkdtempSync(join(tmpdir(), 'sluis-guide-')), 'sluis');
    mkdirSync(checkout);
    if (!existsSync(join(repository, 'dist/apps/cli/src/main.js'))) throw new Error('not built; run `npx nest build`');
    for (const part of ['package.json', 'protocols', 'docs', 'apps/cli/bin', 'dist/libs', 'dist/apps/cli'])
      cpSync(join(repository, part), join(checkout, part), { recursive: true });
    symlinkSync(join(repository, 'node_modules'), join(checkout, 'node_modules'));
  }, 120_000);
  afterAll(() => rmSync(resolve(checkout, '..'), { recursive: true, force: true }));

  it('has something to paste', () => {
    expect(blocks.length).toBeGreaterThan(3);
  });

  it.each(blocks)(
    'works when pasted: $code',
    ({ code, text }) => {
      const { status, stdout, stderr } = spawnSync('bash', ['-c', code], {
        cwd: checkout,
        env: environment(),
        encoding: 'utf8',
      });
      const output = `${stdout}${stderr}`;
      expect({ output, notFound: [126, 127].includes(status ?? 127) }).toEqual({ output, notFound: false });
      expect(output).not.toContain('a fault of our own');
      if (text === undefined) expect({ output, status }).toEqual({ output, status: 0 });
      else expect({ output, missing: missing(text, output) }).toEqual({ output, missing: [] });
    },
    300_000,
  );
});

function environment(): NodeJS.ProcessEnv {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_(?!config_)|NODE_|JEST_|INIT_CWD$|SLUIS_)/.test(name),
  );
  return { ...Object.fromEntries(inherited), PATH: path.join(delimiter), NO_COLOR: '1', FORCE_COLOR: '0' };
}
