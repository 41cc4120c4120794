import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes, type AclEntry } from 'kafkajs';
import { aclKey, entryKey, toEntry, type Acl } from './acl';
import { aclChanges } from './reconcile-acls';

const own: Acl = {
  principal: 'dossier',
  resource: 'topic',
  pattern: 'literal',
  name: 'sluis.in.dossier',
  operation: 'write',
};
const desired = new Map([[aclKey(own), own]]);
const nobody = new Set<string>();

function entry(principal: string, resource: Partial<AclEntry>): AclEntry {
  return {
    principal: `User:${principal}`,
    host: '*',
    resourceType: AclResourceTypes.TOPIC,
    resourceName: 'sluis.in.dossier',
    resourcePatternType: ResourcePatternTypes.LITERAL,
    operation: AclOperationTypes.WRITE,
    permissionType: AclPermissionTypes.ALLOW,
    ...resource,
  };
}

function withdrawn(actual: AclEntry[], foreign = nobody): string[] {
  return aclChanges(desired, actual, foreign).withdraw.map(entryKey);
}

describe('ACL changes', () => {
  it('are none where all is as it should be', () => {
    expect(aclChanges(desired, [toEntry(own)], nobody)).toEqual({ withdraw: [], grant: [], denials: [] });
  });

  it('grant what is missing', () => {
    expect(aclChanges(desired, [], nobody).grant).toEqual([toEntry(own)]);
  });

  it.each([
    ['a system that left', entry('gone', {})],
    ['everybody', entry('*', { resourceName: 'anything' })],
    ['another operation', entry('dossier', { operation: AclOperationTypes.DELETE })],
    ['another host', entry('dossier', { host: '10.0.0.1' })],
    ['a prefix of ours', entry('x', { resourceName: 'sluis.in', resourcePatternType: ResourcePatternTypes.PREFIXED })],
    [
      'a prefix that ours begins with',
      entry('x', { resourceName: 's', resourcePatternType: ResourcePatternTypes.PREFIXED }),
    ],
    ['all topics', entry('x', { resourceName: '*' })],
    [
      'the cluster for one of ours',
      entry('dossier', { resourceType: AclResourceTypes.CLUSTER, resourceName: 'kafka-cluster' }),
    ],
    [
      'a transactional id for one of ours',
      entry('dossier', { resourceType: AclResourceTypes.TRANSACTIONAL_ID, resourceName: 't' }),
    ],
  ])('withdraw a right of %s', (_, extra) => {
    expect(withdrawn([toEntry(own), extra])).toEqual([entryKey(extra)]);
  });

  it('withdraw the groups of a system that left, with its topics', () => {
    const group = entry('gone', {
      resourceType: AclResourceTypes.GROUP,
      resourceName: 'gone-client',
      operation: AclOperationTypes.READ,
    });
    expect(withdrawn([entry('gone', {}), group])).toHaveLength(2);
  });

  it('leave alone what is not ours: other topics, other groups, and whoever is listed as foreign', () => {
    const others = [
      entry('boekhouding', { resourceName: 'boekhouding.facturen' }),
      entry('boekhouding', { resourceType: AclResourceTypes.GROUP, resourceName: 'boekhouding' }),
      entry('monitor', { resourceName: '*' }),
    ];
    expect(withdrawn(others, new Set(['monitor']))).toEqual([]);
  });

  it('keep a denial that somebody set by hand, and report it', () => {
    const denial = entry('dossier', { permissionType: AclPermissionTypes.DENY });
    expect(aclChanges(desired, [toEntry(own), denial], nobody)).toEqual({ withdraw: [], grant: [], denials: [denial] });
  });
});
