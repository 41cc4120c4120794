/** What nobody knows is written as `unknown`, and permits only in a demonstration. */
import type { Pointer } from '../fault';
import type { Certainty, InstrumentSource } from '../source';
import type { Origins } from './origins';

export function mustBeAssumed(subject: InstrumentSource, sure: Certainty, at: Pointer, origins: Origins): void {
  // What a confirmation leaves unknown is a fault of the confirmation.
  if (sure === 'assumed' || sure.startsWith('confirmed:')) return;
  origins.report(
    subject,
    at,
    'unknown-unmarked',
    '`unknown` must be marked `sure: assumed`',
    'what nobody knows permits only in a demonstration',
  );
}
