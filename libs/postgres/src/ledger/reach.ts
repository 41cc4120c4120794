/**
 * Whose decisions somebody may see: those that systems of their participants asked for, and those in which their
 * participants gave. Only a relay asks for what another participant gives, so that no other sender's need be looked through.
 */
export interface Reach {
  readonly participants: readonly string[];
  /** Systems of these participants. */
  readonly systems: readonly string[];
  /** Systems of others that may send what these participants give. */
  readonly relays: readonly string[];
}

/** What must hold of a class `c`. */
export function reachCondition({ participants, systems, relays }: Reach, bind: (value: unknown) => string): string {
  const given = `(c.system = ANY(${bind(relays)}::text[]) AND c.provider = ANY(${bind(participants)}::text[]))`;
  return `(c.system = ANY(${bind(systems)}::text[]) OR ${given})`;
}
