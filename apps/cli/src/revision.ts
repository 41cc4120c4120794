import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { CommandFault, exitCodes } from './outcome';
import { protocolsDir, registerFromFiles } from './register-files';
import type { CompiledRegister } from '#register';

const run = promisify(execFile);

/**
 * The register in a folder or, where there is no such folder, the one of a Git revision: `HEAD~1`, or `v2:other/folder` where
 * it does not stand in the usual place.
 */
export async function registerAt(place: string): Promise<CompiledRegister> {
  if (existsSync(place)) return registerFromFiles(place);
  const colon = place.indexOf(':');
  const revision = colon < 0 ? place : place.slice(0, colon);
  const folder = colon < 0 ? protocolsDir() : place.slice(colon + 1);
  // A name that begins with a dash would be an option to Git.
  const known = revision !== '' && !revision.startsWith('-') && (await isRevision(revision));
  if (!known) throw new CommandFault(exitCodes.usage, `\`${place}\` is neither a folder nor a Git revision`);
  const dir = await mkdtemp(join(tmpdir(), 'sluis-revision-'));
  try {
    await extract(revision, folder, dir);
    return await registerFromFiles(join(dir, folder));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function isRevision(revision: string): Promise<boolean> {
  try {
    await run('git', ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
    return true;
  } catch {
    return false;
  }
}

async function extract(revision: string, folder: string, into: string): Promise<void> {
  const archive = spawn('git', ['archive', '--format=tar', revision, '--', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const tar = spawn('tar', ['-x', '-C', into], { stdio: ['pipe', 'ignore', 'ignore'] });
  archive.stdout.pipe(tar.stdin);
  const [[code], [unpacked]] = (await Promise.all([once(archive, 'close'), once(tar, 'close')])) as [
    [number],
    [number],
  ];
  if (code !== 0 || unpacked !== 0) {
    throw new CommandFault(exitCodes.usage, `Git revision \`${revision}\` has no folder \`${folder}\``);
  }
}
