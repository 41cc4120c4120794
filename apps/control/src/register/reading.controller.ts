import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNotFoundResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { clockAt, type LegalDate } from '#contract';
import {
  describeInstrument,
  describeParticipant,
  instrumentBlocks,
  instrumentRows,
  matrixOf,
  participantBlocks,
  statusOf,
  besideConfirming,
  vocabularyOf,
  type Block,
  type InstrumentRow,
  type Vocabulary,
} from '#explain';
import { AllowAll } from '../access/allow';
import { Problem } from '../http/problem';
import { optionalText, wrong, type Input } from '../ledger/input';
import { ShownRegister } from './shown-register';

const daysAheadMax = 3_650;

/** The active register as officers read it. Nothing of it is about one person. */
@ApiTags('register')
@ApiBearerAuth()
@Controller('register')
@AllowAll()
export class RegisterReadingController {
  constructor(@Inject(ShownRegister) private readonly register: ShownRegister) {}

  @Get('participants')
  @ApiOkResponse({ description: 'Every participant: `id`, `name`, `roles` on the day, `systems`' })
  @ApiQuery({ name: 'at', required: false, description: 'A day, YYYY-MM-DD; today where left out' })
  participants(@Query() query: Input) {
    const at = dayOf(query);
    return this.register.now.source.participants.map(({ id, name, roles, systems }) => ({
      id,
      name: name.nl,
      roles: roles
        .filter(({ from, until }) => (from === undefined || from <= at) && (until === undefined || at < until))
        .map(({ role }) => role),
      systems: systems.map((system) => system.id),
    }));
  }

  @Get('participants/:id')
  @ApiOkResponse({ description: 'One participant in Dutch, as blocks' })
  @ApiNotFoundResponse({ description: 'The register has no such participant' })
  @ApiQuery({ name: 'at', required: false, description: 'A day, YYYY-MM-DD; today where left out' })
  participant(@Param('id') id: string, @Query() query: Input): { id: string; name: string; blocks: readonly Block[] } {
    const described = describeParticipant(this.register.now.source, id, dayOf(query));
    if (described === undefined) throw new Problem(404, 'the active register has no such participant');
    return { id, name: described.title, blocks: participantBlocks(described) };
  }

  @Get('instruments')
  @ApiOkResponse({ description: 'Every instrument, as it stands on the day' })
  @ApiQuery({ name: 'at', required: false, description: 'A day, YYYY-MM-DD; today where left out' })
  instruments(@Query() query: Input): readonly InstrumentRow[] {
    return instrumentRows(this.register.now.source, dayOf(query));
  }

  @Get('instruments/:id')
  @ApiOkResponse({ description: 'One instrument in Dutch, as blocks, with how sure each fact is' })
  @ApiNotFoundResponse({ description: 'The register has no such instrument' })
  @ApiQuery({ name: 'at', required: false, description: 'A day, YYYY-MM-DD; today where left out' })
  instrument(@Param('id') id: string, @Query() query: Input) {
    const { source } = this.register.now;
    const at = dayOf(query);
    const described = describeInstrument(source, id, at);
    // Of the whole register: what instruments give jointly is known of all of them together.
    const row = instrumentRows(source, at).find((each) => each.id === id);
    if (described === undefined || row === undefined) {
      throw new Problem(404, 'the active register has no such instrument');
    }
    return { ...row, at, blocks: instrumentBlocks(described) };
  }

  @Get('matrix')
  @ApiOkResponse({ description: 'Who gets which field on the day; `names` has the titles of the ids in its cells' })
  @ApiQuery({ name: 'at', required: false, description: 'A day, YYYY-MM-DD; today where left out' })
  @ApiQuery({ name: 'provider', required: false })
  @ApiQuery({ name: 'purpose', required: false })
  @ApiQuery({ name: 'recipient', required: false, description: 'Then the columns are its purposes' })
  matrix(@Query() query: Input) {
    const { source } = this.register.now;
    const [provider, purpose, recipient] = ['provider', 'purpose', 'recipient'].map((name) =>
      optionalText(query, name),
    );
    const titles = (items: readonly { readonly id: string; readonly title: { readonly nl: string } }[]): Titles =>
      Object.fromEntries(items.map(({ id, title }) => [id, title.nl]));
    const participants: Titles = Object.fromEntries(source.participants.map(({ id, name }) => [id, name.nl]));
    return {
      ...matrixOf(source, { at: dayOf(query), provider, purpose, recipient }),
      names: {
        participants,
        purposes: titles(source.purposes),
        instruments: titles(source.instruments),
      },
    };
  }

  @Get('status')
  @ApiOkResponse({
    description: 'What an installation must still confirm, and in `blocks` what else it must look after, in Dutch',
  })
  status() {
    const status = statusOf(this.register.now.source, { at: today(), daysAhead: 90 });
    const toConfirm = status.toConfirm.map(({ file, what, instruments }) => ({ file, what, instruments }));
    return { permissions: status.permissions, toConfirm, blocks: besideConfirming(status, true) };
  }

  @Get('expiring')
  @ApiOkResponse({ description: 'Instruments of which something ends within these days, the first first' })
  @ApiQuery({ name: 'days', required: false, description: `1 to ${daysAheadMax}; 90 where left out` })
  expiring(@Query() query: Input) {
    return expiringRows(this.register.now.source, today(), daysOf(query));
  }

  @Get('vocabulary')
  @ApiOkResponse({ description: 'Names to compose a request of' })
  vocabulary(): Vocabulary {
    return vocabularyOf(this.register.now.source);
  }
}

/** By id. */
interface Titles {
  readonly [id: string]: string;
}

type Source = ShownRegister['now']['source'];

/** Instruments of which a version, a suspension or an accession ends soon: `endsOn`, and `what` in Dutch. */
export function expiringRows(source: Source, at: LegalDate, daysAhead: number) {
  const rows = new Map(instrumentRows(source, at).map((row) => [row.id, row]));
  return statusOf(source, { at, daysAhead }).ending.flatMap(({ on, subject, what }) => {
    const row = rows.get(subject);
    return row === undefined ? [] : [{ ...row, endsOn: on, what }];
  });
}

export function today(): LegalDate {
  return clockAt(Date.now()).today;
}

/** The day of a query, else today. Years are those of legal dates: four digits. */
export function dayOf(query: Input): LegalDate {
  const at = optionalText(query, 'at', 10);
  if (at === undefined) return today();
  const read = /^\d{4}-\d{2}-\d{2}$/.test(at) ? new Date(`${at}T00:00:00Z`) : undefined;
  if (read === undefined || Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== at) {
    throw wrong('at', 'must be a day, YYYY-MM-DD');
  }
  return at;
}

function daysOf(query: Input): number {
  const days = Number(optionalText(query, 'days', 6) ?? 90);
  if (Number.isInteger(days) && days >= 1 && days <= daysAheadMax) return days;
  throw wrong('days', `must be a whole number from 1 to ${daysAheadMax}`);
}
