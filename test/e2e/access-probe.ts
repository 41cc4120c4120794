import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaLibs } from '../../apps/local/src/kafka-libs';
import { repository } from '../support/cluster';

export interface Probe {
  /** Client properties file by principal. */
  readonly principals: ReadonlyMap<string, string>;
  readonly topics: readonly string[];
  readonly groups: readonly string[];
  readonly transactionalIds: readonly string[];
}

/** `kind name` to the operations that the broker allows, sorted and parted by spaces; by principal. */
export type Access = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Asks the broker as each principal, with Kafka's own Java client: kafkajs can't ask what it may do. */
export async function probeAccess(probe: Probe): Promise<Access> {
  const lines = [
    ...[...probe.principals].map(([name, file]) => `principal ${name} ${file}`),
    ...probe.topics.map((name) => `topic ${name}`),
    ...probe.groups.map((name) => `group ${name}`),
    ...probe.transactionalIds.map((name) => `transactional-id ${name}`),
  ];
  const libs = await kafkaLibs(repository);
  const output = await java(libs, lines.join('\n'));
  const found = new Map<string, Map<string, string>>();
  // Not trimmed: a line of somebody who may do nothing ends in a tab.
  for (const line of output.split('\n').filter((each) => each !== '')) {
    const [principal, kind, name, operations] = line.split('\t') as [string, string, string, string];
    if (!found.has(principal)) found.set(principal, new Map());
    found.get(principal)!.set(`${kind} ${name}`, operations);
  }
  return found;
}

let compiled: Promise<string> | undefined;

/** Folder of the compiled probe: compiling costs more than asking, so it is done once a run. */
async function compile(libs: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sluis-probe-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await run('javac', ['-cp', join(libs, '*'), '-d', folder, join(repository, 'test/e2e/AccessProbe.java')], '');
  return folder;
}

async function java(libs: string, input: string): Promise<string> {
  const folder = await (compiled ??= compile(libs));
  const options = [
    '-Xmx256m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
  ];
  return run('java', [...options, '-cp', `${folder}:${join(libs, '*')}`, 'AccessProbe'], input);
}

function run(program: string, args: readonly string[], input: string): Promise<string> {
  const child = spawn(program, args);
  const output: Buffer[] = [];
  const faults: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => faults.push(chunk));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(output).toString());
      reject(new Error(`\`${program}\` ended with ${code}: ${Buffer.concat(faults).toString().slice(0, 2_000)}`));
    });
  });
}
