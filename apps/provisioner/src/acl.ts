import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes, type AclEntry } from 'kafkajs';

/** One right to one thing. Never a denial, never with a host: what is not granted is refused. */
export interface Acl {
  /** Name without Kafka's `User:`. */
  readonly principal: string;
  readonly resource: 'topic' | 'group' | 'transactional-id';
  readonly name: string;
  /** A prefix is only ever used for consumer groups and transactional ids; topics are granted by name. */
  readonly pattern: 'literal' | 'prefix';
  /** Each implies Describe: StandardAuthorizer grants it to whoever may Read or Write. */
  readonly operation: 'read' | 'write';
}

/** The name under which two equal rights are one: also what the log says. */
export function aclKey(acl: Acl): string {
  return entryKey(toEntry(acl));
}

/** What kafkajs sends and the broker answers. */
export function toEntry(acl: Acl): AclEntry {
  return {
    principal: `User:${acl.principal}`,
    host: '*',
    resourceType: resourceTypes[acl.resource],
    resourceName: acl.name,
    resourcePatternType: acl.pattern === 'literal' ? ResourcePatternTypes.LITERAL : ResourcePatternTypes.PREFIXED,
    operation: acl.operation === 'read' ? AclOperationTypes.READ : AclOperationTypes.WRITE,
    permissionType: AclPermissionTypes.ALLOW,
  };
}

/** `User:leiedal@* ALLOW READ TOPIC LITERAL sluis.in.leiedal.reply`. */
export function entryKey(entry: AclEntry): string {
  return [
    `${entry.principal}@${entry.host}`,
    nameIn(AclPermissionTypes, entry.permissionType),
    nameIn(AclOperationTypes, entry.operation),
    nameIn(AclResourceTypes, entry.resourceType),
    nameIn(ResourcePatternTypes, entry.resourcePatternType),
    entry.resourceName,
  ].join(' ');
}

const resourceTypes = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  'transactional-id': AclResourceTypes.TRANSACTIONAL_ID,
} as const;

/** kafkajs types these as TypeScript enums; at run time they are plain objects without the way back. */
function nameIn(enumeration: object, value: number): string {
  return Object.entries(enumeration).find(([, number]) => number === value)?.[0] ?? String(value);
}
