import 'reflect-metadata';
import type { ExecutionContext } from '@nestjs/common';
import { type HttpAdapterHost, Reflector } from '@nestjs/core';
import { ProposalsController } from '../activation/proposals.controller';
import { PersonCasesController } from '../cases/person-cases.controller';
import type { Problem } from '../http/problem';
import { AccessGuard } from './guard';
import type { Identity } from './identity';
import { grantFrom, type Officer } from './officer';

const everything = ['register-admin@*', 'dpo@*'].map((grant) => grantFrom(grant)!);

/** Status that the guard answers an officer of all rights with, on a route; 200 where it lets them in. */
async function answered(controller: { readonly prototype: object }, handler: string, person: boolean): Promise<number> {
  const officer: Officer = { subject: 'x', name: 'x', grants: everything, person };
  const identity: Pick<Identity, 'of'> = { of: () => Promise.resolve(officer) };
  const context = {
    getHandler: () => (controller.prototype as Record<string, unknown>)[handler],
    getClass: () => controller,
    switchToHttp: () => ({
      getRequest: () => ({ protocol: 'https', headers: {}, socket: {} }),
    }),
  } as unknown as ExecutionContext;
  return new AccessGuard(new Reflector(), identity as Identity, {} as HttpAdapterHost).canActivate(context).then(
    () => 200,
    (problem: Problem) => problem.getStatus(),
  );
}

describe('what the second of two people does', () => {
  it.each([
    ['approve', ProposalsController],
    ['reject', ProposalsController],
    ['approve', PersonCasesController],
  ] as const)('is done by nobody but a person: %s of %p', async (handler, controller) => {
    expect(await answered(controller, handler, true)).toBe(200);
    expect(await answered(controller, handler, false)).toBe(403);
  });

  it.each([
    ['propose', ProposalsController],
    ['propose', PersonCasesController],
    ['end', PersonCasesController],
  ] as const)('is no matter of the first, which a program may be: %s of %p', async (handler, controller) => {
    expect(await answered(controller, handler, false)).toBe(200);
  });
});
