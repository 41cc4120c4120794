/** Topic names that outside clients rely on; they never change. Granted to principals by name, never by prefix. */
export const topics = {
  ingress: (system: string) => `sluis.in.${system}`,
  reply: (system: string) => `sluis.in.${system}.reply`,
  delivery: (recipient: string, purpose: string) => `sluis.out.${recipient}.${purpose}`,
  alerts: (participant: string) => `sluis.alerts.${participant}`,
  seen: (system: string) => `sluis.seen.${system}`,
  decisions: 'sluis.decisions',
  register: 'sluis.register',
  facts: 'sluis.facts',
  /** Internal: a gateway's own heartbeat, stamped by the broker, to compare clocks with. */
  clock: 'sluis.clock',
} as const;

/** Partitions of every reply topic; a requested reply partition at or above it is ignored. */
export const replyPartitions = 6;

/** The system that owns an ingress topic, or undefined where the topic is not an ingress topic. */
export function systemOfIngress(topic: string): string | undefined {
  const match = /^sluis\.in\.([a-z0-9-]+)$/.exec(topic);
  return match?.[1];
}
