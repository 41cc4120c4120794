import { entryKey } from './acl';
import type { Broker } from './broker';
import type { Certificates } from './certificates';
import type { Change } from './changes';
import type { DesiredState } from './desired-state';
import { aclChanges } from './reconcile-acls';
import { applyTopicChanges, topicChanges, type TopicChange } from './reconcile-topics';

export interface World {
  readonly broker: Broker;
  readonly certificates: Certificates;
  readonly foreignPrincipals: ReadonlySet<string>;
}

export interface Pass {
  readonly changes: number;
  /** Denying ACLs that were found and kept. */
  readonly denials: number;
}

/**
 * One pass of the loop: reads what is, compares it with what should be and makes the difference go away. Done twice,
 * the second does nothing.
 *
 * INVARIANT(withdraw-first): rights are withdrawn before anything else. They are given before their topic is made, so
 * that whoever sees a topic may use it, and a certificate comes last, so that whoever has one can work. Before a register
 * is known nothing is withdrawn, or a restart would cut everybody off.
 */
export async function reconcile(desired: DesiredState, world: World, changed: (change: Change) => void): Promise<Pass> {
  const { broker, certificates } = world;
  let changes = 0;
  const done = (change: Change) => {
    changes++;
    changed(change);
  };
  const acls = aclChanges(desired.acls, await broker.acls(), world.foreignPrincipals);
  const systems = desired.systems;
  if (systems !== undefined) {
    if (acls.withdraw.length > 0) await broker.deleteAcls(acls.withdraw);
    for (const entry of acls.withdraw) done({ kind: 'acl-withdrawn', what: entryKey(entry) });
    for (const system of await certificates.present()) {
      if (systems.has(system)) continue;
      await certificates.remove(system);
      done({ kind: 'certificate-removed', what: system });
    }
  }
  if (acls.grant.length > 0) await broker.createAcls(acls.grant);
  for (const entry of acls.grant) done({ kind: 'acl-granted', what: entryKey(entry) });
  const topics = topicChanges(desired.topics.values(), await broker.topics(desired.topics.keys()));
  await applyTopicChanges(broker, topics, (change) => done(described(change)));
  for (const system of systems ?? []) {
    const ensured = await certificates.ensure(system, Date.now());
    if (ensured !== 'unchanged') done({ kind: certificateKinds[ensured], what: system });
  }
  return { changes, denials: acls.denials.length };
}

const certificateKinds = {
  issued: 'certificate-issued',
  renewed: 'certificate-renewed',
  rewritten: 'client-files-rewritten',
} as const;

function described(change: TopicChange): Change {
  switch (change.kind) {
    case 'create':
      return { kind: 'topic-created', what: change.topic.name };
    case 'configure':
      return { kind: 'topic-configured', what: `${change.topic}: ${change.differs.join(', ')}` };
    case 'add-partitions':
      return { kind: 'topic-partitions-added', what: `${change.topic}: ${change.count}` };
  }
}
