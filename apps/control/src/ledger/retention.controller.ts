import { Body, Controller, Get, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { Database } from '../database';
import { asInput, choice, entryKinds, only, optionalText, wrong } from './input';
import { reached } from '../http/reached';

const daysMax = 36_500;

/** How long the details of entries are kept (GDPR art. 5(1)(e)). The entries themselves tell of nobody and stay. */
@ApiTags('ledger')
@ApiBearerAuth()
@Controller('ledger/retention')
@Allow('operator@*')
export class RetentionController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Allow('operator', 'auditor', 'dpo')
  @ApiOkResponse({ description: 'The rules. Without one, details are kept' })
  async rules() {
    return { rules: await reached(this.database.retention.rules()) };
  }

  @Put()
  @HttpCode(200)
  @ApiBody({
    schema: {
      type: 'object',
      required: ['kind', 'days'],
      properties: {
        kind: { enum: [...entryKinds] },
        instrument: { type: 'string', description: 'Left out: every instrument without a rule of its own' },
        days: {
          type: 'integer',
          nullable: true,
          minimum: 1,
          maximum: daysMax,
          description: 'null takes the rule away',
        },
      },
    },
  })
  @ApiOkResponse({ description: 'The rules as they are now; the next run of the job acts on them' })
  async set(@Body() body: unknown, @ByOfficer() { subject }: Officer) {
    const input = only(asInput(body), ['kind', 'instrument', 'days']);
    const kind = choice(input, 'kind', entryKinds);
    if (kind === undefined) throw wrong('kind', `is needed: one of ${entryKinds.join(', ')}`);
    const { days } = input;
    if (days !== null && !(Number.isInteger(days) && Number(days) >= 1 && Number(days) <= daysMax)) {
      throw wrong('days', `must be a whole number from 1 to ${daysMax}, or null`);
    }
    const instrument = optionalText(input, 'instrument') ?? '';
    await reached(
      this.database.retention.set(kind, instrument, days === null ? undefined : Number(days), subject, new Date()),
    );
    return this.rules();
  }
}
