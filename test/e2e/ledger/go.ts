import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../support/cluster';
import { installFromDebian } from '../../support/debian';

const run = promisify(execFile);

/** Where Go lies on machines that have it, besides the search path. */
const places = ['/usr/local/go/bin/go', '/usr/lib/go/bin/go', '/usr/lib/go-1.24/bin/go', '/usr/lib/go-1.19/bin/go'];

/** What the Go program of test/ledger-go found; rejects with its last words where something does not verify. */
export async function verifyWithGo(
  place: string,
  vkey: string,
  older?: string,
): Promise<{ size: number; entries: number; inclusionProofs: number; consistentFrom: number }> {
  const go = await findGo();
  const args = ['run', '.', '-vkey', vkey, ...(older === undefined ? [] : ['-from-checkpoint', older]), place];
  // The toolchain is the one that is there: none is fetched.
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' };
  const { stdout } = await run(go, args, { cwd: join(repository, 'test/ledger-go'), env });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof verifyWithGo>>;
}

/** Go from the search path or the usual places; as root on Debian it is installed, once. */
async function findGo(): Promise<string> {
  const found = await present();
  if (found !== undefined) return found;
  installFromDebian('golang-go');
  const installed = await present();
  if (installed !== undefined) return installed;
  throw new Error(
    "couldn't find Go, which verifies the ledger with the public tlog libraries; install it (Debian: golang-go)",
  );
}

async function present(): Promise<string | undefined> {
  for (const place of ['go', ...places]) {
    if (place !== 'go' && !existsSync(place)) continue;
    const works = await run(place, ['version']).then(
      () => true,
      () => false,
    );
    if (works) return place;
  }
  return undefined;
}
