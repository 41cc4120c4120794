import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFault } from './fault';
import { principals, type Passwords } from './kafka-properties';

/** A cluster's id and its principals' passwords, and the laying of a broker's storage with them. */
export interface ClusterIdentity {
  /** As Kafka writes it: a UUID in base64url. */
  readonly id: string;
  readonly passwords: Passwords;
}

/**
 * The cluster of `file`, made where the file is not there.
 * @throws LocalFault `home-corrupt` where the file holds something else.
 */
export function clusterIdentity(file: string): ClusterIdentity {
  if (existsSync(file)) {
    const kept = identityIn(readFileSync(file, 'utf8'));
    if (kept !== undefined) return kept;
    const hint = 'restore it from a copy, or move the installation away to begin anew';
    throw new LocalFault('home-corrupt', `couldn't use \`${file}\`: it holds no cluster id and passwords; ${hint}`);
  }
  const made = newClusterIdentity();
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600 });
  return made;
}

export function newClusterIdentity(): ClusterIdentity {
  return {
    id: Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url').replace(/^-/, 'A'),
    passwords: Object.fromEntries(
      principals.map((name) => [name, randomBytes(24).toString('base64url')]),
    ) as unknown as Passwords,
  };
}

/** Arguments of `java`, one a line, that lay a broker's storage: the content of a file that `java @file` reads. */
export function formatArguments(libs: string, properties: string, identity: ClusterIdentity): string {
  const scram = principals.flatMap((name) => [
    '--add-scram',
    quoted(`SCRAM-SHA-512=[name=${name},password=${identity.passwords[name]}]`),
  ]);
  return `${[
    '-Xmx256m',
    '-XX:TieredStopAtLevel=1',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
    '-cp',
    quoted(`${libs}/*`),
    'kafka.tools.StorageTool',
    'format',
    '-t',
    identity.id,
    '-c',
    quoted(properties),
    ...scram,
  ].join('\n')}\n`;
}

/** Lays the storage. The passwords go in a file, because the arguments of a process are for all to read. */
export function format(folder: string, content: string): Promise<void> {
  const file = join(folder, 'format.args');
  writeFileSync(file, content, { mode: 0o600 });
  return new Promise((resolve, reject) => {
    execFile('java', [`@${file}`], (cause, stdout, stderr) => {
      writeFileSync(file, '');
      if (cause === null) return resolve();
      reject(kafkaFailure(`${stdout}\n${stderr}`, `couldn't lay Kafka's storage in \`${folder}\``, cause));
    });
  });
}

/** What Kafka's output says, as one sentence. */
export function kafkaFailure(output: string, what: string, cause: unknown, logFile?: string): LocalFault {
  if (/No space left on device/.test(output)) {
    return new LocalFault('disk-full', `${what}: the disk is full; free some space and start again`, { cause });
  }
  const reason = /(?:Exception|Error): ([^\n]+)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  const see = logFile === undefined ? '' : `; see \`${logFile}\``;
  return new LocalFault('kafka-failed', `${what}: ${reason.slice(0, 300)}${see}`, { cause });
}

function identityIn(text: string): ClusterIdentity | undefined {
  try {
    const kept = JSON.parse(text) as Partial<ClusterIdentity> | null;
    const whole =
      typeof kept?.id === 'string' && principals.every((name) => typeof kept.passwords?.[name] === 'string');
    return whole ? (kept as ClusterIdentity) : undefined;
  } catch {
    return undefined;
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
