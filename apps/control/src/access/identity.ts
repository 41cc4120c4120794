import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Oidc } from '../session/oidc';
import { Sessions } from '../session/sessions';
import type { Officer } from './officer';

/** Tells who calls: a program by its access token, else a person by the session of their browser. */
@Injectable()
export class Identity {
  constructor(
    @Inject(Oidc) private readonly oidc: Oidc,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** Undefined where the request shows nothing that holds. */
  async of(request: FastifyRequest): Promise<Officer | undefined> {
    const { authorization } = request.headers;
    // Whoever shows a token speaks by it alone: a wrong one is not made good by a cookie.
    if (authorization === undefined) return this.sessions.officer(request);
    const shown = /^Bearer +([\w.~+/-]{1,8192}=*)$/i.exec(authorization)?.[1];
    const program = shown === undefined ? undefined : await this.oidc.bearer(shown);
    return program && { ...program, person: false };
  }

  /** What everything of one session, or one program, goes by. */
  nameOf(request: FastifyRequest, { subject }: Officer): string {
    return this.sessions.nameOf(request) ?? `program ${subject}`;
  }

  /** Whether whoever opened a stream may go on listening. Asking prolongs nothing. */
  async stillHolds(request: FastifyRequest): Promise<boolean> {
    const { authorization } = request.headers;
    if (authorization !== undefined) return (await this.of(request)) !== undefined;
    return (await this.sessions.of(request)) !== undefined;
  }
}
