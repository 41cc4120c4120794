import { matches } from '../../parts/matches';
import type { Instrument, State } from './answers';

/** In the order in which they matter to whoever reads. */
export const states: readonly State[] = ['in-force', 'suspended', 'not-yet', 'draft', 'expired'];

/** Those of a list that are in a state and match what was typed; an empty state is any. */
export function shownInstruments(
  all: readonly Instrument[],
  { state = '', q = '' }: { readonly state?: string; readonly q?: string },
): readonly Instrument[] {
  return all.filter(
    (instrument) =>
      (state === '' || instrument.state === state) &&
      matches(
        {
          id: instrument.id,
          name: instrument.title,
          aside: [
            instrument.authority.title,
            instrument.number ?? '',
            ...instrument.providers,
            ...instrument.recipients,
          ].join(' '),
        },
        q,
      ),
  );
}
