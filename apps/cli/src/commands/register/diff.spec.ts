import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diff, show } from '#analysis';
import { requestFile } from '#explain';
import { registerFromFiles } from '../../register-files';
import { registerAt } from '../../revision';
import { decideFile } from '../decide';
import { jsonOf, textOf } from './diff';
import { proofsOf } from './prove';

/** As `decide` takes it, with the headers that an example leaves out. */
function fileOf(request: ReturnType<typeof requestFile>) {
  return {
    ...request,
    headers: {
      ce_specversion: '1.0',
      ce_id: 'voorbeeld',
      ce_source: '/voorbeeld',
      ce_type: 'be.sluis.exchange.check.v1',
      ...request.headers,
    },
    value: JSON.stringify(request.value),
  };
}

describe('register diff and prove', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'sluis-diff-'));
    cpSync('protocols', dir, { recursive: true });
    const file = join(dir, 'instruments/vtc-2015-9.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace('gezin.grootte:', 'persoon.geslacht: { sure: assumed }\n          gezin.grootte:'),
    );
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('shows a field that was added, with examples that the gateway’s own pipeline refuses before and permits after', async () => {
    const [before, after] = [await registerFromFiles('protocols'), await registerFromFiles(dir)];
    const found = diff(before, after);
    const text = textOf(found, 20, before, after);
    expect(text).toMatch(
      /^NIEUW TOEGELATEN \(\d\)\n {2}aan leiedal.*\n(?: {6}.*\n)* {4}geslacht \(persoon\.geslacht\)\n/,
    );
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const regions = [...found.regions()];
    for (const region of regions) {
      expect({ kind: region.kind, fields: region.fields }).toEqual({ kind: 'permitted', fields: ['persoon.geslacht'] });
    }
    const { example } = show(regions[0]!, before, after);
    const asFile = fileOf(requestFile(example));
    const effect = async (register: string) => (await decideFile(asFile, { at: example.day, register })).reply.effect;
    expect([await effect('protocols'), await effect(dir)]).toEqual(['deny', 'permit']);
  }, 30_000);

  it('shows of a list that takes one value more a request that the pipeline takes with it in one register only', async () => {
    const wider = mkdtempSync(join(tmpdir(), 'sluis-diff-'));
    try {
      cpSync('protocols', wider, { recursive: true });
      const fields = readdirSync(join(wider, 'fields')).map((name) => join(wider, 'fields', name));
      const file = fields.find((each) => readFileSync(each, 'utf8').includes('persoon.geslacht:'))!;
      const text = readFileSync(file, 'utf8');
      const wide = text.replace(/(persoon\.geslacht:[^\n]*codes: \[)/, '$1nieuw, ');
      expect(wide).not.toBe(text);
      writeFileSync(file, wide);
      const [before, after] = [await registerFromFiles('protocols'), await registerFromFiles(wider)];
      const found = diff(before, after);
      expect(textOf(found, 20, before, after)).toMatch(
        /persoon\.geslacht[^\n]*nieuw: nieuw\n.*met `nieuw`: vroeger `invalid-value`, nu toegelaten/,
      );
      const { catalogue } = jsonOf(found, before, after) as {
        catalogue: {
          example: { request: ReturnType<typeof requestFile>; at: string; before: string; after: string };
        }[];
      };
      const { example } = catalogue[0]!;
      expect([example.before, example.after]).toEqual(['deny', 'permit']);
      const effect = async (register: string) =>
        (await decideFile(fileOf(example.request), { at: example.at, register })).reply.effect;
      expect([await effect('protocols'), await effect(wider)]).toEqual(['deny', 'permit']);
    } finally {
      rmSync(wider, { recursive: true, force: true });
    }
  }, 30_000);

  it('keeps every promise of protocols/invariants where that field was added, as none forbids it', async () => {
    expect((await proofsOf(dir)).proofs.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('reads a register from a Git revision, of the usual folder and of another', async () => {
    const home = process.cwd();
    const repository = mkdtempSync(join(tmpdir(), 'sluis-git-'));
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...words], { cwd: repository });
    git('init', '--quiet');
    cpSync('protocols', join(repository, 'protocols'), { recursive: true });
    cpSync(dir, join(repository, 'elders'), { recursive: true });
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    rmSync(join(repository, 'protocols/instruments'), { recursive: true });
    git('commit', '--quiet', '--all', '--message', 'none');
    process.chdir(repository);
    try {
      const [first, other] = [await registerAt('HEAD~1'), await registerAt('HEAD~1:elders')];
      expect(diff(await registerFromFiles(join(home, 'protocols')), first).isEmpty).toBe(true);
      expect([...diff(first, other).regions()].map(({ fields }) => fields)).toContainEqual(['persoon.geslacht']);
      await expect(registerAt('HEAD:nergens')).rejects.toThrow('Git revision `HEAD` has no folder `nergens`');
    } finally {
      process.chdir(home);
      rmSync(repository, { recursive: true, force: true });
    }
  }, 30_000);

  it('refuses a place that is neither a folder nor a revision, and one that would be an option to Git', async () => {
    await expect(registerAt('nergens-te-vinden')).rejects.toThrow('is neither a folder nor a Git revision');
    await expect(registerAt('--help')).rejects.toThrow('is neither a folder nor a Git revision');
  });
});
