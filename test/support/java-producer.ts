import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IHeaders } from 'kafkajs';
import { kafkaLibs } from '../../apps/local/src/kafka-libs';
import { repository, type Cluster } from './cluster';

/** Produces one message with Kafka's own Java console producer, over mutual TLS, with a codec that kafkajs lacks. */
export async function javaProduce(
  cluster: Cluster,
  system: string,
  message: { readonly key: string; readonly value: string; readonly headers: IHeaders },
  codec: string,
): Promise<void> {
  const libs = await kafkaLibs(repository);
  const config = await javaSettings(cluster, system, [`compression.type=${codec}`, 'enable.idempotence=false']);
  const headers = Object.entries(message.headers).map(([name, value]) => `${name}:${String(value)}`);
  const child = spawn(
    'java',
    [
      '-cp',
      join(libs, '*'),
      'org.apache.kafka.tools.ConsoleProducer',
      '--bootstrap-server',
      cluster.partnerBrokers[0]!,
      '--topic',
      `sluis.in.${system}`,
      '--command-config',
      config,
      '--reader-property',
      'parse.headers=true',
      '--reader-property',
      'parse.key=true',
      '--reader-property',
      'headers.delimiter=\u0001',
      '--reader-property',
      'headers.separator=\u0002',
      '--reader-property',
      'key.separator=\u0003',
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  child.stdin.end(`${headers.join('\u0002')}\u0001${message.key}\u0003${message.value}\n`);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0 || told.includes('ERROR'))
    throw new Error(`the Java producer failed (${code}): ${told.slice(0, 500)}`);
}

/** A properties file with which Kafka's Java tools connect as a system, over mutual TLS; answers its path. */
export async function javaSettings(cluster: Cluster, system: string, more: readonly string[]): Promise<string> {
  const { ca, cert, key } = await cluster.pem(system);
  const config = join(cluster.dir, `${system}.java.properties`);
  const lines = [
    'security.protocol=SSL',
    'ssl.truststore.type=PEM',
    `ssl.truststore.location=${ca}`,
    'ssl.keystore.type=PEM',
    `ssl.keystore.certificate.chain=${pemLine(cert)}`,
    `ssl.keystore.key=${pemLine(key)}`,
    'ssl.endpoint.identification.algorithm=',
    ...more,
  ];
  writeFileSync(config, lines.join('\n'), { mode: 0o600 });
  return config;
}

function pemLine(path: string): string {
  return readFileSync(path, 'utf8').trim().replaceAll('\n', '\\n');
}
