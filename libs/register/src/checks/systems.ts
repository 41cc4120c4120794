/** Rules on the Kafka principals of participants. */
import type { RegisterSource } from '../source';
import type { Origins } from './origins';

export function checkSystems(source: RegisterSource, origins: Origins): void {
  const statistical = new Map(source.purposes.map((purpose) => [purpose.id, purpose.statistical]));
  const owners = new Map<string, string>();
  for (const participant of source.participants) {
    for (const system of participant.systems) {
      const at = ['systems', system.id];
      const owner = owners.get(system.id);
      if (owner !== undefined) {
        origins.report(
          participant,
          at,
          'duplicate-id',
          `\`${system.id}\` is already a system of \`${owner}\``,
          'a system has one owner',
        );
      }
      owners.set(system.id, participant.id);
      // INVARIANT(no-mixed-reader): who reads pseudonyms and numbers on one connection can lay them side by side.
      const kinds = new Set(system.reads.map((purpose) => statistical.get(purpose)));
      if (kinds.size > 1) {
        origins.report(
          participant,
          [...at, 'reads'],
          'mixed-reader',
          `\`${system.id}\` reads both a statistical and an identified purpose`,
          'give the statistical deliveries a system of their own',
        );
      }
    }
  }
}
