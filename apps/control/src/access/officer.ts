import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What somebody may be to this installation. */
export const roles = ['compliance', 'dpo', 'register-admin', 'auditor', 'operator'] as const;
export type Role = (typeof roles)[number];

/** A role, for one participant or, where that is null, for every one. */
export interface Grant {
  readonly role: Role;
  readonly participant: string | null;
}

/** Who acts in control: a person who logged in, or a program with credentials of its own. */
export interface Officer {
  /** Identifies them: what two people must do, two of these must. Stands in what they did. */
  readonly subject: string;
  /** For people to read. */
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Whether somebody logged in; a token may be a program's, whatever it says. */
  readonly person: boolean;
}

/** A grant as identity providers say it: `compliance@woondienst-izegem`, or `auditor@*`. Undefined where it is none. */
export function grantFrom(text: unknown): Grant | undefined {
  const [, role, participant] = (typeof text === 'string' && /^([a-z-]{1,40})@([a-z0-9-]{1,64}|\*)$/.exec(text)) || [];
  if (role === undefined || !(roles as readonly string[]).includes(role)) return undefined;
  return { role: role as Role, participant: participant === '*' ? null : participant! };
}

/** The officer that the guard let in, as a parameter of a handler. */
export const ByOfficer = createParamDecorator((_: unknown, context: ExecutionContext): Officer => {
  const { officer } = context.switchToHttp().getRequest<RequestOfOfficer>();
  if (officer === undefined) throw new Error('a handler asks for the officer where no guard let one in');
  return officer;
});

export type RequestOfOfficer = FastifyRequest & { officer?: Officer };
