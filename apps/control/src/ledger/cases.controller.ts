import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { reasonCodes } from '#contract';
import { caseStatuses, type Case, type CaseFilter } from '#postgres';
import { Allow } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { scopeOf } from '../access/scope';
import { Database } from '../database';
import { Whose } from '../register/whose';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { asInput, choice, cursorOf, limitOf, officerText, only, optionalText, type Input } from './input';
import { caseReaders, SeenCases, unknownCase } from './seen-cases';

const changers = ['compliance', 'dpo'] as const;
const filters = ['status', 'system', 'recipient', 'participant', 'reason', 'assignee', 'q'] as const;
const paging = ['limit', 'after'] as const;

/** Denials grouped by what one has to mend, and what compliance does about them. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('ledger/cases')
@Allow(...caseReaders)
export class CasesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Whose) private readonly whose: Whose,
    @Inject(SeenCases) private readonly seen: SeenCases,
  ) {}

  @Get()
  @ApiOkResponse({ description: 'Latest denial first. `next` gives the page after, until it is null' })
  @ApiQuery({ name: 'status', required: false, enum: caseStatuses })
  @ApiQuery({ name: 'system', required: false })
  @ApiQuery({ name: 'recipient', required: false })
  @ApiQuery({ name: 'participant', required: false, description: 'Whose systems asked' })
  @ApiQuery({ name: 'reason', required: false, enum: reasonCodes })
  @ApiQuery({ name: 'assignee', required: false })
  @ApiQuery({ name: 'q', required: false, description: 'A text in a name, a title or a field of it' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'after', required: false })
  async list(@Query() query: Input, @ByOfficer() officer: Officer) {
    only(query, [...filters, ...paging]);
    const limit = limitOf(query, 100, 1_000);
    const found = await reached(this.database.cases.list(this.filterOf(query, officer), limit, cursorOf(query)));
    return {
      cases: found.map(({ cursor: _cursor, ...one }) => ({ ...one, ...this.namesOf(one) })),
      next: found.length === limit ? (found.at(-1)?.cursor ?? null) : null,
    };
  }

  @Get(':id')
  @ApiOkResponse({ description: 'One case with its history' })
  @ApiNotFoundResponse({ description: 'There is no such case' })
  async one(@Param('id') id: string, @ByOfficer() officer: Officer) {
    const found = await this.seen.by(officer, id);
    return { ...found, ...this.namesOf(found) };
  }

  @Patch(':id')
  @Allow(...changers)
  @HttpCode(200)
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        status: { enum: [...caseStatuses] },
        assignee: { type: 'string', nullable: true },
        note: { type: 'string' },
      },
    },
  })
  @ApiOkResponse({ description: 'The case as it is now; each change is a line of its history' })
  async change(@Param('id') id: string, @Body() body: unknown, @ByOfficer() officer: Officer) {
    const input = only(asInput(body), ['status', 'assignee', 'note']);
    const status = choice(input, 'status', caseStatuses);
    const note = optionalText(input, 'note', 2_000);
    const assignee =
      input['assignee'] === null ? null : officerText(input, 'assignee', [officer.subject, officer.name]);
    // What changes nothing is no act.
    if (status === undefined && assignee === undefined && note === undefined) {
      throw new Problem(
        400,
        'there is nothing to change: give a `status`, an `assignee` or a `note`',
        [],
        'nothing-to-change',
      );
    }
    await this.seen.by(officer, id, changers);
    const changed = await reached(
      this.database.cases.change(
        id,
        {
          by: officer.subject,
          ...(status !== undefined && { status }),
          ...(assignee !== undefined && { assignee }),
          ...(note !== undefined && { note }),
        },
        new Date(),
      ),
    );
    if (!changed) throw unknownCase();
    return this.one(id, officer);
  }

  @Get(':id/decisions')
  @ApiOkResponse({ description: 'Decision ids of the resolved case, oldest first: what to send again' })
  @ApiConflictResponse({ description: 'The case is not resolved: sent again, its requests would be denied again' })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 10,000; 1,000 where left out' })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the page before' })
  async decisions(@Param('id') id: string, @Query() query: Input, @ByOfficer() officer: Officer) {
    const limit = limitOf(only(query, paging), 1_000, 10_000);
    const after = cursorOf(query);
    const { status } = await this.seen.by(officer, id);
    if (status !== 'resolved') {
      throw new Problem(
        409,
        `the case is ${status}, not resolved: sent again, its requests would be denied again. \`GET /ledger/decisions?case=${id}\` lists its decisions`,
      );
    }
    const found = await reached(this.database.cases.decisionIds(id, limit, after));
    return {
      status,
      decisionIds: found.map(({ decisionId }) => decisionId),
      next: found.length === limit ? (found.at(-1)?.cursor ?? null) : null,
    };
  }

  private filterOf(query: Input, officer: Officer): CaseFilter {
    const filter: Record<string, string> = {};
    for (const name of ['status', 'system', 'recipient', 'reason']) {
      const value =
        name === 'status'
          ? choice(query, name, caseStatuses)
          : name === 'reason'
            ? choice(query, name, reasonCodes)
            : optionalText(query, name);
      if (value !== undefined) filter[name] = value;
    }
    const assignee = officerText(query, 'assignee', [officer.subject, officer.name]);
    if (assignee !== undefined) filter['assignee'] = assignee;
    const scope = this.whose.systemsIn(scopeOf(officer, caseReaders));
    const participant = optionalText(query, 'participant');
    const asking = participant === undefined ? undefined : (this.whose.systemsIn(new Set([participant])) ?? []);
    const systems = asking === undefined ? scope : asking.filter((system) => scope?.includes(system) ?? true);
    const text = optionalText(query, 'q', 100);
    return {
      ...filter,
      ...(systems && { systems }),
      ...(text !== undefined && { search: { text, ids: this.whose.idsNamed(text) } }),
    };
  }

  /** Whose system it is, and what officers call those it is about. */
  private namesOf({ system, recipient, purpose }: Case) {
    const participant = this.whose.participantOf(system) ?? null;
    const names = {
      ...(participant !== null && { participant: this.whose.nameOf(participant) }),
      ...(recipient !== null && { recipient: this.whose.nameOf(recipient) }),
      ...(purpose !== null && { purpose: this.whose.purposeNameOf(purpose) }),
    };
    return { participant, names };
  }
}
