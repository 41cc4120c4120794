import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID, X509Certificate } from 'node:crypto';
import { logLevel, type Kafka } from 'kafkajs';
import { systemOfIngress } from '#contract';
import { kafkaFromEnv } from '#kafka';
import type { Positions, Span } from '#ledger';
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
    if (isForbidden(cause)) throw forbidden(cause);
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

/** Who reads, as the broker knows them; groups begin with that name. */
function principal(): string {
  if (!process.env['KAFKA_BROKERS']) return '_provisioner';
  const { KAFKA_SASL_USERNAME: user, KAFKA_SSL_CERT: certificate } = process.env;
  if (user) return user;
  const subject = certificate && new X509Certificate(readFileSync(certificate)).subject;
  return /^CN=(.+)$/m.exec(subject ?? '')?.[1] ?? 'sluis-cli';
}

function isForbidden(fault: unknown): boolean {
  const { type, cause, originalError } = (fault ?? {}) as Record<'type' | 'cause' | 'originalError', unknown>;
  if (typeof type === 'string' && type.endsWith('_AUTHORIZATION_FAILED')) return true;
  return [cause, originalError].some((inner) => inner !== undefined && inner !== fault && isForbidden(inner));
}

/**
 * A broker shows nobody a topic that they may not describe, and doesn't say so: of one that the ledger has entries of and the broker
 * doesn't show, nothing is known.
 */
export function hiddenTopics(positions: Positions, shown: readonly IngressPartition[]): CommandFault | undefined {
  const topics = new Set(shown.map(({ topic }) => topic));
  const hidden = positions
    .names()
    .map((name) => name.slice(0, name.lastIndexOf('/')))
    .filter((topic) => topic !== 'control' && !topics.has(topic));
  if (hidden.length === 0) return undefined;
  return new CommandFault(
    exitCodes.denied,
    `Kafka does not show \`${principal()}\` ${[...new Set(hidden)].map((topic) => `\`${topic}\``).join(', ')}, of which the ledger has entries: ` +
      'a topic that was removed, or that one may not describe. Nothing is known of its offsets',
  );
}

function forbidden(cause: unknown): CommandFault {
  return new CommandFault(
    exitCodes.denied,
    `Kafka does not let \`${principal()}\` look: it must be allowed to describe every ingress topic and the group \`_gateway\`, to read those topics, and to use groups that begin with \`${principal()}.\``,
    { cause },
  );
}

const silenceMs = 30_000;

/**
 * Which offsets of these spans hold a record: the others are markers of transactions, or records of aborted ones, that
 * no reader ever sees. Reads offsets only, and each of them: a marker is what was read and turned out to be none.
 * @throws CommandFault where the broker did not give all of them: what was not read is not known.
 */
export async function recordsIn(
  kafka: Kafka,
  topic: string,
  partition: number,
  spans: readonly Span[],
  patienceMs = silenceMs,
): Promise<Set<number>> {
  const found = new Set<number>();
  const walk = new Walk(spans);
  const consumer = kafka.consumer({ groupId: `${principal()}.${randomUUID()}`, maxWaitTimeInMs: 200 });
  const unread = (cause?: unknown): CommandFault => {
    if (isForbidden(cause)) return forbidden(cause);
    const { from, to } = walk.rest() ?? spans[0]!;
    return new CommandFault(
      exitCodes.unreachable,
      `couldn't read offsets ${from} to ${to - 1} of \`${topic}\`, partition ${partition}: nothing is known of them; try again`,
      { cause },
    );
  };
  let heard = Date.now();
  let crash: Error | undefined;
  consumer.on(consumer.events.GROUP_JOIN, () => (heard = Date.now()));
  consumer.on(consumer.events.CRASH, ({ payload }) => (crash = payload.error));
  // Also told of batches that hold markers alone, of which no reader hears.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    if (payload.topic !== topic || payload.partition !== partition) return;
    if (!walk.read(Number(payload.firstOffset), Number(payload.lastOffset))) return;
    heard = Date.now();
    const next = walk.rest();
    if (next !== undefined && next.from > Number(payload.lastOffset) + 1) {
      consumer.seek({ topic, partition, offset: String(next.from) });
    }
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        if (batch.partition !== partition) return Promise.resolve();
        for (const { offset } of batch.messages) {
          const at = Number(offset);
          if (spans.some(({ from, to }) => at >= from && at < to)) found.add(at);
        }
        return Promise.resolve();
      },
    });
    const first = walk.rest();
    if (first !== undefined) consumer.seek({ topic, partition, offset: String(first.from) });
    while (walk.rest() !== undefined) {
      if (crash !== undefined || Date.now() - heard > patienceMs) throw unread(crash);
      await new Promise((next) => setTimeout(next, 50));
    }
    return found;
  } catch (cause) {
    // A consumer that was refused is gone before it can be told where to begin: why says the crash.
    throw cause instanceof CommandFault ? cause : unread(crash ?? cause);
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}

/** How far spans were read: without a hole, whatever order batches come in. */
export class Walk {
  private readonly left: { from: number; to: number }[];

  constructor(spans: readonly Span[]) {
    this.left = spans.filter(({ from, to }) => from < to).map((span) => ({ ...span }));
  }

  /** What is not read yet of the first span that is not read whole. */
  rest(): Span | undefined {
    return this.left[0];
  }

  /** A batch of these offsets, both included. False where it brings nothing, or begins after what is still to be read. */
  read(first: number, last: number): boolean {
    let brought = false;
    for (let span = this.left[0]; span !== undefined && first <= span.from && last >= span.from; span = this.left[0]) {
      brought = true;
      if (last + 1 < span.to) span.from = last + 1;
      else this.left.shift();
    }
    return brought;
  }
}
