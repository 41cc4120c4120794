import { SetMetadata } from '@nestjs/common';
import { roles, type Grant, type Officer, type Role } from './officer';

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

/** Where the guard finds that a route takes numbers of persons. */
export const overTlsKey = 'sluis:over-tls';

/** A route whose body holds numbers of persons: nobody between the caller and control may read along. */
export const OverTls = (): MethodDecorator => SetMetadata(overTlsKey, true);

/** Where the guard finds that a route takes persons only. */
export const byPersonKey = 'sluis:by-person';

/**
 * A route for somebody who logged in. INVARIANT(second-person): two programs are not two people, and whoever has the files
 * of an installation may have the credentials of each of its programs; so what the second of two does, no program does.
 */
export const ByPerson = (): MethodDecorator => SetMetadata(byPersonKey, true);

/** Where the guard finds how often a route may be called. */
export const aMinuteKey = 'sluis:a-minute';

/**
 * A route that one officer, or one program, may call so often a minute. Counted once it is known who calls: what is refused to others
 * at the same address is nobody's.
 */
export const AMinute = (calls: number): MethodDecorator => SetMetadata(aMinuteKey, calls);

/** Whether an officer holds one of these. */
export function holds({ grants }: Officer, allowed: readonly Allowed[]): boolean {
  return grants.some((grant) => grantHolds(grant, allowed));
}

export function grantHolds({ role, participant }: Grant, allowed: readonly Allowed[]): boolean {
  return allowed.includes(role) || (participant === null && allowed.includes(`${role}@*`));
}
