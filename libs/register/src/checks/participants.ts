/** Rules on participants as organisations. */
import type { RegisterSource } from '../source';
import type { Origins } from './origins';

export function checkParticipants(source: RegisterSource, origins: Origins): void {
  for (const participant of source.participants) {
    if (participant.kbo === undefined || isEnterpriseNumber(participant.kbo)) continue;
    origins.report(
      participant,
      ['kbo'],
      'kbo-check',
      `\`${participant.kbo}\` is no enterprise number: its check digits differ`,
    );
  }
}

/** The last two of ten digits are 97 less the remainder of the first eight by 97. */
function isEnterpriseNumber(kbo: string): boolean {
  return Number(kbo.slice(8)) === 97 - (Number(kbo.slice(0, 8)) % 97);
}
