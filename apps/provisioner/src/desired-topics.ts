import { bounds, idempotencyDays, isCasePurpose, replyPartitions, topics } from '#contract';
import type { CompiledRegister, Permission } from '#register';
import type { Settings } from './settings';

/** A topic as it should be: every setting that differs from the broker's own defaults stands in `configs`. */
export interface DesiredTopic {
  readonly name: string;
  /** Partitions may grow, never shrink. */
  readonly partitions: number;
  readonly replication: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** The idempotency key is a system and an id, and who owns the partition knows which were answered: `docs/decisions/0008`. */
const ingressPartitions = 1;

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Kafka drops whole segments: rolled daily, a record outlives its retention by a day at most, not by a week. */
const segmentMs = dayMs;

/** One batch of the gateway goes to one partition whole: 8 MiB of requests, and pseudonyms are longer than numbers. */
const gatewayBatchBytesMax = 16 * 1_048_576;

/** Topics that exist before any register does. */
export function internalTopics(settings: Settings): DesiredTopic[] {
  return [
    topic(settings, topics.register, 1, compacted),
    topic(settings, topics.facts, 1, compacted),
    topic(settings, topics.decisions, 1, { ...kept(30), 'max.message.bytes': String(gatewayBatchBytesMax) }),
    topic(settings, topics.clock, 1, {
      'cleanup.policy': 'delete',
      'retention.ms': String(hourMs),
      'segment.ms': String(hourMs),
      'message.timestamp.type': 'LogAppendTime',
    }),
  ];
}

/** Topics that the register calls for. */
export function registerTopics(register: CompiledRegister, settings: Settings): DesiredTopic[] {
  const found: DesiredTopic[] = [];
  for (const system of register.systems.values()) {
    if (!system.sends) continue;
    found.push(ingress(settings, system.id));
    found.push(topic(settings, topics.reply(system.id), replyPartitions, { ...kept(7), ...fromGateway }));
    found.push(topic(settings, topics.seen(system.id), ingressPartitions, { ...seen, ...fromGateway }));
  }
  for (const name of deliveryTopics(register)) {
    const configs = { ...kept(settings.deliveryRetentionDays), ...fromGateway };
    found.push(topic(settings, name, settings.deliveryPartitions, configs));
  }
  for (const participant of register.participants.values()) {
    if (!participant.systems.some((system) => system.sends || system.readsAlerts)) continue;
    found.push(topic(settings, topics.alerts(participant.id), 1, { ...kept(30), ...fromGateway }));
  }
  return found;
}

/**
 * `sluis.out.<recipient>.<purpose>` for each pair that some permission names, in force or not. A case makes none, since its
 * topic would tell that there is one: purposes of cases have theirs where somebody may read it.
 */
export function deliveryTopics(register: CompiledRegister): ReadonlySet<string> {
  const found = new Set<string>();
  for (const recipient of register.participants.keys()) {
    for (const purpose of register.purposes.keys()) {
      for (const provider of register.participants.keys()) {
        if (register.permissions(recipient, purpose, provider).every(isCase)) continue;
        found.add(topics.delivery(recipient, purpose));
        break;
      }
    }
  }
  for (const { participant, reads } of register.systems.values()) {
    for (const purpose of reads) {
      if (isCasePurpose(purpose) && register.purposes.has(purpose)) found.add(topics.delivery(participant, purpose));
    }
  }
  return found;
}

function isCase({ onePerson }: Permission): boolean {
  return onePerson !== undefined;
}

/**
 * `uncompressed`: the broker unpacks every codec itself and refuses bombs, so that one sender's batch can't stop the
 * gateway. Stamped by the broker: a sender's clock could otherwise have its unread request deleted, or kept for good.
 */
function ingress(settings: Settings, system: string): DesiredTopic {
  return topic(settings, topics.ingress(system), ingressPartitions, {
    ...kept(7),
    'compression.type': 'uncompressed',
    'max.message.bytes': String(ingressMessageBytesMax),
    'message.timestamp.type': 'LogAppendTime',
  });
}

/** The largest value allowed, and room for its headers. */
const ingressMessageBytesMax = 1_100_000;
if (ingressMessageBytesMax <= bounds.valueBytesMax) throw new RangeError('an allowed value would not fit its topic');

function topic(
  settings: Settings,
  name: string,
  partitions: number,
  configs: Readonly<Record<string, string>>,
): DesiredTopic {
  const inSync = String(settings.replication >= 3 ? 2 : 1);
  return {
    name,
    partitions,
    replication: settings.replication,
    configs: { ...configs, 'min.insync.replicas': inSync },
  };
}

function kept(days: number): Record<string, string> {
  return { 'cleanup.policy': 'delete', 'retention.ms': String(days * dayMs), 'segment.ms': String(segmentMs) };
}

const fromGateway = { 'max.message.bytes': String(gatewayBatchBytesMax) };

/** Ids are remembered for `idempotencyDays`; a day more, for the gateway reads them back from here after a restart. */
const seen = {
  'cleanup.policy': 'compact,delete',
  'retention.ms': String((idempotencyDays + 1) * dayMs),
  'segment.ms': String(segmentMs),
};

/** A follower reads these whole at its start; heartbeats come every few seconds, so old ones are cleaned within the hour. */
const compacted = {
  'cleanup.policy': 'compact',
  'segment.ms': String(hourMs),
  'min.cleanable.dirty.ratio': '0.1',
  // What was withdrawn or erased is gone in a day, however quiet it is.
  'max.compaction.lag.ms': String(dayMs),
  'max.message.bytes': String(8 * 1_048_576),
};
