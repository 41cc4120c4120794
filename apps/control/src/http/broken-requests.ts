import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemBody, problemType } from './problem';

/**
 * What is refused before any route, hook or filter sees it: an address or a head that can't be read. The framework's own
 * answers quote the address, which may hold anything, and lack the headers that every other answer has.
 */
const headers: Readonly<Record<string, string>> = {
  'content-type': problemType,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const details: Readonly<Record<number, string>> = {
  400: 'the request is not one of HTTP: its address or its head can’t be read',
  408: 'the request did not come in time',
  414: 'a part of the address is longer than any name here',
  431: 'the head of the request is too large',
};

/** For an address that the router can't read. */
export function refuseAddress(fault: { readonly statusCode?: number }, _: FastifyRequest, reply: FastifyReply): void {
  const status = details[fault.statusCode ?? 400] === undefined ? 400 : fault.statusCode!;
  const body = bodyOf(status);
  reply.hijack();
  reply.raw.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** For bytes that Node's own parser refuses; the connection ends with the answer. */
export function refuseBytes(fault: Error & { readonly code?: string }, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[fault.code ?? ''] ?? 400;
    const body = bodyOf(status);
    const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
    const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroySoon();
}

function bodyOf(status: number): string {
  return JSON.stringify(problemBody(status, details[status]!));
}
