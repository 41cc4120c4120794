/** What nobody knows is written as `unknown`, and permits only in a demonstration. */
import type { Pointer } from '../fault';
import type { InstrumentSource, Sure } from '../source';
import type { Origins } from './origins';

export function mustBeAssumed(subject: InstrumentSource, sure: Sure, at: Pointer, origins: Origins): void {
  if (sure === 'assumed') return;
  origins.report(
    subject,
    at,
    'unknown-unmarked',
    '`unknown` must be marked `sure: assumed`',
    'what nobody knows permits only in a demonstration',
  );
}
