import type { KafkaMessage } from 'kafkajs';
import type { Rig } from './rig';

/** The numbers that a system's deliveries carry as correlation id, in the order in which a reader gets them. */
export function numbersOf(rig: Rig, system: string, deliveries: readonly KafkaMessage[]): number[] {
  const participant = rig.register.systems.get(system)?.participant;
  return deliveries
    .filter(({ headers }) => headers?.['ce_provider']?.toString() === participant)
    .map(({ headers }) => Number(headers?.['ce_correlationid']?.toString()));
}

/** 0, 1, 2, … count - 1: what `numbersOf` gives when nothing was lost, doubled or reordered. */
export function inOrder(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}

/** The same deliveries, each delivery id once: what a recipient keeps that de-duplicates as the contract tells it to. */
export function withoutRepeats(deliveries: readonly KafkaMessage[]): KafkaMessage[] {
  const seen = new Set<string>();
  return deliveries.filter(({ headers }) => {
    const id = headers?.['ce_id']?.toString() ?? '';
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
