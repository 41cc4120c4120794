import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { decodeBundle, encodeBundle, hashBytes, parseTilePath } from '#ledger';
import { Public } from '../access/allow';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';

const plain = 'text/plain; charset=utf-8';
const bytes = 'application/octet-stream';

/**
 * The ledger as C2SP tlog-tiles: anybody may read it, since nothing in it tells of a person. What is served is what the
 * recorder wrote; control has no key to sign with, and a reader needs to trust none of this.
 */
@ApiTags('ledger')
@Controller('ledger')
@Public()
export class TilesController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get('checkpoint')
  @ApiProduces(plain)
  @ApiOkResponse({ description: 'The newest checkpoint, a C2SP signed note', schema: { type: 'string' } })
  async checkpoint(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { checkpoint } = await reached(this.database.ledger.checkpoint());
    if (checkpoint === '') throw notBegun();
    void reply.header('content-type', plain);
    return checkpoint;
  }

  @Get('vkey')
  @ApiProduces(plain)
  @ApiOkResponse({
    schema: { type: 'string' },
    description: 'Verifier key of the checkpoints. Take it from somewhere else too: `.sluis/ledger.vkey`',
  })
  async verifierKey(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { verifierKey } = await reached(this.database.ledger.checkpoint());
    if (verifierKey === '') throw notBegun();
    void reply.header('content-type', plain);
    return `${verifierKey}\n`;
  }

  @Get('journal')
  @ApiOkResponse({
    description:
      "One past the last note of control's own journal. Each number below it has, or gets within a second, an entry of topic `control`",
    schema: { type: 'object', required: ['next'], properties: { next: { type: 'integer', minimum: 0 } } },
  })
  async journal(): Promise<{ readonly next: number }> {
    return { next: await reached(this.database.ledger.journalEnd()) };
  }

  @Get('tile/*')
  @ApiParam({ name: 'path', description: '`<L>/<N>[.p/<W>]` or `entries/<N>[.p/<W>]`; it holds slashes' })
  @ApiProduces(bytes)
  @ApiOkResponse({
    description: 'A tile `tile/<L>/<N>[.p/<W>]`, or a bundle of entries `tile/entries/<N>[.p/<W>]`',
    schema: { type: 'string', format: 'binary' },
  })
  @ApiNotFoundResponse({ description: 'The ledger has no such tile yet, or the path is not one of a tile' })
  async tile(@Param('*') path: string, @Res() reply: FastifyReply): Promise<void> {
    const name = parseTilePath(`tile/${path}`);
    const kept =
      name && (await reached(this.database.ledger.tile(name.level === 'entries' ? -1 : name.level, name.number)));
    if (name === undefined || kept === undefined || kept.width < name.width) {
      throw new Problem(404, 'the ledger has no such tile; tiles of 256, partial ones as `.p/<width>`');
    }
    // A tile that grew since begins with what it was.
    const data =
      kept.width === name.width
        ? kept.data
        : name.level === 'entries'
          ? encodeBundle((decodeBundle(kept.data) ?? []).slice(0, name.width))
          : kept.data.subarray(0, name.width * hashBytes);
    await reply.header('content-type', bytes).send(data);
  }
}

function notBegun(): Problem {
  return new Problem(404, 'the ledger has not begun: no recorder has run on this database yet');
}
