import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, prepareFolder, readJson } from '../secrets';
import { audience, newIdentity, withNewMachines, type ClientFile, type IdentityFile } from './file';

/** Where the provider's file lies, and what control needs of it. */
export interface IdentityPaths {
  readonly file: string;
  readonly issuer: string;
  readonly consoleSecret: string;
}

/**
 * The identity provider of an installation: its keys and secrets, made once, in a folder that it alone reads; and what
 * each of its clients gets, written anew at each start since the address may be another.
 * @throws LocalFault `home-corrupt` where its file can't be read.
 */
export function prepareIdentity(home: string, issuer: string): IdentityPaths {
  const folder = join(home, 'identity');
  const file = join(folder, 'provider.json');
  prepareFolder(home, folder, [file], () => ({ [file]: json(newIdentity()) }));
  readJson(home, file);
  const identity = withNewMachines(JSON.parse(readFileSync(file, 'utf8')) as IdentityFile);
  const { consoleSecret, machines, password } = identity;
  writeFileSync(file, json(identity));
  const keys = join(home, 'keys');
  const write = (name: string, content: string): string => {
    const path = join(keys, name);
    // A mode is given to new files alone.
    rmSync(path, { force: true });
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  for (const { id, secret } of machines) write(`${id}.client.json`, json(clientFile(issuer, id, secret)));
  write('demo.password', `${password}\n`);
  return { file, issuer, consoleSecret: write('console.secret', `${consoleSecret}\n`) };
}

export function clientFile(issuer: string, clientId: string, clientSecret: string): ClientFile {
  return { issuer, clientId, clientSecret, audience };
}
