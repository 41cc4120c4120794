import { topics } from '#contract';
import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import type { OwnedPartition } from './owned-partition';

/** Longest silence while reading: the end is known to be there, so silence means the broker is in trouble. */
const silenceMaxMs = 30_000;

/**
 * Reads one partition of `sluis.seen.<system>` from its beginning, committed records only, until `onRecord` says that
 * it has what it wants.
 */
export async function readSeen(
  kafka: Kafka,
  owned: OwnedPartition,
  onRecord: (key: string, value: string) => boolean,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: `${owned.group}.${randomUUID()}`,
    maxWaitTimeInMs: 200,
    maxBytesPerPartition: 4 * 1_024 * 1_024,
    readUncommitted: false,
  });
  let watchdog: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: topics.seen(owned.system), fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const alive = (): void => {
        clearTimeout(watchdog);
        watchdog = setTimeout(
          () => reject(new Error('the idempotency topic fell silent before its end')),
          silenceMaxMs,
        );
      };
      alive();
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) reject(new Error(`the client stopped reading: ${payload.error.name}`));
      });
      let done = false;
      consumer
        .run({
          autoCommit: false,
          eachBatch: ({ batch }) => {
            alive();
            if (done || batch.partition !== owned.partition) return Promise.resolve();
            for (const message of batch.messages) {
              done = onRecord(message.key?.toString() ?? '', message.value?.toString() ?? '');
              if (done) {
                resolve();
                break;
              }
            }
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    clearTimeout(watchdog);
    await consumer.disconnect().catch(() => undefined);
  }
}
