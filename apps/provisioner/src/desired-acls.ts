import { topics } from '#contract';
import type { CompiledRegister, System } from '#register';
import type { Acl } from './acl';
import { deliveryTopics } from './desired-topics';

/**
 * Who may do what, as the table of topics in `docs/architecture.md` says. Not here: the provisioner and the brokers, which are super
 * users by the brokers' own settings.
 *
 * INVARIANT(sender-is-topic): only a system itself may write its ingress topic, so the topic authenticates the sender.
 * INVARIANT(no-partner-transactions): no system has a transactional id or an administrative right.
 */
export function desiredAcls(register: CompiledRegister | undefined): Acl[] {
  if (register === undefined) return appAcls([]);
  const existing = deliveryTopics(register);
  const systems = [...register.systems.values()];
  return [
    ...appAcls(gatewayTopics(register, existing)),
    ...systems.flatMap((system) => systemAcls(system, existing, register.systems)),
  ];
}

function systemAcls(system: System, existing: ReadonlySet<string>, all: ReadonlyMap<string, System>): Acl[] {
  const readable = [
    ...(system.sends ? [topics.reply(system.id)] : []),
    ...system.reads.map((purpose) => topics.delivery(system.participant, purpose)).filter((name) => existing.has(name)),
    ...(system.readsAlerts ? [topics.alerts(system.participant)] : []),
    ...(system.readsDecisions ? [topics.decisions] : []),
  ];
  return [
    ...(system.sends ? [topic(system.id, 'write', topics.ingress(system.id))] : []),
    ...readable.map((name) => topic(system.id, 'read', name)),
    group(system.id, 'literal', system.id),
    // A system that is itself called `<other>-client` keeps its group to itself.
    ...['-client', '-server']
      .map((suffix) => `${system.id}${suffix}`)
      .filter((name) => !all.has(name))
      .map((name) => group(system.id, 'literal', name)),
    group(system.id, 'prefix', `${system.id}.`),
  ];
}

function appAcls(ofRegister: readonly Acl[]): Acl[] {
  return [
    ...[topics.register, topics.facts].flatMap((name) => [
      topic('_control', 'read', name),
      topic('_control', 'write', name),
    ]),
    ...own('_control'),
    topic('_gateway', 'read', topics.register),
    topic('_gateway', 'read', topics.facts),
    topic('_gateway', 'read', topics.clock),
    topic('_gateway', 'write', topics.clock),
    topic('_gateway', 'write', topics.decisions),
    ...own('_gateway'),
    { principal: '_gateway', resource: 'transactional-id', pattern: 'prefix', name: '_gateway', operation: 'write' },
    ...ofRegister,
    topic('_recorder', 'read', topics.decisions),
    ...own('_recorder'),
  ];
}

function gatewayTopics(register: CompiledRegister, existing: ReadonlySet<string>): Acl[] {
  const found: Acl[] = [];
  for (const { id, sends } of register.systems.values()) {
    if (!sends) continue;
    found.push(topic('_gateway', 'read', topics.ingress(id)), topic('_gateway', 'write', topics.reply(id)));
    found.push(topic('_gateway', 'read', topics.seen(id)), topic('_gateway', 'write', topics.seen(id)));
  }
  for (const name of existing) found.push(topic('_gateway', 'write', name));
  for (const { id, systems } of register.participants.values()) {
    const alerted = systems.some((system) => system.sends || system.readsAlerts);
    if (alerted) found.push(topic('_gateway', 'write', topics.alerts(id)));
  }
  return found;
}

function own(app: string): Acl[] {
  return [group(app, 'literal', app), group(app, 'prefix', `${app}.`)];
}

function topic(principal: string, operation: Acl['operation'], name: string): Acl {
  return { principal, resource: 'topic', pattern: 'literal', name, operation };
}

function group(principal: string, pattern: Acl['pattern'], name: string): Acl {
  return { principal, resource: 'group', pattern, name, operation: 'read' };
}
