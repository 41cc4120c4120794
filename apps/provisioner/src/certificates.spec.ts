import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, type Authority } from '#certificates';
import { Certificates } from './certificates';

const dayMs = 86_400_000;

describe('certificates', () => {
  let clients: string;
  let authority: Authority;
  let certificates: Certificates;
  beforeAll(async () => {
    authority = await createAuthority();
  });
  beforeEach(async () => {
    clients = join(await mkdtemp(join(tmpdir(), 'sluis-clients-')), 'clients');
    certificates = new Certificates(authority, { clients, brokers: 'localhost:9094', days: 30 });
  });
  afterEach(() => rm(join(clients, '..'), { recursive: true, force: true }));

  const ensure = (afterDays = 0) => certificates.ensure('dossier', Date.now() + afterDays * dayMs);

  it('are issued once, and left alone while they are good', async () => {
    expect(await ensure()).toBe('issued');
    expect(await ensure()).toBe('unchanged');
    expect(await ensure(19)).toBe('unchanged');
  });

  it('are renewed when two thirds of their time are over', async () => {
    await ensure();
    const before = await readFile(join(clients, 'dossier/cert.pem'), 'utf8');
    expect(await ensure(21)).toBe('renewed');
    expect(await readFile(join(clients, 'dossier/cert.pem'), 'utf8')).not.toBe(before);
  });

  it.each(['ca', 'cert', 'key', 'keystore'])('are issued anew when %s.pem was removed or altered', async (name) => {
    await ensure();
    await rm(join(clients, `dossier/${name}.pem`));
    expect(await ensure()).toBe('issued');
    await writeFile(join(clients, `dossier/${name}.pem`), 'altered');
    expect(await ensure()).toBe('issued');
    expect(await ensure()).toBe('unchanged');
  });

  it('are issued anew by another authority', async () => {
    await ensure();
    certificates = new Certificates(await createAuthority(), { clients, brokers: 'localhost:9094', days: 30 });
    expect(await ensure()).toBe('issued');
  });

  it('name the system alone', async () => {
    await ensure();
    expect(new X509Certificate(await readFile(join(clients, 'dossier/cert.pem'))).subject).toBe('CN=dossier');
  });

  it('lie in files that only their owner may read', async () => {
    await ensure();
    for (const path of [
      'dossier/ca.pem',
      'dossier/cert.pem',
      'dossier/key.pem',
      'dossier/keystore.pem',
      'dossier.conf',
      'dossier.properties',
    ]) {
      expect([path, (await stat(join(clients, path))).mode & 0o777]).toEqual([path, 0o600]);
    }
    expect((await stat(join(clients, 'dossier'))).mode & 0o777).toBe(0o700);
    expect((await stat(clients)).mode & 0o777).toBe(0o700);
  });

  it('come with client files that follow the brokers', async () => {
    await ensure();
    certificates = new Certificates(authority, { clients, brokers: 'kafka.example:9094', days: 30 });
    expect(await ensure()).toBe('rewritten');
    expect(await readFile(join(clients, 'dossier.conf'), 'utf8')).toContain('bootstrap.servers=kafka.example:9094\n');
    expect(await readFile(join(clients, 'dossier.properties'), 'utf8')).toContain(`${clients}/dossier/keystore.pem\n`);
  });

  it('are taken away whole, and nothing else with them', async () => {
    await ensure();
    await certificates.ensure('huur', Date.now());
    await writeFile(join(clients, 'dossier/notes.txt'), 'mine');
    expect([...(await certificates.present())].sort()).toEqual(['dossier', 'huur']);
    await certificates.remove('dossier');
    expect([...(await certificates.present())]).toEqual(['huur']);
    expect(await readdir(join(clients, 'dossier'))).toEqual(['notes.txt']);
  });
});
