import type { Officer, Role } from './officer';

/** Whose data somebody may see or change: that of every participant, or of these. */
export type Scope = 'all' | ReadonlySet<string>;

/** The participants for which an officer holds one of these roles. */
export function scopeOf({ grants }: Officer, roles: readonly Role[]): Scope {
  const own = grants.filter(({ role }) => roles.includes(role));
  if (own.some(({ participant }) => participant === null)) return 'all';
  return new Set(own.map(({ participant }) => participant!));
}

/** Whether one of these participants is in it. Nobody's data is in scope of those who may see every participant's alone. */
export function within(scope: Scope, ...participants: readonly (string | null | undefined)[]): boolean {
  return scope === 'all' || participants.some((one) => one != null && scope.has(one));
}
