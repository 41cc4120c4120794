import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LastVersion } from './last-version';

describe('last version', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sluis-home-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('is 0 at first, and what was kept after a restart', async () => {
    const first = await LastVersion.open(home, 'cluster');
    expect(first.version).toBe(0);
    await first.keep(12);
    expect((await LastVersion.open(home, 'cluster')).version).toBe(12);
  });

  it('begins anew with another cluster', async () => {
    await (await LastVersion.open(home, 'cluster')).keep(12);
    expect((await LastVersion.open(home, 'another')).version).toBe(0);
  });

  it('is not guessed where its file is damaged', async () => {
    const last = await LastVersion.open(home, 'cluster');
    await last.keep(12);
    await writeFile(join(home, 'provisioner/last-version.json'), '{');
    await expect(LastVersion.open(home, 'cluster')).rejects.toThrow('not JSON');
  });
});
