import type { FastifyRequest } from 'fastify';

/**
 * Whether nobody on the way could read a request: it came over TLS, here or to a proxy that is trusted to say so, or from
 * this machine itself. A request that somebody passed on without being trusted says nothing of how it came.
 */
export function unread({
  protocol,
  headers,
  socket,
}: Pick<FastifyRequest, 'protocol' | 'headers' | 'socket'>): boolean {
  if (protocol === 'https') return true;
  const passedOn = forwarding.some((name) => headers[name] !== undefined);
  return !passedOn && /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];
