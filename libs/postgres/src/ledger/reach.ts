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

/** Two conditions, of which both must hold: on a class `c`, and on a `body` in it. */
export function reachConditions(
  { participants, systems, relays }: Reach,
  bind: (value: unknown) => string,
): { readonly classes: string; readonly bodies: string } {
  const own = `${bind(systems)}::text[]`;
  return {
    classes: `c.system = ANY(${own} || ${bind(relays)}::text[])`,
    bodies: `(c.system = ANY(${own}) OR body::jsonb ->> 'provider' = ANY(${bind(participants)}::text[]))`,
  };
}
