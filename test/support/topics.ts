import type { Admin, ITopicConfig } from 'kafkajs';

const withinMs = 60_000;

/**
 * Makes topics and waits until each partition has a leader. The client's own wait fails where the broker that it asks
 * has not heard of a new topic yet, which is often so with three brokers.
 */
export async function makeTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ waitForLeaders: false, timeout: 30_000, topics });
  const names = topics.map(({ topic }) => topic);
  for (const end = Date.now() + withinMs; !(await isLed(admin, names));) {
    if (Date.now() > end) throw new Error(`the topics have no leaders after ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function isLed(admin: Admin, names: string[]): Promise<boolean> {
  const seen = await admin.fetchTopicMetadata({ topics: names }).catch(() => undefined);
  return seen?.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)) ?? false;
}
