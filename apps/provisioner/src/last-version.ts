import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from './files';

/**
 * The number of the register last acted on, kept across restarts, so that a register topic that was set back does not
 * bring back rights that were withdrawn. Per cluster: another cluster begins anew.
 */
export class LastVersion {
  private constructor(
    private readonly path: string,
    private readonly clusterId: string,
    public version: number,
  ) {}

  /** @throws where the file is there and can't be read: guessing 0 would let an old register pass. */
  static async open(home: string, clusterId: string): Promise<LastVersion> {
    const path = join(home, 'provisioner', 'last-version.json');
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return new LastVersion(path, clusterId, text === undefined ? 0 : versionIn(path, text, clusterId));
  }

  async keep(version: number): Promise<void> {
    if (version === this.version) return;
    await mkdir(join(this.path, '..'), { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.path, `${JSON.stringify({ clusterId: this.clusterId, version })}\n`);
    this.version = version;
  }
}

function versionIn(path: string, text: string, clusterId: string): number {
  let kept: { clusterId?: unknown; version?: unknown };
  try {
    kept = JSON.parse(text) as typeof kept;
  } catch (cause) {
    throw new Error(`couldn't read \`${path}\`: not JSON; remove it only if you know which register is the newest`, {
      cause,
    });
  }
  if (kept.clusterId !== clusterId) return 0;
  if (!Number.isSafeInteger(kept.version)) throw new Error(`couldn't read \`${path}\`: it holds no register number`);
  return kept.version as number;
}
