import type { FastifyRequest } from 'fastify';
import { unread } from './unread';

const from = (remoteAddress: string, headers: Record<string, string> = {}, protocol = 'http') =>
  unread({ remoteAddress, headers, protocol, socket: { remoteAddress } } as unknown as FastifyRequest);

describe('a request with numbers of persons', () => {
  it('is taken over TLS, from wherever', () => {
    expect(from('203.0.113.9', {}, 'https')).toBe(true);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    'is taken from %s, which is this machine',
    (address) => {
      expect(from(address)).toBe(true);
    },
  );

  it.each(['203.0.113.9', '10.0.0.1', '::ffff:10.127.0.1', 'fe80::1', '1127.0.0.1', ''])(
    'is refused from %s without TLS',
    (address) => {
      expect(from(address)).toBe(false);
    },
  );

  it.each(['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via'])(
    'is refused where a proxy on this machine passed it on, by %s',
    (header) => {
      expect(from('127.0.0.1', { [header]: 'https' })).toBe(false);
    },
  );
});
