import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

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
    .build();
  return SwaggerModule.createDocument(app, description);
}
