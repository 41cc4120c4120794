import 'reflect-metadata';
import type { FastifyRequest } from 'fastify';
import type { Oidc } from '../session/oidc';
import type { Sessions } from '../session/sessions';
import { Identity } from './identity';

/** Whether a stream that such a request opened goes on, where its token or its session holds or does not. */
function goesOn(headers: object, holds: boolean): Promise<boolean> {
  const found = holds ? { subject: 'x', name: 'x', grants: [] } : undefined;
  const oidc: Partial<Oidc> = { bearer: () => Promise.resolve(found) };
  const sessions = { of: () => Promise.resolve(found) } as unknown as Sessions;
  return new Identity(oidc as Oidc, sessions).stillHolds({ headers } as FastifyRequest);
}

describe('an open stream', () => {
  it.each([
    ['a token', { authorization: 'Bearer a.b.c' }],
    ['a session', { cookie: 'sluis-session=x' }],
  ])('goes on with %s that holds, and not with one that does not any more', async (_, headers) => {
    expect(await goesOn(headers, true)).toBe(true);
    expect(await goesOn(headers, false)).toBe(false);
  });
});
