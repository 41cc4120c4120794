import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ProblemFilter } from './problem';

const bodyBytesMax = 1_048_576;

/** Fastify with bounds on what a caller may send and how long it may take. */
export function fastifyAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: bodyBytesMax,
    requestTimeout: 10_000,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    logger: false,
  });
}

/** Problem answers, safe headers on every answer, and the description at `/openapi.json`. */
export function dress(app: NestFastifyApplication): void {
  app.useGlobalFilters(new ProblemFilter());
  const server = app.getHttpAdapter().getInstance();
  server.removeContentTypeParser('text/plain');
  server.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(safeHeaders)) void reply.header(name, value);
  });
  const description = new DocumentBuilder()
    .setTitle('Sluis control')
    .setDescription('Register versions and facts about persons. Errors are application/problem+json (RFC 9457).')
    .setVersion('1')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('openapi', app, () => SwaggerModule.createDocument(app, description), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'openapi.json',
  });
}

/** What Helmet would set for an API that no page may embed or cache. */
const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
