import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from './access/allow';
import { Database } from './database';
import { Publication } from './publication/publication';
import { ActiveRegister } from './register/active-register';

/** Liveness: the process answers. Readiness: register and facts can be published and changed now. */
@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Publication) private readonly publication: Publication,
    @Inject(ActiveRegister) private readonly register: ActiveRegister,
  ) {}

  @Get('live')
  @ApiOkResponse({ description: 'The process answers' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOkResponse({ description: 'Register and facts can be published and changed now' })
  @ApiServiceUnavailableResponse({ description: 'They can’t; the answer says what is missing' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { kafka, lock, registerVersion, factsNumber, liveFacts } = this.publication.state;
    const postgres = (await this.database.answers()) ? 'connected' : 'unreachable';
    const faults = this.register.fileFaults.length;
    const standby = lock === 'elsewhere';
    const registerReady = this.register.settled && (standby || registerVersion !== undefined);
    const ready = kafka === 'connected' && postgres === 'connected' && registerReady && this.publication.numbersKnown;
    if (!ready) void reply.status(503);
    return {
      status: ready ? 'ready' : 'not ready',
      kafka,
      postgres,
      publisher: standby
        ? 'another control publishes'
        : lock === 'held'
          ? 'this control'
          : 'unknown while PostgreSQL is away',
      register: {
        active: registerVersion ?? this.register.version?.version ?? null,
        ...(faults > 0 && {
          faults: `the files have ${faults === 1 ? '1 fault' : `${faults} faults`}; see the log or \`npx sluis register check\``,
        }),
      },
      ...(factsNumber !== undefined && { facts: { number: factsNumber, live: liveFacts } }),
    };
  }
}
