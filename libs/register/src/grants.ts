/** Each way in which a permission can be used, and every assumed fact that this way rests on: the one place that says so. */
import {
  cutAt,
  doubtOf,
  overlap,
  resolver,
  type Doubt as PartyDoubt,
  type Doubted,
  type Holding,
  type Resolve,
  type Window,
} from './resolve';
import type { InstrumentSource, PermissionSource, RegisterSource, VersionSource } from './source';

/** From one provider to one recipient, for one purpose. */
export interface Grant {
  readonly provider: Holding;
  readonly recipient: Holding;
  readonly purpose: string;
  /** The days on which the version, what it permits jointly with, and both parties hold; some, or there is no grant. */
  readonly windows: readonly Use[];
}

/** Days on which the same relays may send, and on which something is in doubt or nothing is. */
export interface Use extends Window {
  readonly via: ReadonlySet<string>;
  /** What is in doubt on some of these days. Not empty: something is on each of them. */
  readonly doubts: readonly Doubt[];
}

/**
 * An assumed fact, and the days on which nobody had confirmed it. `own`: what the instrument, the version and the permission
 * say themselves; `act`: what a version of another instrument says, with which it permits jointly or which it extends.
 */
export type Doubt =
  | PartyDoubt
  | (Doubted &
      (
        | { readonly kind: 'own' }
        | { readonly kind: 'act'; readonly id: string; readonly version: number }
        | { readonly kind: 'purpose' | 'territory'; readonly id: string }
        | { readonly kind: 'member'; readonly id: string; readonly index: number }
      ));

export interface Grants {
  readonly resolve: Resolve;
  readonly of: (
    instrument: InstrumentSource,
    version: VersionSource,
    permission: PermissionSource,
  ) => Generator<Grant, void, undefined>;
}

const none: readonly Doubt[] = [];

/**
 * Makes it for one register. INVARIANT(assumed-as-a-whole): a permission is assumed on exactly the days on which something that
 * it rests on is neither certain nor confirmed where it stands: what its instrument says, and the acts that this extends or
 * permits jointly with; either party and whoever relays, with their role, succession or accession; the purpose; the territory
 * with its members.
 */
export function grantsOf(source: RegisterSource): Grants {
  const resolve = resolver(source);
  const instruments = new Map(source.instruments.map((each) => [each.id, each]));
  const purposes = new Map(
    source.purposes.map(({ id, sure, confirmed }) => [id, doubtOf(sure, confirmed, { kind: 'purpose' as const, id })]),
  );
  const territories = new Map(
    source.territories.map(({ id, sure, confirmed, members }): [string, readonly Doubt[]] => [
      id,
      [
        ...doubtOf(sure, confirmed, { kind: 'territory' as const, id }),
        ...members.flatMap((member, index) => doubtOf(member.sure, confirmed, { kind: 'member' as const, id, index })),
      ],
    ]),
  );
  return {
    resolve,
    *of(instrument, version, permission) {
      const holdings = (parties: PermissionSource['providers']) =>
        parties.flatMap((party) => resolve(party, instrument));
      const recipients = holdings(permission.recipients);
      const relays = new Relays(holdings(permission.via));
      const inForce = jointWindows(version, jointlyWith(instrument, permission, instruments));
      const said: readonly Doubt[] = [
        ...(permission.doubted ? [{ kind: 'own' as const, from: undefined, until: version.confirmed?.on }] : none),
        ...restsOn(instrument, permission, instruments).flatMap(actDoubts),
        ...(permission.territory === undefined ? none : territories.get(permission.territory.set)!),
        ...relays.doubts,
      ];
      for (const provider of holdings(permission.providers)) {
        for (const recipient of recipients) {
          const both = overlap(provider, recipient);
          const days = both === undefined ? [] : inForce.flatMap((window) => overlap(both, window) ?? []);
          if (days.length === 0) continue;
          for (const purpose of permission.purposes) {
            const doubts = [...said, ...provider.doubts, ...recipient.doubts, ...purposes.get(purpose)!];
            const windows = days.flatMap((window) => relays.cut(window)).flatMap((each) => byDoubt(each, doubts));
            yield { provider, recipient, purpose, windows };
          }
        }
      }
    },
  };
}

