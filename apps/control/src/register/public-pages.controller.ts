import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiParam,
  ApiPermanentRedirectResponse,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { publicPages } from '#explain';
import { Public } from '../access/allow';
import { Problem } from '../http/problem';
import { today } from './reading.controller';
import { ShownRegister, type Shown } from './shown-register';

const html = 'text/html; charset=utf-8';

/** Nothing is fetched and nothing runs: the page brings its own style. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const keptSeconds = 300;

/**
 * What is exchanged and on which ground, for everybody (decree of 18 July 2008, art. 8 par. 1): made from the register that
 * is active, so that what is published is what is done.
 */
@ApiTags('public page')
@Controller('protocollen')
@Public()
export class PublicPagesController {
  private made: { readonly of: Shown; readonly day: string; readonly pages: ReadonlyMap<string, string> } | undefined;

  constructor(@Inject(ShownRegister) private readonly register: ShownRegister) {}

  /** The links of the page are relative to its folder. */
  @Get()
  @ApiPermanentRedirectResponse({ description: 'To the page itself, `/protocollen/`' })
  folder(@Res() reply: FastifyReply): void {
    // The router takes the address with its slash for this one too.
    if (reply.request.url.split('?')[0]!.endsWith('/')) this.send('index.html', reply);
    else void reply.redirect('/protocollen/', 308);
  }

  @Get('*')
  @ApiParam({ name: 'path', description: 'Name of a page, such as `index.html`' })
  @ApiProduces(html)
  @ApiOkResponse({
    description: 'Every instrument as it stands today, one of them, or who gets which field',
    schema: { type: 'string' },
  })
  @ApiNotFoundResponse({ description: 'There is no such page' })
  page(@Param('*') page: string, @Res() reply: FastifyReply): void {
    this.send(page === '' ? 'index.html' : page, reply);
  }

  private send(name: string, reply: FastifyReply): void {
    const page = this.pages().get(name);
    if (page === undefined) throw new Problem(404, 'there is no such page; /protocollen/ leads to all');
    void reply
      .header('content-type', html)
      .header('content-security-policy', policy)
      .header('cache-control', `public, max-age=${keptSeconds}`)
      .send(page);
  }

  private pages(): ReadonlyMap<string, string> {
    const shown = this.register.now;
    const day = today();
    if (this.made?.of !== shown || this.made.day !== day) {
      this.made = { of: shown, day, pages: publicPages(shown.source, day) };
    }
    return this.made.pages;
  }
}
