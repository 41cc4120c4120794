import type { FastifyRequest } from 'fastify';
import { unread } from './unread';

const from = (remoteAddress: string, headers: Record<string, string | undefined> = {}, protocol = 'http') =>
  unread({
    remoteAddress,
    headers: { host: '127.0.0.1:8080', ...headers },
    protocol,
    socket: { remoteAddress },
  } as unknown as FastifyRequest);

describe('a request with numbers of persons', () => {
  it('is taken over TLS, from wherever and by whatever name', () => {
    expect(from('203.0.113.9', { host: 'sluis.example.be', 'x-forwarded-for': '198.51.100.7' }, 'https')).toBe(true);
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    'is taken from %s, which is this machine',
    (address) => {
      expect(from(address)).toBe(true);
    },
  );

  it.each(['203.0.113.9', '10.0.0.1', '::ffff:10.127.0.1', 'fe80::1', '1127.0.0.1', '127.evil', ''])(
    'is refused from %s without TLS',
    (address) => {
      expect(from(address)).toBe(false);
    },
  );

  it.each(['localhost', 'LOCALHOST:8080', 'localhost:1', '127.0.0.1', '127.0.0.53:8080', '[::1]', '[::1]:8080'])(
    'is taken where it was asked for as %s, a name of this machine',
    (host) => {
      expect(from('127.0.0.1', { host })).toBe(true);
    },
  );

  it.each([
    'sluis.example.be',
    'localhost.example.be',
    'localhost:8080.example.be',
    '127.0.0.1.example.be',
    '10.0.0.1',
    '127.0.0.1:8080@example.be',
    '[::2]',
    '',
    undefined,
  ])('is refused where it was asked for as %s, since a proxy that says nothing of itself keeps that name', (host) => {
    expect(from('127.0.0.1', { host })).toBe(false);
  });

  it.each([
    'forwarded',
    'via',
    'x-forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-port',
    'x-forwarded-server',
    'x-forwarded-ssl',
    'x-real-ip',
    'x-client-ip',
    'x-cluster-client-ip',
    'x-original-host',
    'x-original-forwarded-for',
    'x-envoy-external-address',
    'x-remote-addr',
    'true-client-ip',
    'cf-connecting-ip',
    'fastly-client-ip',
    'front-end-https',
    'cdn-loop',
  ])('is refused where a proxy on this machine passed it on, by %s', (header) => {
    expect(from('127.0.0.1', { [header]: 'https' })).toBe(false);
  });

  it('is taken with what browsers and programs send themselves', () => {
    const usual = [
      'accept',
      'authorization',
      'cookie',
      'origin',
      'referer',
      'sec-fetch-site',
      'x-csrf-token',
      'traceparent',
    ];
    expect(from('127.0.0.1', Object.fromEntries(usual.map((name) => [name, 'x'])))).toBe(true);
  });
});
