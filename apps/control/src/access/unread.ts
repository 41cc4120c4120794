import type { FastifyRequest } from 'fastify';

/**
 * Whether nobody on the way could read a request: it came over TLS, here or to a proxy that is trusted to say so, or from
 * this machine itself, asked for under a name of this machine. What was passed on without trust, or asked for under another
 * name, came from elsewhere: a proxy here may say nothing of itself, but it keeps the name that the caller gave.
 */
export function unread({
  protocol,
  headers,
  socket,
}: Pick<FastifyRequest, 'protocol' | 'headers' | 'socket'>): boolean {
  if (protocol === 'https') return true;
  return (
    /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/.test(socket.remoteAddress ?? '') &&
    /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(headers.host ?? '') &&
    !Object.keys(headers).some((name) => passedOn.test(name))
  );
}

/** Headers by which proxies, balancers and content networks say whom they pass on; browsers and programs send none of them. */
const passedOn =
  /^(?:forwarded|via|x-forwarded|x-forwarded-.*|x-original-.*|x-real-.*|x-envoy-.*|x-proxy-.*|proxy-.*|cf-.*|fastly-.*|x-(?:client|cluster|remote|source|true|azure|appengine)-.*|true-client-ip|client-ip|wl-proxy-.*|x-host|x-scheme|x-url-scheme|x-arr-.*|front-end-https|cdn-loop|x-amzn?-.*|x-coming-from|x-proxied-.*)$/;
