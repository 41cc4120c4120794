import { dutyName } from '#contract';
import type { Permission } from '#register';

/**
 * Whether two lists of permissions of registers with one catalogue say the same, one by one. Quick, and careful: where it
 * says no, they may still decide alike.
 */
export function samePermissions(a: readonly Permission[], b: readonly Permission[]): boolean {
  return a.length === b.length && a.every((permission, at) => isSame(permission, b[at]!));
}

function isSame(a: Permission, b: Permission): boolean {
  return (
    a.instrument === b.instrument &&
    a.from === b.from &&
    a.until === b.until &&
    a.draft === b.draft &&
    a.assumed === b.assumed &&
    a.transferAllowed === b.transferAllowed &&
    a.relation === b.relation &&
    a.consent === b.consent &&
    a.doNotContact === b.doNotContact &&
    a.retention === b.retention &&
    a.innerCategories === b.innerCategories &&
    sameSet(a.via, b.via) &&
    sameSet(a.categories, b.categories) &&
    sameWindows(a.suspensions, b.suspensions) &&
    sameTerritory(a.territory, b.territory) &&
    sameDuties(a.duties, b.duties)
  );
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a === b || (a.size === b.size && [...a].every((member) => b.has(member)));
}

type Windows = Permission['suspensions'];

function sameWindows(a: Windows, b: Windows): boolean {
  return a.length === b.length && a.every(({ from, until }, at) => from === b[at]!.from && until === b[at]!.until);
}

const sameMembers = new WeakMap<object, WeakMap<object, boolean>>();

/** Territories are few and shared by many permissions, so each pair is compared once. */
function sameTerritory(a: Permission['territory'], b: Permission['territory']): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.leaf !== b.leaf) return false;
  const known = sameMembers.get(a.members) ?? new WeakMap<object, boolean>();
  sameMembers.set(a.members, known);
  let same = known.get(b.members);
  if (same === undefined) {
    same =
      a.members.size === b.members.size &&
      [...a.members].every(([nis, windows]) => {
        const others = b.members.get(nis);
        return (
          others?.length === windows.length &&
          windows.every(({ from, until }, at) => from === others[at]!.from && until === others[at]!.until)
        );
      });
    known.set(b.members, same);
  }
  return same;
}

function sameDuties(a: Permission['duties'], b: Permission['duties']): boolean {
  if (a === b) return true;
  for (let field = 0; field < a.length; field++) {
    const one = a[field];
    const other = b[field];
    if (one === other) continue;
    if (one === undefined || other === undefined || dutyName(one) !== dutyName(other)) return false;
  }
  return a.length === b.length;
}
