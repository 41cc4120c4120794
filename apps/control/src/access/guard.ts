import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Problem } from '../http/problem';
import { aMinuteKey, allowedKey, byPersonKey, holds, overTlsKey, type Allowed } from './allow';
import { unread } from './unread';
import { Identity } from './identity';
import type { RequestOfOfficer } from './officer';

/** Stands before every route: who calls, and whether that route is for them. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly limits = new Map<object, ReturnType<FastifyInstance['createRateLimit']>>();

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Identity) private readonly identity: Identity,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
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
    const calls = this.reflector.get<number | undefined>(aMinuteKey, context.getHandler());
    if (calls !== undefined) await this.mustBeWithin(calls, context);
    return true;
  }

  private async mustBeWithin(max: number, context: ExecutionContext): Promise<void> {
    const handler = context.getHandler();
    let limit = this.limits.get(handler);
    if (limit === undefined) {
      const server = this.host.httpAdapter.getInstance<FastifyInstance>();
      const keyGenerator = (request: object): string => (request as RequestOfOfficer).officer!.subject;
      limit = server.createRateLimit({ max, timeWindow: minuteMs, keyGenerator });
      this.limits.set(handler, limit);
    }
    const http = context.switchToHttp();
    const counted = await limit(http.getRequest<RequestOfOfficer>());
    if (counted.isAllowed || !counted.isExceeded) return;
    void http.getResponse<FastifyReply>().header('retry-after', counted.ttlInSeconds);
    throw new Problem(429, `more than ${max} of these in a minute; wait a minute`);
  }
}

const minuteMs = 60_000;
