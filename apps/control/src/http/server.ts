import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { Settings } from '../settings';
import { refuseAddress, refuseBytes } from './broken-requests';
import { serveConsole } from './console';
import { callsAMinute } from './limits';
import { describeApi } from './openapi';
import { Problem, ProblemFilter } from './problem';

const bodyBytesMax = 1_048_576;

/** How long a request may take to come in. */
const requestTimeout = 10_000;
/**
 * Node takes a shorter time for the whole request than for its head to be the time for the head, and the other one, a minute, for the
 * body. It looks each half minute where nobody says otherwise.
 */
const timed = { headersTimeout: requestTimeout, connectionsCheckingInterval: 2_000 } as const;

/** Fastify with bounds on what a caller may send and how long it may take; over TLS where control has a certificate. */
export function fastifyAdapter({ tls, trustedProxies }: Settings): FastifyAdapter {
  const options = {
    bodyLimit: bodyBytesMax,
    requestTimeout,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    logger: false,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseBytes,
    // `/protocollen/` is the folder that its own links are relative to.
    routerOptions: { ignoreTrailingSlash: true },
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
  } as const;
  if (tls === undefined) return new FastifyAdapter({ ...options, http: timed });
  const https = {
    ...timed,
    cert: readFileSync(tls.certFile),
    key: readFileSync(tls.keyFile),
    minVersion: 'TLSv1.2',
  } as const;
  return new FastifyAdapter({ ...options, https });
}

/** Problem answers, safe headers, limits, the console's files, and the description at `/openapi.json`. */
export async function dress(app: NestFastifyApplication, { publicUrl }: Settings): Promise<void> {
  app.useGlobalFilters(new ProblemFilter());
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  const secure = publicUrl.startsWith('https:');
  await app.register(helmet, { global: false });
  server.addHook('onRequest', (request, reply, next) => {
    void reply.helmet(safeHeaders(request.url, secure));
    // What an API says is for who asked, now; files of the console say otherwise themselves.
    void reply.header('cache-control', 'no-store');
    next();
  });
  await app.register(rateLimit, {
    max: callsAMinute,
    timeWindow: 60_000,
    errorResponseBuilder: () => new Problem(429, 'too many requests from this address; wait a minute'),
  });
  await serveConsole(server, resolve(__dirname, '../../../../console'));
  SwaggerModule.setup('openapi', app, () => describeApi(app), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'openapi.json',
  });
}

/** An API runs nothing and is embedded nowhere; the console runs what control itself serves. */
function safeHeaders(url: string, secure: boolean): FastifyHelmetOptions {
  const none = ["'none'"];
  const own = ["'self'"];
  const page = /^\/console(?:[/?]|$)/.test(url);
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: page
        ? {
            defaultSrc: none,
            scriptSrc: own,
            styleSrc: own,
            fontSrc: own,
            imgSrc: [...own, 'data:'],
            connectSrc: own,
            manifestSrc: own,
            formAction: own,
            baseUri: none,
            frameAncestors: none,
          }
        : { defaultSrc: none, frameAncestors: none },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: true },
  };
}
