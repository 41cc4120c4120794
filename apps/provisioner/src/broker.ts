import { setTimeout } from 'node:timers/promises';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ConfigResourceTypes,
  ConfigSource,
  ResourcePatternTypes,
  type AclEntry,
  type Admin,
  type Kafka,
} from 'kafkajs';
import type { DesiredTopic } from './desired-topics';

/** A topic as the broker has it; `configs` holds only what was set on the topic itself. */
export interface ActualTopic {
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** What the provisioner asks of and does to the broker. Every call throws where the broker refuses any part of it. */
export class Broker {
  private readonly admin: Admin;

  constructor(kafka: Kafka) {
    this.admin = kafka.admin();
  }

  async connect(): Promise<void> {
    await this.admin.connect();
  }

  async disconnect(): Promise<void> {
    await this.admin.disconnect();
  }

  /** Which cluster this is: register numbers are compared within one cluster only. */
  async clusterId(): Promise<string> {
    return (await this.admin.describeCluster()).clusterId;
  }

  /** The topics among `wanted` that exist. */
  async topics(wanted: Iterable<string>): Promise<ReadonlyMap<string, ActualTopic>> {
    const present = new Set(await this.admin.listTopics());
    const names = [...wanted].filter((name) => present.has(name));
    const found = new Map<string, ActualTopic>();
    if (names.length === 0) return found;
    const [metadata, described] = await Promise.all([
      this.admin.fetchTopicMetadata({ topics: names }),
      this.admin.describeConfigs({
        includeSynonyms: false,
        resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
      }),
    ]);
    const partitions = new Map(metadata.topics.map((topic) => [topic.name, topic.partitions.length]));
    for (const resource of described.resources) {
      if (resource.errorCode !== 0) throw refused('read the settings of', resource.resourceName, resource);
      const own = resource.configEntries.filter(
        (entry) => Number(entry.configSource) === Number(ConfigSource.TOPIC_CONFIG),
      );
      found.set(resource.resourceName, {
        partitions: partitions.get(resource.resourceName) ?? 0,
        configs: Object.fromEntries(own.map((entry) => [entry.configName, entry.configValue])),
      });
    }
    return found;
  }

  /** Done when the broker shows them all, which is a little later than it answers. */
  async createTopics(wanted: readonly DesiredTopic[]): Promise<void> {
    await this.admin.createTopics({
      // Its own wait fails where the broker can't see a new topic yet.
      waitForLeaders: false,
      topics: wanted.map((topic) => ({
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: topic.replication,
        configEntries: Object.entries(topic.configs).map(([name, value]) => ({ name, value })),
      })),
    });
    const end = Date.now() + visibleWithinMs;
    for (;;) {
      const seen = new Set(await this.admin.listTopics());
      if (wanted.every(({ name }) => seen.has(name))) return;
      if (Date.now() > end) throw new Error(`the broker does not show the topics it made, after ${visibleWithinMs} ms`);
      await setTimeout(pollMs);
    }
  }

  /** Replaces all settings of the topic: Kafka's plain AlterConfigs, the one that kafkajs speaks, knows no other way. */
  async setConfigs(topic: string, configs: Readonly<Record<string, string>>): Promise<void> {
    await this.admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: ConfigResourceTypes.TOPIC,
          name: topic,
          configEntries: Object.entries(configs).map(([name, value]) => ({ name, value })),
        },
      ],
    });
  }

  async addPartitions(topic: string, count: number): Promise<void> {
    await this.admin.createPartitions({ topicPartitions: [{ topic, count }] });
  }

  /** Every ACL of the cluster. */
  async acls(): Promise<readonly AclEntry[]> {
    const { resources } = await this.admin.describeAcls({
      resourceType: AclResourceTypes.ANY,
      resourcePatternType: ResourcePatternTypes.ANY,
      operation: AclOperationTypes.ANY,
      permissionType: AclPermissionTypes.ANY,
    });
    return resources.flatMap(({ acls, ...resource }) =>
      acls.map((acl) => ({
        resourceType: resource.resourceType,
        resourceName: resource.resourceName,
        resourcePatternType: resource.resourcePatternType,
        ...acl,
      })),
    );
  }

  async createAcls(entries: readonly AclEntry[]): Promise<void> {
    await this.admin.createAcls({ acl: [...entries] });
  }

  async deleteAcls(entries: readonly AclEntry[]): Promise<void> {
    await this.admin.deleteAcls({ filters: [...entries] });
  }
}

const visibleWithinMs = 15_000;
const pollMs = 100;

function refused(what: string, name: string, answer: { errorCode: number; errorMessage: string }): Error {
  return new Error(`couldn't ${what} \`${name}\`: the broker answered ${answer.errorCode} ${answer.errorMessage}`);
}
