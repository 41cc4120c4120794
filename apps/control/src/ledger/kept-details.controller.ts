import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { detailsCommitment } from '#ledger';
import { Allow } from '../access/allow';
import { Database } from '../database';
import { reached } from '../http/reached';
import { limitOf, only, wholeNumber, type Input } from './input';

const straysMax = 100;

/**
 * What the database's details commit to now, entry by entry, to be held against the entries of an export. It shows hashes
 * and no detail, so that whoever checks the ledger need not be shown what is in it.
 */
@ApiTags('ledger')
@ApiBearerAuth()
@Controller('ledger')
@Allow('auditor@*', 'dpo@*', 'compliance@*')
export class KeptDetailsController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get('details')
  @ApiOkResponse({
    description:
      'In the order of entries; `commitment` is null where no details are kept. `next` gives the page after, until it is null; ' +
      'then `strays` are details of no entry, and `removed` is how many entries lost theirs to retention',
  })
  @ApiQuery({ name: 'from', required: false, description: 'Index of the first entry; 0 where left out' })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 5,000; 1,000 where left out' })
  async details(@Query() query: Input) {
    only(query, ['from', 'limit']);
    const limit = limitOf(query, 1_000, 5_000);
    const from = wholeNumber(query, 'from', 0, Number.MAX_SAFE_INTEGER) ?? 0;
    const { size } = await reached(this.database.ledger.checkpoint());
    const kept = await reached(this.database.audit.details(from, limit));
    const details = kept.map(({ index, decisionId, parts }) => ({
      index,
      decisionId,
      commitment: parts === undefined ? null : detailsCommitment(parts),
    }));
    if (from + limit < size) return { details, next: from + limit };
    const strays = await reached(this.database.audit.strays(straysMax));
    return { details, next: null, strays, removed: await reached(this.database.audit.removed()) };
  }
}
