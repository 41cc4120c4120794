/** One field has one class. */
import { overlap, resolver, type Resolve, type Window } from '../resolve';
import type { RegisterSource } from '../source';
import type { Origins } from './origins';
import { permissionsOf, type PlacedPermission } from './walk';

/** `stricter` can't choose between two classes, so no two permissions of one recipient, purpose and provider may ask different ones on one day. */
export function checkGeneralisations(source: RegisterSource, origins: Origins): void {
  const resolve = resolver(source);
  const asked = new Map<string, { readonly to: string; readonly window: Window; readonly instrument: string }[]>();
  for (const placed of permissionsOf(source)) {
    const classes = placed.permission.fields.flatMap((rule) =>
      rule.duty.kind === 'generalise' ? [{ path: rule.path, to: rule.duty.to }] : [],
    );
    if (classes.length === 0) continue;
    const reported = new Set<string>();
    for (const [bucket, window] of bucketsOf(placed, resolve)) {
      for (const { path, to } of classes) {
        const key = `${bucket} ${path}`;
        const others = asked.get(key) ?? [];
        const other = others.find((each) => each.to !== to && overlap(each.window, window) !== undefined);
        if (other !== undefined && !reported.has(path)) {
          reported.add(path);
          const message = `\`${path}\` becomes \`${to}\` here and \`${other.to}\` in \`${other.instrument}\`, for the same recipient, purpose and provider`;
          origins.reportKey(placed.instrument, [...placed.at, 'fields', path], 'generalisation-conflict', message);
        }
        if (
          !others.some(
            (each) => each.to === to && each.window.from === window.from && each.window.until === window.until,
          )
        ) {
          asked.set(key, [...others, { to, window, instrument: placed.instrument.id }]);
        }
      }
    }
  }
}

function* bucketsOf(
  { permission, version, instrument }: PlacedPermission,
  resolve: Resolve,
): Generator<[string, Window]> {
  for (const provider of permission.providers.flatMap((party) => resolve(party, instrument))) {
    for (const recipient of permission.recipients.flatMap((party) => resolve(party, instrument))) {
      const parties = overlap(provider, recipient);
      const window = parties && overlap(parties, version);
      if (window === undefined) continue;
      for (const purpose of permission.purposes)
        yield [`${recipient.participant} ${purpose} ${provider.participant}`, window];
    }
  }
}
