import type { CompiledRegister } from '#register';
import { aclKey, type Acl } from './acl';
import { desiredAcls } from './desired-acls';
import { internalTopics, registerTopics, type DesiredTopic } from './desired-topics';
import type { Settings } from './settings';

/** What should be, computed from the register alone. The loop compares it with what is. */
export interface DesiredState {
  /** Number of the register it follows; 0 before there is one. */
  readonly version: number;
  readonly topics: ReadonlyMap<string, DesiredTopic>;
  /** By `aclKey`. */
  readonly acls: ReadonlyMap<string, Acl>;
  /** Systems that hold a certificate; undefined before there is a register: then no certificate is touched. */
  readonly systems: ReadonlySet<string> | undefined;
}

/** The state that a register calls for; without one, what must be there for the apps to start. */
export function desiredState(register: CompiledRegister | undefined, settings: Settings): DesiredState {
  const topics = [...internalTopics(settings), ...(register ? registerTopics(register, settings) : [])];
  return {
    version: register?.version ?? 0,
    topics: new Map(topics.map((topic) => [topic.name, topic])),
    acls: new Map(desiredAcls(register).map((acl) => [aclKey(acl), acl])),
    systems: register && new Set(register.systems.keys()),
  };
}
