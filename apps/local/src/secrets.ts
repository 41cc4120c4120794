import { createAuthority, openAuthority, type Authority } from '#certificates';
import { generateKeys } from '#keys';
import { noteSigner } from '#ledger';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LocalFault } from './fault';

/** Keys and the certificate authority of an installation: made once, all together, then only read. */
export interface SecretPaths {
  readonly gateway: string;
  readonly tokens: string;
  readonly signing: string;
  readonly verify: string;
}

/** @throws LocalFault `home-corrupt` where some are there and others not, or one can't be read. */
export function prepareKeys(home: string): SecretPaths {
  const folder = join(home, 'keys');
  const paths: SecretPaths = {
    gateway: join(folder, 'gateway.json'),
    tokens: join(folder, 'tokens.json'),
    signing: join(folder, 'control.private.jwk'),
    verify: join(folder, 'control.public.jwk'),
  };
  const keys = () => generateKeys();
  prepareFolder(home, folder, Object.values(paths), () => {
    const made = keys();
    return {
      [paths.gateway]: json(made.gateway),
      [paths.tokens]: json(made.tokens),
      [paths.signing]: json(made.control.private),
      [paths.verify]: json(made.control.public),
    };
  });
  for (const path of [paths.gateway, paths.tokens, paths.signing, paths.verify]) readJson(home, path);
  return paths;
}

/** The authority in `folder`, by default `<home>/ca`; made where the folder is not there. */
export async function prepareAuthority(home: string, folder: string): Promise<Authority> {
  const paths = { certificate: join(folder, 'ca.pem'), key: join(folder, 'ca.key.pem') };
  const made = existsSync(paths.certificate) ? undefined : await createAuthority();
  prepareFolder(home, folder, Object.values(paths), () => ({
    [paths.certificate]: made!.certificate,
    [paths.key]: made!.key,
  }));
  try {
    return await openAuthority({
      certificate: readFileSync(paths.certificate, 'utf8'),
      key: readFileSync(paths.key, 'utf8'),
    });
  } catch (cause) {
    throw corrupt(home, folder, (cause as Error).message, cause);
  }
}

/**
 * The key that signs the ledger's checkpoints, in a folder of its own since the recorder alone has it; and beside, in
 * `ledger.vkey`, what anybody may have: the key that verifies them.
 */
export function prepareLedgerKey(home: string, origin: string): string {
  const folder = join(home, 'ledger');
  const path = join(folder, 'ledger.private.jwk');
  prepareFolder(home, folder, [path], () => ({
    [path]: json(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
  }));
  readJson(home, path);
  const { verifierKey } = noteSigner(origin, JSON.parse(readFileSync(path, 'utf8')) as object);
  writeFileSync(join(home, 'ledger.vkey'), `${verifierKey}\n`, { mode: 0o600 });
  return path;
}

/** What must be begun anew together: new keys beside old data would make every token and pseudonym another. */
export function corrupt(home: string, what: string, why: string, cause?: unknown): LocalFault {
  const hint = `restore it from a copy, or move \`${home}\` away to begin anew`;
  return new LocalFault('home-corrupt', `couldn't use \`${what}\`: ${why}; ${hint}`, { cause });
}

export function prepareFolder(
  home: string,
  folder: string,
  files: readonly string[],
  make: () => Record<string, string>,
): void {
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length === 0) return;
  if (missing.length < files.length) {
    throw corrupt(home, folder, `\`${basename(missing[0]!)}\` is missing beside the others`);
  }
  // Written beside and renamed, so that an interrupted first start leaves all of them or none.
  const beside = `${folder}.new`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true, mode: 0o700 });
  for (const [path, content] of Object.entries(make())) {
    writeFileSync(join(beside, basename(path)), content, { mode: 0o600 });
  }
  if (existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    for (const path of files) renameSync(join(beside, basename(path)), path);
    rmSync(beside, { recursive: true });
  } else renameSync(beside, folder);
}

export function readJson(home: string, path: string): void {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw corrupt(home, path, 'it is no JSON', cause);
  }
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
