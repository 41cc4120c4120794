import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kafkaLibs } from '../../apps/local/src/kafka-libs';
import { repository, type Cluster } from './cluster';
import { javaSettings } from './java-producer';

/**
 * Headers of every committed record of a topic, in order, as Kafka's own Java consumer reads them: an outside judge of
 * what a read-committed reader sees. Ends once nothing came for a few seconds.
 */
export async function javaReadHeaders(
  cluster: Cluster,
  system: string,
  topic: string,
): Promise<ReadonlyMap<string, string>[]> {
  const libs = await kafkaLibs(repository);
  const config = await javaSettings(cluster, system, ['isolation.level=read_committed', `group.id=${system}`]);
  const child = spawn(
    'java',
    [
      '-cp',
      join(libs, '*'),
      'org.apache.kafka.tools.consumer.ConsoleConsumer',
      '--bootstrap-server',
      cluster.partnerBrokers[0]!,
      '--topic',
      topic,
      '--from-beginning',
      '--timeout-ms',
      '8000',
      '--command-config',
      config,
      '--formatter-property',
      'print.headers=true',
      '--formatter-property',
      'print.value=false',
      '--formatter-property',
      'headers.separator=\u0002',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const records: ReadonlyMap<string, string>[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const pairs = line.split('\u0002').map((pair): [string, string] => {
      const colon = pair.indexOf(':');
      return [pair.slice(0, colon), pair.slice(colon + 1)];
    });
    records.push(new Map(pairs));
  }
  return records;
}
