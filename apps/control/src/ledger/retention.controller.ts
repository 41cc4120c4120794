import { Body, Controller, Get, HttpCode, Inject, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { Database } from '../database';
import { asInput, optionalText, wrong } from './input';
import { reached } from '../http/reached';

const kinds = ['decision', 'access', 'act', 'erasure', 'retention'];
const daysMax = 36_500;

/** How long the details of entries are kept (GDPR art. 5(1)(e)). The entries themselves tell of nobody and stay. */
@ApiTags('ledger')
@ApiBearerAuth()
@Controller('ledger/retention')
@Allow('operator@*')
export class RetentionController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Allow('operator', 'auditor')
  @ApiOkResponse({ description: 'The rules. Without one, details are kept' })
  async rules(): Promise<object> {
    return { rules: await reached(this.database.retention.rules()) };
  }

  @Put()
  @HttpCode(200)
  @ApiBody({
    schema: {
      type: 'object',
      required: ['kind', 'days'],
      properties: {
        kind: { enum: kinds },
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
  async set(@Body() body: unknown, @ByOfficer() { subject }: Officer): Promise<object> {
    const input = asInput(body);
    const { kind, days } = input;
    if (typeof kind !== 'string' || !kinds.includes(kind)) throw wrong('kind', `must be one of ${kinds.join(', ')}`);
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
