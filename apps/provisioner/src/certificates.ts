import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdir, readFile, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openAuthority, type Authority } from '#certificates';
import { clientPaths, javaProperties, librdkafkaConf, type ClientPaths } from './client-files';
import { writeFileAtomically } from './files';

export interface CertificateSettings {
  readonly clients: string;
  readonly brokers: string;
  readonly days: number;
}

/** The local authority, from `ca.pem` and `ca.key.pem` in a folder that only the provisioner can read. */
export async function readAuthority(folder: string): Promise<Authority> {
  const [certificate, key] = await Promise.all(
    ['ca.pem', 'ca.key.pem'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  return openAuthority({ certificate: certificate!, key: key! });
}

/** What systems connect with, one folder and two client files each, made and renewed from what is on disk. */
export class Certificates {
  constructor(
    private readonly authority: Authority,
    private readonly settings: CertificateSettings,
  ) {}

  /** Systems that have a file here, whether or not they should. */
  async present(): Promise<ReadonlySet<string>> {
    const names = await readdir(this.settings.clients).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const systems = new Set(
      names.map((name) => name.replace(/\.(conf|properties)$/, '')).filter((name) => systemId.test(name)),
    );
    for (const system of systems) {
      const found = await Promise.all(written(clientPaths(this.settings.clients, system)).map(read));
      if (found.every((content) => content === undefined)) systems.delete(system);
    }
    return systems;
  }

  /** Makes a system's files as they should be; says what it did. Each file is replaced whole, the key before its certificate. */
  async ensure(system: string, nowMs: number): Promise<'issued' | 'renewed' | 'rewritten' | 'unchanged'> {
    const paths = clientPaths(this.settings.clients, system);
    const found = await this.state(system, paths, nowMs);
    if (found === 'good') return (await this.writeConfigs(system, paths)) ? 'rewritten' : 'unchanged';
    await mkdir(paths.folder, { recursive: true, mode: 0o700 });
    const issued = await this.authority.issue(system, { use: 'client', days: this.settings.days });
    await writeFileAtomically(paths.ca, this.authority.certificate);
    await writeFileAtomically(paths.key, issued.key);
    await writeFileAtomically(paths.cert, issued.certificate);
    await writeFileAtomically(paths.keystore, issued.key + issued.certificate);
    await this.writeConfigs(system, paths);
    return found === 'old' ? 'renewed' : 'issued';
  }

  /**
   * Takes away a withdrawn system's files, and only those. Its rights must be gone by then: copies of a certificate
   * can't be recalled.
   */
  async remove(system: string): Promise<void> {
    const paths = clientPaths(this.settings.clients, system);
    for (const path of written(paths)) await rm(path, { force: true });
    await rmdir(paths.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTEMPTY') throw error;
    });
  }

  private async state(system: string, paths: ClientPaths, nowMs: number): Promise<'good' | 'old' | 'missing'> {
    const [ca, cert, key, keystore] = await Promise.all([paths.ca, paths.cert, paths.key, paths.keystore].map(read));
    if (ca !== this.authority.certificate || cert === undefined || key === undefined) return 'missing';
    if (keystore !== key + cert || !fits(system, cert, key, ca)) return 'missing';
    const { validFrom, validTo } = new X509Certificate(cert);
    const from = Date.parse(validFrom);
    return nowMs < from + ((Date.parse(validTo) - from) * 2) / 3 ? 'good' : 'old';
  }

  /** True where either file was not already as it should be. */
  private async writeConfigs(system: string, paths: ClientPaths): Promise<boolean> {
    const wanted = [
      [paths.librdkafka, librdkafkaConf(this.settings.brokers, paths)],
      [paths.java, javaProperties(this.settings.brokers, system, paths)],
    ] as const;
    let changed = false;
    for (const [path, content] of wanted) {
      if ((await read(path)) === content) continue;
      await writeFileAtomically(path, content);
      changed = true;
    }
    return changed;
  }
}

function written(paths: ClientPaths): string[] {
  return [paths.ca, paths.cert, paths.key, paths.keystore, paths.librdkafka, paths.java];
}

const systemId = /^[a-z0-9][a-z0-9-]*$/;

async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}

function fits(system: string, cert: string, key: string, ca: string): boolean {
  try {
    const certificate = new X509Certificate(cert);
    return (
      certificate.subject === `CN=${system}` &&
      certificate.verify(new X509Certificate(ca).publicKey) &&
      certificate.checkPrivateKey(createPrivateKey(key))
    );
  } catch {
    return false;
  }
}
