import type { ActualTopic, Broker } from './broker';
import type { DesiredTopic } from './desired-topics';

export type TopicChange =
  | { readonly kind: 'create'; readonly topic: DesiredTopic }
  | {
      readonly kind: 'configure';
      readonly topic: string;
      readonly configs: Readonly<Record<string, string>>;
      readonly differs: readonly string[];
    }
  | { readonly kind: 'add-partitions'; readonly topic: string; readonly count: number };

/**
 * What makes the topics as they should be. A topic that the register no longer calls for is not among the changes: it
 * holds data that somebody may still need, and nobody has a right to it any more.
 */
export function topicChanges(
  desired: Iterable<DesiredTopic>,
  actual: ReadonlyMap<string, ActualTopic>,
): readonly TopicChange[] {
  const changes: TopicChange[] = [];
  for (const topic of desired) {
    const found = actual.get(topic.name);
    if (found === undefined) {
      changes.push({ kind: 'create', topic });
      continue;
    }
    const configs = { ...operators(found.configs), ...topic.configs };
    const differs = differing(configs, found.configs);
    if (differs.length > 0) changes.push({ kind: 'configure', topic: topic.name, configs, differs });
    if (found.partitions < topic.partitions) {
      changes.push({ kind: 'add-partitions', topic: topic.name, count: topic.partitions });
    }
  }
  return changes;
}

/** Applies one group of changes after the other; `changed` is told of each that is done. */
export async function applyTopicChanges(
  broker: Broker,
  changes: readonly TopicChange[],
  changed: (change: TopicChange) => void,
): Promise<void> {
  const created = changes.filter((change) => change.kind === 'create');
  for (let from = 0; from < created.length; from += createdAtOnce) {
    const some = created.slice(from, from + createdAtOnce);
    await broker.createTopics(some.map((change) => change.topic));
    some.forEach(changed);
  }
  for (const change of changes) {
    if (change.kind === 'create') continue;
    if (change.kind === 'configure') await broker.setConfigs(change.topic, change.configs);
    else await broker.addPartitions(change.topic, change.count);
    changed(change);
  }
}

/** So that one creation stays well under the broker's request timeout. */
const createdAtOnce = 50;

/** Throttles are an operator's, for the time of a reassignment; the loop leaves them alone. */
function operators(configs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(configs).filter(([name]) => name.endsWith('.throttled.replicas')));
}

function differing(wanted: Readonly<Record<string, string>>, found: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...names].filter((name) => wanted[name] !== found[name]).sort();
}
