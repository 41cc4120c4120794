import { createHash, timingSafeEqual } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who acts in control. What two people must do, two of these must. */
export interface Officer {
  /** Such as `register-admin`; stands in what the officer did. */
  readonly name: string;
}

/** An officer and the SHA-256 of the token that tells who it is, hex: the token itself is kept nowhere. */
export interface OfficerEntry extends Officer {
  readonly tokenSha256: string;
}

/** The officer whose token this is. Compares in a time that tells nothing about any of them. */
export function officerOf(token: string, officers: readonly OfficerEntry[]): Officer | undefined {
  const shown = Buffer.from(tokenSha256(token), 'hex');
  let found: Officer | undefined;
  for (const { name, tokenSha256: known } of officers) {
    if (timingSafeEqual(shown, Buffer.from(known, 'hex'))) found ??= { name };
  }
  return found;
}

export function tokenSha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The officer that the guard let in, as a parameter of a handler. */
export const ByOfficer = createParamDecorator((_: unknown, context: ExecutionContext): Officer => {
  const { officer } = context.switchToHttp().getRequest<RequestOfOfficer>();
  if (officer === undefined) throw new Error('a handler asks for the officer where no guard let one in');
  return officer;
});

export type RequestOfOfficer = FastifyRequest & { officer?: Officer };
