import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { clockAt } from '#contract';
import type { Suspension } from '#postgres';
import { resolver, type InstrumentSource, type Party, type RegisterSource } from '#register';
import { Allow, AllowAll } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { scopeOf, within } from '../access/scope';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { asInput, text } from '../ledger/input';
import { ActiveRegister } from '../register/active-register';
import { ShownRegister } from '../register/shown-register';
import { line } from './proposals.controller';

const listed = 200;

/**
 * An instrument that permits nothing from this moment on. One officer is enough to stop it, of a party of it too; lifting it is
 * a proposal, and takes two.
 */
@ApiTags('register')
@ApiBearerAuth()
@Controller('register/suspensions')
@AllowAll()
export class SuspensionsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ActiveRegister) private readonly active: ActiveRegister,
    @Inject(ShownRegister) private readonly register: ShownRegister,
  ) {}

  @Get()
  @ApiOkResponse({ description: `Newest first, lifted ones too, at most ${listed}` })
  async list() {
    return (await reached(this.database.suspensions.list(listed))).map(shown);
  }

  @Post()
  @Allow('register-admin', 'dpo')
  @HttpCode(201)
  @ApiBody({
    schema: {
      type: 'object',
      required: ['instrument', 'reason'],
      properties: {
        instrument: { type: 'string' },
        reason: { type: 'string', description: 'Published with the register: it names no person' },
      },
    },
  })
  @ApiCreatedResponse({ description: '`id`; at every gateway within a second' })
  @ApiBadRequestResponse({ description: 'Nothing was suspended' })
  @ApiNotFoundResponse({ description: 'The active register has no such instrument, or it is of other participants' })
  @ApiConflictResponse({ description: 'It is suspended by order already' })
  async suspend(@Body() body: unknown, @ByOfficer() officer: Officer): Promise<{ id: string }> {
    const input = asInput(body);
    const [id, reason] = [text(input, 'instrument'), line(input, 'reason', 200)];
    const { source } = this.register.now;
    const instrument = source.instruments.find((each) => each.id === id);
    const scope = scopeOf(officer, ['register-admin', 'dpo']);
    if (instrument === undefined || (scope !== 'all' && !within(scope, ...partiesOf(instrument, source)))) {
      throw new Problem(404, 'the active register has no such instrument');
    }
    const now = new Date();
    const { today } = clockAt(now.getTime());
    const ordered = await reached(this.database.suspensions.order(id, reason, officer, today, now));
    if (ordered === undefined)
      throw new Problem(409, 'this instrument is suspended by order already', [], 'already-suspended');
    // What was committed is published now; where that fails, the next sweep does it.
    await this.active.renew().catch(() => undefined);
    return { id: ordered };
  }
}

/** Everybody who ever gave, got or sent on by it. */
function partiesOf(instrument: InstrumentSource, source: RegisterSource): readonly string[] {
  const resolve = resolver(source);
  const parties: readonly Party[] = instrument.versions.flatMap(({ permissions }) =>
    permissions.flatMap(({ providers, recipients, via }) => [...providers, ...recipients, ...via]),
  );
  return parties.flatMap((party) => resolve(party, instrument)).map(({ participant }) => participant);
}

function shown({ id, instrument, reason, fromDay, by, at, liftedDay, liftedAt }: Suspension) {
  return {
    id,
    instrument,
    reason,
    from: fromDay,
    by,
    at: at.toISOString(),
    liftedOn: liftedDay,
    liftedAt: liftedAt?.toISOString() ?? null,
  };
}
