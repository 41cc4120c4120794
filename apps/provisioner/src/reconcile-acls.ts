import { AclPermissionTypes, AclResourceTypes, ResourcePatternTypes, type AclEntry } from 'kafkajs';
import { entryKey, toEntry, type Acl } from './acl';

export interface AclChanges {
  /** Withdrawn before anything else is done. */
  readonly withdraw: readonly AclEntry[];
  readonly grant: readonly AclEntry[];
  /** Denials somebody set by hand on what is ours: kept, for they only ever refuse, and reported. */
  readonly denials: readonly AclEntry[];
}

/**
 * What makes the ACLs exactly the desired ones. Only ours are touched: all of our principals and of everybody
 * (`User:*`); of another principal those that reach a topic of ours, and the rights to groups of its own name that it
 * was given with them: so a system that left the register loses both. A principal listed as foreign is left alone.
 *
 * INVARIANT(no-right-but-listed): after the changes no principal but the foreign ones can reach a topic of ours by an
 * ACL that is not desired.
 */
export function aclChanges(
  desired: ReadonlyMap<string, Acl>,
  actual: readonly AclEntry[],
  foreign: ReadonlySet<string>,
): AclChanges {
  const principals = new Set(['*', ...[...desired.values()].map((acl) => acl.principal)]);
  const reaching = new Set(actual.filter(reachesOurs).map(nameOf));
  const withdraw: AclEntry[] = [];
  const denials: AclEntry[] = [];
  const present = new Set<string>();
  for (const entry of actual) {
    const key = entryKey(entry);
    const name = nameOf(entry);
    if (desired.has(key)) {
      present.add(key);
      continue;
    }
    if (foreign.has(name)) continue;
    const isOurs = principals.has(name) || reachesOurs(entry) || (reaching.has(name) && isOwnGroup(entry));
    if (!isOurs) continue;
    if (entry.permissionType === AclPermissionTypes.ALLOW) withdraw.push(entry);
    else denials.push(entry);
  }
  const grant = [...desired].filter(([key]) => !present.has(key)).map(([, acl]) => toEntry(acl));
  return { withdraw, grant, denials };
}

function reachesOurs({ resourceType, resourcePatternType, resourceName }: AclEntry): boolean {
  if (resourceType !== AclResourceTypes.TOPIC) return false;
  if (resourcePatternType === ResourcePatternTypes.PREFIXED) {
    return resourceName.startsWith(ours) || ours.startsWith(resourceName);
  }
  return resourceName === '*' || resourceName.startsWith(ours);
}

const ours = 'sluis.';

function isOwnGroup(entry: AclEntry): boolean {
  const name = nameOf(entry);
  return (
    entry.resourceType === AclResourceTypes.GROUP &&
    ['', '-client', '-server', '.'].some((suffix) => entry.resourceName === `${name}${suffix}`)
  );
}

function nameOf(entry: AclEntry): string {
  return entry.principal.replace(/^User:/, '');
}
