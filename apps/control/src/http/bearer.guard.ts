import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../settings';
import { Problem } from './problem';

/** Lets only those in who show the bearer token (RFC 6750); compares in a time that tells nothing about it. */
@Injectable()
export class BearerGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.expected = digest(settings.token);
  }

  canActivate(context: ExecutionContext): boolean {
    const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const shown = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (shown !== undefined && timingSafeEqual(digest(shown), this.expected)) return true;
    throw new Problem(401, 'show the token of this installation: `authorization: Bearer <token>`');
  }
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
