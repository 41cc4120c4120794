import { grantHolds, type Allowed } from './allow';
import type { Officer } from './officer';

/** Whose data somebody may see or change: that of every participant, or of these. */
export type Scope = 'all' | ReadonlySet<string>;

/** The participants for which an officer holds one of these. */
export function scopeOf({ grants }: Pick<Officer, 'grants'>, allowed: readonly Allowed[]): Scope {
  const own = grants.filter((grant) => grantHolds(grant, allowed));
  if (own.some(({ participant }) => participant === null)) return 'all';
  return new Set(own.map(({ participant }) => participant!));
}

/** Whether one of these participants is in it. What is nobody's is in the scope of every participant alone. */
export function within(scope: Scope, ...participants: readonly (string | null | undefined)[]): boolean {
  return scope === 'all' || participants.some((one) => typeof one === 'string' && scope.has(one));
}
