import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { isInsz } from '#contract';
import type { TokenKeys } from '#keys';
import { Allow, OverTls } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { scopeOf, within, type Scope } from '../access/scope';
import { Database } from '../database';
import { noRegister, Problem, type PropertyProblem } from '../http/problem';
import { reached } from '../http/reached';
import { choice, limitOf, only, signs, type Input } from '../ledger/input';
import { Publication } from '../publication/publication';
import { ActiveRegister } from '../register/active-register';
import { TOKENS } from '../signing';
import { FactId, ListedFactDto } from './answers.dto';
import { FactsPipe, factsMax } from './facts.pipe';
import { RecordFactDto } from './record-fact.dto';
import { tokenise } from './tokenise';

/** Who records facts, each for the participants of their own. */
const recorders = ['compliance', 'dpo'] as const;

/** Facts about persons: in as numbers and addresses, kept and published as tokens. */
@ApiTags('facts')
@ApiBearerAuth()
@ApiExtraModels(RecordFactDto)
@Controller('facts')
@Allow(...recorders)
export class FactsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ActiveRegister) private readonly register: ActiveRegister,
    @Inject(Publication) private readonly publication: Publication,
    @Inject(TOKENS) private readonly tokens: TokenKeys,
  ) {}

  @Post()
  @OverTls()
  @ApiBody({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(RecordFactDto) },
        { type: 'array', minItems: 1, maxItems: factsMax, items: { $ref: getSchemaPath(RecordFactDto) } },
      ],
    },
  })
  @ApiCreatedResponse({ type: [FactId], description: 'Recorded; in force at every gateway within a second' })
  @ApiBadRequestResponse({ description: 'Nothing was recorded; `errors` says which property breaks which rule' })
  async record(
    @Body(FactsPipe) facts: readonly RecordFactDto[],
    @ByOfficer() officer: Officer,
  ): Promise<readonly FactId[]> {
    this.mustBeRegistered(facts, scopeOf(officer, recorders));
    this.mustNumber();
    const records = facts.flatMap((fact) => tokenise(fact, this.tokens));
    await reached(this.database.facts.record(records, new Date(), officer.subject));
    void this.publication.wake();
    return [...new Set(records.map(({ id }) => id))].map((id) => ({ id }));
  }

  @Get()
  @ApiOkResponse({ type: [ListedFactDto], description: 'Facts of one’s own participants, of whom is not told' })
  @ApiQuery({ name: 'limit', required: false, type: Number, description: '1 to 1,000; 100 where left out' })
  @ApiQuery({ name: 'after', required: false, description: 'Id of the last fact of the page before' })
  @ApiQuery({ name: 'withdrawn', required: false, enum: ['true', 'false'], description: 'Withdrawn facts too' })
  async list(@Query() query: Input, @ByOfficer() officer: Officer): Promise<readonly ListedFactDto[]> {
    only(query, ['limit', 'after', 'withdrawn']);
    const count = limitOf(query, 100, 1_000);
    const cursor = signs(query, 'after', factId, 'must be the id of the last fact of the page before');
    const withdrawn = choice(query, 'withdrawn', ['true', 'false']);
    const rows = await reached(this.database.facts.list(count, cursor, withdrawn === 'true', participantsOf(officer)));
    return rows.map(({ id, kind, participant, purposes, from, until, ground, recordedAt, withdrawnAt }) => ({
      id,
      kind,
      participant,
      ...(purposes && { purposes: [...purposes] }),
      from,
      until,
      ground,
      recordedAt: recordedAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    }));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Withdrawn, now or before' })
  @ApiNotFoundResponse({ description: 'No fact has this id' })
  async withdraw(@Param('id') id: string, @ByOfficer() officer: Officer): Promise<void> {
    this.mustNumber();
    const outcome = isFactId(id)
      ? await reached(this.database.facts.withdraw(id, new Date(), officer.subject, participantsOf(officer)))
      : 'unknown';
    if (outcome === 'unknown')
      throw new Problem(
        404,
        'no fact has this id; the list of facts (`sluis facts list`, `GET /facts`) shows those there are',
      );
    void this.publication.wake();
  }

  /** Participants and purposes that the active register does not know would make facts that never match anything. */
  private mustBeRegistered(facts: readonly RecordFactDto[], scope: Scope): void {
    const register = this.register.compiled;
    if (register === undefined) throw noRegister();
    const problems: PropertyProblem[] = [];
    for (const [at, { participant, purposes = [] }] of facts.entries()) {
      const prefix = facts.length > 1 ? `[${at}].` : '';
      // One of somebody else's is as if it were not there.
      if (!register.participants.has(participant) || !within(scope, participant)) {
        problems.push({
          property: `${prefix}participant`,
          problem: 'is not a participant of the active register for whom you may record',
        });
      }
      if (!purposes.every((purpose) => register.purposes.has(purpose))) {
        problems.push({
          property: `${prefix}purposes`,
          problem: 'holds a purpose that the active register does not know',
        });
      }
    }
    if (problems.length > 0)
      throw new Problem(400, 'the facts were not recorded', problems.slice(0, 20), 'facts-not-recorded');
  }

  private mustNumber(): void {
    if (!this.publication.numbersKnown) {
      throw new Problem(
        503,
        'facts cannot be recorded now: PostgreSQL or Kafka is away; /health/ready says which',
        [],
        'services-away',
      );
    }
  }
}

function participantsOf(officer: Officer): readonly string[] | undefined {
  const scope = scopeOf(officer, recorders);
  return scope === 'all' ? undefined : [...scope];
}

/** Signs of an id, in which no number of a person fits that is one. */
const factId = /^[A-Za-z0-9_-]{1,64}$/;

function isFactId(text: string): boolean {
  return factId.test(text) && !isInsz(text);
}
