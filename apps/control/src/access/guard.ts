import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../http/problem';
import { allowedKey, byPersonKey, holds, overTlsKey, type Allowed } from './allow';
import { unread } from './unread';
import { Identity } from './identity';
import type { RequestOfOfficer } from './officer';

/** Stands before every route: who calls, and whether that route is for them. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Identity) private readonly identity: Identity,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = this.reflector.getAllAndOverride<'public' | readonly Allowed[] | undefined>(allowedKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (allowed === 'public') return true;
    const request = context.switchToHttp().getRequest<RequestOfOfficer>();
    const officer = await this.identity.of(request);
    if (officer === undefined) {
      throw new Problem(401, 'log in, or show a token: `authorization: Bearer <token>`');
    }
    if (allowed === undefined || !holds(officer, allowed)) {
      throw new Problem(403, 'none of your roles may do this', [], 'role-needed');
    }
    if (this.reflector.get<boolean>(overTlsKey, context.getHandler()) && !unread(request)) {
      throw new Problem(
        403,
        'tls-needed: numbers of persons are taken over TLS alone, or from this machine',
        [],
        'tls-needed',
      );
    }
    if (this.reflector.get<boolean>(byPersonKey, context.getHandler()) && !officer.person) {
      throw new Problem(
        403,
        'person-needed: a second person decides, who logged in to the console; a program may only propose',
        [],
        'person-needed',
      );
    }
    request.officer = officer;
    return true;
  }
}
