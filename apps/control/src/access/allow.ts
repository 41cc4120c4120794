import { SetMetadata } from '@nestjs/common';
import { roles, type Officer, type Role } from './officer';

/** A role for some participant at least; with `@*`, for every participant. */
export type Allowed = Role | `${Role}@*`;

/** Where the guard finds who may call a route. */
export const allowedKey = 'sluis:allowed';

/**
 * Who may call a route: whoever holds one of these. INVARIANT(default-deny): a route that says neither this nor
 * `@Public()` is refused to everybody. Whose data it then shows is for the handler to narrow, by `scopeOf`.
 */
export const Allow = (...allowed: readonly [Allowed, ...Allowed[]]): MethodDecorator & ClassDecorator =>
  SetMetadata(allowedKey, allowed);

/** A route that takes any role: what it shows depends on whose it is. */
export const AllowAll = (): MethodDecorator & ClassDecorator => SetMetadata(allowedKey, [...roles]);

/** A route for anybody, without login: it tells of nobody and changes nothing. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(allowedKey, 'public');

/** Whether an officer holds one of these. */
export function holds({ grants }: Officer, allowed: readonly Allowed[]): boolean {
  return grants.some(
    ({ role, participant }) => allowed.includes(role) || (participant === null && allowed.includes(`${role}@*`)),
  );
}
