import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { logLevel, type Kafka } from 'kafkajs';
import { systemOfIngress } from '#contract';
import { kafkaFromEnv } from '#kafka';
import type { Span } from '#ledger';
import { homeDir } from '../installation';
import { CommandFault, exitCodes } from '../outcome';

/** How far an ingress partition goes, as the broker knows it. */
export interface IngressPartition {
  readonly topic: string;
  readonly partition: number;
  /** First offset that it still has. */
  readonly low: number;
  /** One past the last. */
  readonly high: number;
  /** One past the last that the gateway decided and committed. */
  readonly decided: number;
}

/** Kafka as somebody who may see every ingress topic: `KAFKA_*` where set, else the local installation's. */
export function operatorKafka(): Kafka {
  const quiet = { logLevel: logLevel.NOTHING, retry: { retries: 3, initialRetryTime: 200 } };
  if (process.env['KAFKA_BROKERS']) return kafkaFromEnv(process.env, 'sluis-cli', quiet);
  const folder = join(homeDir(), 'kafka');
  const properties = join(folder, 'server.properties');
  const inside = existsSync(properties)
    ? /INSIDE:\/\/([^,\s]+)/.exec(readFileSync(properties, 'utf8'))?.[1]
    : undefined;
  if (inside === undefined) {
    throw new CommandFault(
      exitCodes.unreachable,
      `no Kafka of ours is in \`${folder}\`; set \`KAFKA_BROKERS\` and \`KAFKA_SASL_…\` of somebody who may see every ingress topic`,
    );
  }
  const { passwords } = JSON.parse(readFileSync(join(folder, 'cluster.json'), 'utf8')) as {
    passwords: Record<string, string>;
  };
  return kafkaFromEnv(
    {
      KAFKA_BROKERS: inside,
      KAFKA_SASL_USERNAME: '_provisioner',
      KAFKA_SASL_PASSWORD: passwords['_provisioner'],
      KAFKA_SSL_CA: join(folder, 'ca.pem'),
    },
    'sluis-cli',
    quiet,
  );
}

/** Every ingress partition with its offsets. */
export async function ingressPartitions(kafka: Kafka): Promise<IngressPartition[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const found: IngressPartition[] = [];
    const names = (await admin.listTopics()).filter((topic) => systemOfIngress(topic) !== undefined).sort();
    const committed = await admin.fetchOffsets({ groupId: '_gateway', topics: names });
    for (const topic of names) {
      const decided = committed.find((one) => one.topic === topic)?.partitions ?? [];
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        const offset = decided.find((one) => one.partition === partition)?.offset ?? '-1';
        found.push({ topic, partition, low: Number(low), high: Number(high), decided: Math.max(Number(offset), 0) });
      }
    }
    return found;
  } catch (cause) {
    const { type, name } = cause as { type?: string; name?: string };
    throw new CommandFault(
      exitCodes.unreachable,
      `Kafka does not answer (${type ?? name}); \`npx sluis doctor\` says what runs`,
      {
        cause,
      },
    );
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

const silenceMs = 5_000;

/**
 * Which offsets of these spans hold a record: the others are markers of transactions, or records of aborted ones, that
 * no reader ever sees. Reads offsets only.
 */
export async function recordsIn(
  kafka: Kafka,
  topic: string,
  partition: number,
  spans: readonly Span[],
): Promise<Set<number>> {
  const found = new Set<number>();
  const consumer = kafka.consumer({ groupId: `_provisioner.${randomUUID()}`, maxWaitTimeInMs: 200 });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    let current = 0;
    let heard = Date.now();
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        if (batch.partition !== partition) return Promise.resolve();
        heard = Date.now();
        for (const { offset } of batch.messages) {
          const at = Number(offset);
          if (spans.some(({ from, to }) => at >= from && at < to)) found.add(at);
        }
        const reached = Number(batch.lastOffset()) + 1;
        while (current < spans.length && reached >= spans[current]!.to) current++;
        const next = spans[current];
        if (next !== undefined && next.from > reached) consumer.seek({ topic, partition, offset: String(next.from) });
        return Promise.resolve();
      },
    });
    consumer.seek({ topic, partition, offset: String(spans[0]!.from) });
    while (current < spans.length && Date.now() - heard < silenceMs) await new Promise((next) => setTimeout(next, 50));
    return found;
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}
