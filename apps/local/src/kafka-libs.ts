import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LocalFault } from './fault';

/**
 * The broker's jars, copied once by Maven from `docker/kafka/pom.xml` and shared by every start and every test.
 * The folder is named after the pom's content, so that another version never finds the old jars.
 */
export async function kafkaLibs(root: string, onFetch: () => void = () => undefined): Promise<string> {
  const pom = join(root, 'docker/kafka/pom.xml');
  const digest = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const target = process.env['SLUIS_KAFKA_LIBS'] ?? join(root, '.sluis/kafka-libs', digest);
  if (complete(target)) return target;
  onFetch();
  // Fetched beside, then renamed: an interrupted copy is never taken for a whole one, and two starts don't meet.
  const beside = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  try {
    await maven([
      '-q',
      '-B',
      '-f',
      pom,
      'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
      `-DoutputDirectory=${beside}`,
      '-DincludeScope=runtime',
    ]);
    // Where another was quicker, its jars are in use by now, and stay.
    if (complete(target)) return target;
    rmSync(target, { recursive: true, force: true });
    renameSync(beside, target);
  } catch (fault) {
    if (!complete(target)) throw fault;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return target;
}

function complete(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => /^kafka_2\.13-.*\.jar$/.test(name));
}

function maven(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-8_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (cause) =>
      reject(
        new LocalFault(
          'maven-failed',
          "couldn't run `mvn`, which brings Kafka's jars; install Apache Maven 3.6 or newer",
          {
            cause,
          },
        ),
      ),
    );
    child.once('exit', (code) => {
      if (code === 0) return resolve();
      const reason = /\[ERROR\] (.*)/.exec(output)?.[1] ?? `it ended with code ${code}`;
      const full = /No space left on device/.test(output);
      reject(
        full
          ? new LocalFault('disk-full', "couldn't copy Kafka's jars: the disk is full; free some space and start again")
          : new LocalFault('maven-failed', `couldn't copy Kafka's jars with Maven: ${reason.slice(0, 400)}`),
      );
    });
  });
}
