import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../settings';
import { roles, type Officer } from './officer';

/** Tells who calls. */
@Injectable()
export class Identity {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Undefined where the request shows nothing that holds. */
  of(request: FastifyRequest): Promise<Officer | undefined> {
    const shown = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return Promise.resolve(shown === undefined ? undefined : officerOf(shown, this.settings.officers));
  }
}

/** An officer by a token of the installation's own: its SHA-256, hex, since the token itself is kept nowhere. */
export interface OfficerEntry {
  readonly name: string;
  readonly tokenSha256: string;
}

/** The officer whose token this is. Compares in a time that tells nothing about any of them. */
export function officerOf(token: string, officers: readonly OfficerEntry[]): Officer | undefined {
  const shown = Buffer.from(tokenSha256(token), 'hex');
  let found: Officer | undefined;
  for (const { name, tokenSha256: known } of officers) {
    if (!timingSafeEqual(shown, Buffer.from(known, 'hex'))) continue;
    const own = name === 'register-admin' ? roles : roles.filter((role) => role === name);
    found ??= { subject: name, name, grants: own.map((role) => ({ role, participant: null })) };
  }
  return found;
}

export function tokenSha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
