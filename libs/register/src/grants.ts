/** Each way in which a permission can be used, and every assumed fact that this way rests on: the one place that says so. */
import { overlap, resolver, type Doubt as PartyDoubt, type Holding, type Resolve, type Window } from './resolve';
import type { InstrumentSource, PermissionSource, RegisterSource, VersionSource } from './source';

/** From one provider to one recipient, for one purpose. */
export interface Grant {
  readonly provider: Holding;
  readonly recipient: Holding;
  readonly purpose: string;
  /** The days on which the version, what it permits jointly with, and both parties hold; some, or there is no grant. */
  readonly windows: readonly Window[];
  /** What makes it assumed, in lists as they are shared by many; it is assumed where one of them is not empty. */
  readonly doubts: readonly (readonly Doubt[])[];
}

/** An assumed fact that nobody confirmed. `own`: what the instrument, the version and the permission say themselves. */
export type Doubt =
  | PartyDoubt
  | { readonly kind: 'own' }
  | { readonly kind: 'purpose' | 'territory'; readonly id: string }
  | { readonly kind: 'member'; readonly id: string; readonly index: number };

export interface Grants {
  readonly resolve: Resolve;
  readonly of: (
    instrument: InstrumentSource,
    version: VersionSource,
    permission: PermissionSource,
  ) => Generator<Grant, void, undefined>;
}

const none: readonly Doubt[] = [];
const own: readonly Doubt[] = [{ kind: 'own' }];

/**
 * Makes it for one register. INVARIANT(assumed-as-a-whole): a permission is assumed exactly where something that it rests on
 * is neither certain nor confirmed where it stands: what its instrument says, either party with its role, succession or
 * accession, the purpose, the territory with its members. Who relays only carries; how sure that is stands with the permission.
 */
export function grantsOf(source: RegisterSource): Grants {
  const resolve = resolver(source);
  const instruments = new Map(source.instruments.map((each) => [each.id, each]));
  const purposes = new Map(
    source.purposes.map(({ id, sure }) => [id, sure === 'assumed' ? [{ kind: 'purpose', id } as const] : none]),
  );
  const territories = new Map(
    source.territories.map(({ id, sure, members }): [string, readonly Doubt[]] => [
      id,
      [
        ...(sure === 'assumed' ? [{ kind: 'territory', id } as const] : []),
        ...members.flatMap((member, index) =>
          member.sure === 'assumed' ? [{ kind: 'member', id, index } as const] : [],
        ),
      ],
    ]),
  );
  return {
    resolve,
    *of(instrument, version, permission) {
      const holdings = (parties: PermissionSource['providers']) =>
        parties.flatMap((party) => resolve(party, instrument));
      const recipients = holdings(permission.recipients);
      const inForce = jointWindows(version, jointlyWith(instrument, permission, instruments));
      const said = permission.assumed ? own : none;
      const where = permission.territory === undefined ? none : territories.get(permission.territory.set)!;
      for (const provider of holdings(permission.providers)) {
        for (const recipient of recipients) {
          const both = overlap(provider, recipient);
          const windows = both === undefined ? [] : inForce.flatMap((days) => overlap(both, days) ?? []);
          if (windows.length === 0) continue;
          for (const purpose of permission.purposes) {
            const doubts = [said, provider.doubts, recipient.doubts, purposes.get(purpose)!, where];
            yield { provider, recipient, purpose, windows, doubts };
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
