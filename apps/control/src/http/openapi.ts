import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problemCodes } from '#contract';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import answerSchemas from './answer-schemas.json';

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

const { answers, parts } = answerSchemas as unknown as Record<'answers' | 'parts', Readonly<Record<string, Schema>>>;

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Control's description of itself: every route, what it takes and what it answers. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Sluis control')
    .setDescription(
      'Register, facts about persons, cases and the ledger. Errors are application/problem+json (RFC 9457). ' +
        'People log in at `/login`; programs show an access token of the identity provider.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('sluis-session', {
      type: 'apiKey',
      in: 'cookie',
      description:
        'A browser’s session. What changes something needs the header `x-csrf-token` too; `GET /session` has it',
    })
    .build();
  const document = SwaggerModule.createDocument(app, description);
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = methods[method];
      if (operation === undefined) continue;
      // The framework adds what takes the rest of an address under its own name; ours is that of the address.
      operation.parameters = (operation.parameters ?? []).filter((one) => !('name' in one && one.name === '*'));
      tellAnswer(operation, `${method} ${path}`);
      tellProblems(operation, path, method);
    }
  }
  const schemas = { ...document.components?.schemas, ...parts, Problem: problem };
  document.components = { ...document.components, schemas };
  return document;
}

/** What a route answers when it has done what was asked: the schema of the type that its code answers with. */
function tellAnswer(operation: Operation, route: string): void {
  const schema = answers[route];
  if (schema === undefined) return;
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!status.startsWith('2') || response === undefined || '$ref' in response || response.content !== undefined)
      continue;
    response.content = { 'application/json': { schema } };
  }
}

/** What any route may answer beside what it says itself, and in which form. */
function tellProblems(operation: Operation, path: string, method: string): void {
  const secured = operation.security !== undefined;
  if (secured) operation.security = [{ bearer: [] }, { cookie: [] }];
  const common: Record<string, string> = {
    400: 'What was sent is not valid; `errors` says which property breaks which rule',
    ...(secured && { 401: 'Nobody is logged in, and no token holds', 403: 'None of the caller’s roles may do this' }),
    ...(path.includes('{') && { 404: 'There is no such thing, or it is not the caller’s to see' }),
    ...(method !== 'get' && { 413: 'The body is larger than 1 MiB', 415: 'The body is not JSON' }),
    429: 'Too many requests from this address',
    503: 'PostgreSQL, Kafka or the identity provider is away',
  };
  for (const [status, text] of Object.entries(common)) operation.responses[status] ??= { description: text };
  for (const [status, response] of Object.entries(operation.responses)) {
    if (Number(status) < 400 || response === undefined || '$ref' in response || response.content !== undefined)
      continue;
    // A readiness says what is missing in its own words.
    if (path === '/health/ready') continue;
    response.content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  }
}

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', description: '`about:blank`, or this page with the code' },
    code: {
      type: 'string',
      enum: [...problemCodes],
      description: 'Why, where there is more to say than the status does; stable',
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'For people; holds nothing of the request’s values' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['property', 'problem'],
        properties: { property: { type: 'string' }, problem: { type: 'string' } },
      },
    },
  },
};
