import type { Pointer } from '../fault';
import type { InstrumentSource, PermissionSource, RegisterSource, VersionSource } from '../source';

export interface PlacedPermission {
  readonly instrument: InstrumentSource;
  readonly version: VersionSource;
  readonly permission: PermissionSource;
  /** From the instrument's file. */
  readonly at: Pointer;
}

/** Every permission of every version of every instrument, with its place. */
export function* permissionsOf(source: Pick<RegisterSource, 'instruments'>): Generator<PlacedPermission> {
  for (const instrument of source.instruments) {
    for (const [v, version] of instrument.versions.entries()) {
      for (const [p, permission] of version.permissions.entries()) {
        yield { instrument, version, permission, at: ['versions', v, 'permissions', p] };
      }
    }
  }
}
