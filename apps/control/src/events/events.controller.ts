import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AllowAll, holds } from '../access/allow';
import { Identity } from '../access/identity';
import { ByOfficer, roles, type Officer, type Role } from '../access/officer';
import { scopeOf } from '../access/scope';
import { proposalReaders } from '../activation/readers';
import { caseReaders } from '../ledger/seen-cases';
import { Whose } from '../register/whose';
import { Audience, type PageEvent } from './audience';
import { Events } from './events';

const heartbeatMs = 15_000;
/** A page that does not read is let go before what waits for it fills the memory. */
const waitingBytesMax = 1_048_576;

/** What changes while a page is open, as server-sent events: ids and counts, for the page to ask the rest. */
@ApiTags('events')
@ApiBearerAuth()
@Controller('events')
@AllowAll()
export class EventsController {
  constructor(
    @Inject(Events) private readonly events: Events,
    @Inject(Identity) private readonly identity: Identity,
    @Inject(Whose) private readonly whose: Whose,
  ) {}

  @Get()
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    description: '`case`, `decision`, `overview`, `register`, `proposal`; ends when the session does',
    schema: { type: 'string' },
  })
  @ApiTooManyRequestsResponse({ description: 'Too many pages are open in this session or from this address' })
  @ApiServiceUnavailableResponse({ description: 'Too many pages are open' })
  open(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @ByOfficer() officer: Officer): void {
    const whose = { owner: this.identity.nameOf(request, officer), address: request.ip };
    this.events.mustHaveRoom(whose);
    const systemsOf = (allowed: readonly Role[]) => {
      const systems = this.whose.systemsIn(scopeOf(officer, allowed));
      return systems && new Set(systems);
    };
    // Before the answer begins, since it refuses where no register is active.
    const may = { read: systemsOf(caseReaders), count: systemsOf(roles), proposals: holds(officer, proposalReaders) };
    const stream = reply.raw;
    reply.hijack();
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A stream that ended must not keep a control that stops waiting for its connection.
      connection: 'close',
      'x-content-type-options': 'nosniff',
      // A proxy that gathers answers would make them late.
      'x-accel-buffering': 'no',
    });
    stream.write('retry: 2000\n: listening\n\n');
    const write = (text: string): void => {
      if (stream.writableLength > waitingBytesMax) stream.destroy();
      else if (!stream.destroyed) stream.write(text);
    };
    const remove = this.events.add({
      ...whose,
      audience: new Audience(may),
      send: (events) => {
        if (events.length > 0) write(events.map(textOf).join(''));
      },
      close: () => void stream.end(),
    });
    const heartbeat = setInterval(() => {
      void this.identity
        .stillHolds(request)
        .then((holds) => (holds ? write(': still here\n\n') : void stream.end()))
        // PostgreSQL is away: nobody can tell, and nothing is told meanwhile either.
        .catch(() => write(': still here\n\n'));
    }, heartbeatMs);
    stream.on('close', () => {
      clearInterval(heartbeat);
      remove();
    });
  }
}

function textOf({ event, data }: PageEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
