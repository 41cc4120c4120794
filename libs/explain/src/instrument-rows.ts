/** Every instrument as one row of a list: what it is, where it stands on a day, between whom. */
import { within, type LegalDate } from '#contract';
import { resolver, type InstrumentKind, type InstrumentSource, type Party, type RegisterSource } from '#register';
import { namesOf, type Named } from './names';
import { factsToConfirm } from './to-confirm';
import { instrumentState, versionState, type State } from './words';

export interface InstrumentRow {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly authority: Named;
  readonly number: string | null;
  readonly title: string;
  readonly state: 'draft' | 'not-yet' | 'in-force' | 'suspended' | 'expired';
  /** `[from, until)` of the version that counts on the day; null: not known, or no end known. */
  readonly from: LegalDate | null;
  readonly until: LegalDate | null;
  /** Assumed facts that its permissions rest on, on the day or later, and that nobody confirmed. */
  readonly assumedFacts: number;
  /** Participants on the day, by id. */
  readonly recipients: readonly string[];
  readonly providers: readonly string[];
}

/** In order of id. `source` is without cases. */
export function instrumentRows(source: RegisterSource, at: LegalDate): InstrumentRow[] {
  const names = namesOf(source);
  const resolve = resolver(source);
  const assumed = new Map<string, number>();
  for (const { instruments } of factsToConfirm(source, at))
    for (const id of instruments) assumed.set(id, (assumed.get(id) ?? 0) + 1);
  return source.instruments
    .map((instrument): InstrumentRow => {
      const version = versionOn(instrument, at);
      const onDay = (side: 'recipients' | 'providers') => {
        const parties: readonly Party[] = version?.permissions.flatMap((permission) => permission[side]) ?? [];
        const found = parties
          .flatMap((party) => resolve(party, instrument))
          .filter(({ from, until }) => within(at, from, until))
          .map(({ participant }) => participant);
        return [...new Set(found)].sort();
      };
      return {
        id: instrument.id,
        kind: instrument.kind,
        authority: { id: instrument.authority, title: names.authority(instrument.authority) },
        number: instrument.number ?? null,
        title: instrument.title.nl,
        state: rowStates[instrumentState(instrument, at)],
        from: version?.from ?? null,
        until: version?.until ?? null,
        assumedFacts: assumed.get(instrument.id) ?? 0,
        recipients: onDay('recipients'),
        providers: onDay('providers'),
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const rowStates: Record<State, InstrumentRow['state']> = {
  draft: 'draft',
  'to-come': 'not-yet',
  'in-force': 'in-force',
  suspended: 'suspended',
  ended: 'expired',
};

/** The version by which `instrumentState` says where the instrument stands. */
function versionOn(instrument: InstrumentSource, at: LegalDate): InstrumentSource['versions'][number] | undefined {
  const state = instrumentState(instrument, at);
  const standing = instrument.versions.filter((version) => versionState(instrument, version, at) === state);
  return state === 'ended' ? standing.at(-1) : standing[0];
}