/** Where nobody knows which of several instruments gives which field, the others. */
export function jointlyWith(
  instrument: InstrumentSource,
  permission: PermissionSource,
  instruments: ReadonlyMap<string, InstrumentSource>,
): readonly InstrumentSource[] {
  return permission.splitUnknown ? instrument.jointly.map((id) => instruments.get(id)!) : [];
}

/** The other instruments without which it would not permit: joint ones, and whatever it or these extend. */
function restsOn(
  instrument: InstrumentSource,
  permission: PermissionSource,
  instruments: ReadonlyMap<string, InstrumentSource>,
): readonly InstrumentSource[] {
  const found = new Set([instrument, ...jointlyWith(instrument, permission, instruments)]);
  // A set gives what is added while it is walked through.
  for (const each of found) for (const id of each.extends) found.add(instruments.get(id)!);
  found.delete(instrument);
  return [...found];
}

/** What another act says counts from its version's first day until the next version, or for good: the end of an act undoes no extension. */
function actDoubts({ id, versions }: InstrumentSource): readonly Doubt[] {
  const dated = versions.filter((each) => !each.draft);
  return (dated.length === 0 ? versions : dated).flatMap((version) => {
    if (!version.doubted) return [];
    const next = dated
      .flatMap(({ from }) => (from !== undefined && from > (version.from ?? '') ? [from] : []))
      .sort()[0];
    const days = overlap({ from: version.from, until: next }, { from: undefined, until: version.confirmed?.on });
    return days === undefined ? [] : [{ kind: 'act' as const, id, version: versions.indexOf(version), ...days }];
  });
}

/** Who may send on the provider's behalf, and when. */
class Relays {
  /** Of each relay, on the days on which it may send. */
  readonly doubts: readonly Doubt[];
  private readonly always: ReadonlySet<string>;
  private readonly areUnbounded: boolean;

  constructor(private readonly holdings: readonly Holding[]) {
    this.always = new Set(holdings.map((relay) => relay.participant));
    this.areUnbounded = holdings.every(({ from, until }) => from === undefined && until === undefined);
    this.doubts = holdings.flatMap((relay) =>
      relay.doubts.flatMap((doubt) => {
        const days = overlap(doubt, relay);
        return days === undefined ? [] : [{ ...doubt, ...days }];
      }),
    );
  }

  /** A window cut where a relay's own days begin or end, each piece with the relays of its days. */
  cut(window: Window): (Window & { readonly via: ReadonlySet<string> })[] {
    if (this.areUnbounded) return [{ ...window, via: this.always }];
    return cutAt(window, this.holdings).map((piece) => ({
      ...piece,
      via: new Set(
        this.holdings.filter((relay) => overlap(relay, piece) !== undefined).map((relay) => relay.participant),
      ),
    }));
  }
}

/** A window cut where doubt begins or ends, each piece with what is in doubt on its days. */
function byDoubt(window: Omit<Use, 'doubts'>, all: readonly Doubt[]): Use[] {
  const doubts = all.filter((doubt) => overlap(doubt, window) !== undefined);
  const covers = ({ from, until }: Window) =>
    (from === undefined || (window.from !== undefined && from <= window.from)) &&
    (until === undefined || (window.until !== undefined && until >= window.until));
  if (doubts.length === 0 || doubts.some(covers)) return [{ ...window, doubts }];
  const pieces: Use[] = [];
  for (const piece of cutAt(window, doubts)) {
    const inDoubt = doubts.filter((doubt) => overlap(doubt, piece) !== undefined);
    const last = pieces.at(-1);
    // Where one doubt follows another there is no day between them without any.
    if (last === undefined || last.doubts.length > 0 !== inDoubt.length > 0)
      pieces.push({ ...window, ...piece, doubts: inDoubt });
    else
      pieces[pieces.length - 1] = { ...last, until: piece.until, doubts: [...new Set([...last.doubts, ...inDoubt])] };
  }
  return pieces;
}

/**
 * The days of a version, as far as those it permits jointly with are in force too. INVARIANT(unknown-split): where nobody
 * knows which of several instruments gives a field, none gives it before all of them are there.
 */
function jointWindows(version: Window, joint: readonly InstrumentSource[]): readonly Window[] {
  return joint.reduce<readonly Window[]>(
    (pieces, { versions }) =>
      pieces.flatMap((piece) => versions.flatMap((other) => (other.draft ? [] : (overlap(piece, other) ?? [])))),
    [version],
  );
}
