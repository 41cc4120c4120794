import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { updateSchemas } from './schemas';

// The whole register is read and compiled: on a machine that is busy that takes a while.

describe('sluis register schemas', () => {
  let dir: string;
  beforeEach(() => {
    dir = join(mkdtempSync(join(tmpdir(), 'sluis-schemas-')), 'protocols');
    cpSync('protocols', dir, { recursive: true });
  });
  afterEach(() => rmSync(join(dir, '..'), { recursive: true }));

  it('writes what a new participant makes stale, and only says so when asked', async () => {
    expect(await updateSchemas(dir, true)).toEqual([]);
    writeFileSync(join(dir, 'participants/nieuw.yaml'), 'id: nieuw\nname: { nl: Nieuw }\nsure: seed\n');
    const stale = ['instruments.json', 'invariants.json', 'participants.json'];
    expect(await updateSchemas(dir, true)).toEqual(stale);
    expect(await updateSchemas(dir, false)).toEqual(stale);
    expect(await updateSchemas(dir, true)).toEqual([]);
  }, 30_000);

  it('writes them where there are none', async () => {
    rmSync(join(dir, 'schemas'), { recursive: true });
    expect(await updateSchemas(dir, false)).toContain('instruments.json');
    expect(await updateSchemas(dir, true)).toEqual([]);
  });
});
