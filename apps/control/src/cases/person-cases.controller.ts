import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, ByPerson, OverTls } from '../access/allow';
import { Database } from '../database';
import { ByOfficer, type Officer } from '../access/officer';
import { scopeOf, within } from '../access/scope';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { validated } from '../http/validated';
import { CaseId, listed, ListedCaseDto } from './answers.dto';
import { isCaseId, PersonCases } from './person-cases';
import { ProposeCaseDto } from './propose-case.dto';

const casesListed = 1_000;

const caseOfficers = ['dpo', 'register-admin@*'] as const;

/** Instruments about one person: in as numbers, kept and published as tokens, in force by two officers. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('cases')
@Allow(...caseOfficers)
export class PersonCasesController {
  constructor(
    @Inject(PersonCases) private readonly cases: PersonCases,
    @Inject(Database) private readonly database: Database,
  ) {}

  @Post()
  @OverTls()
  @ApiBody({ type: ProposeCaseDto })
  @ApiCreatedResponse({ type: CaseId, description: 'Proposed; a vital interest is in force within a second' })
  @ApiBadRequestResponse({ description: 'Nothing was proposed; `errors` says which property breaks which rule' })
  async propose(@Body() body: unknown, @ByOfficer() officer: Officer): Promise<CaseId> {
    const { value, problems } = await validated(ProposeCaseDto, body, '', 'case');
    if (value === undefined || problems.length > 0)
      throw new Problem(400, 'the case was not proposed', problems, 'request-invalid');
    // A case of others is not for the officers of neither.
    if (!within(scopeOf(officer, caseOfficers), value.provider, value.recipient)) {
      const problem = 'or the recipient must be a participant for which you may propose';
      throw new Problem(400, 'the case was not proposed', [{ property: 'provider', problem }], 'request-invalid');
    }
    return { id: await this.cases.propose(value, officer.subject) };
  }

  @Get()
  @ApiOkResponse({ type: [ListedCaseDto], description: `Newest first, at most ${casesListed}` })
  async list(@ByOfficer() officer: Officer): Promise<readonly ListedCaseDto[]> {
    const scope = scopeOf(officer, caseOfficers);
    const own = scope === 'all' ? undefined : [...scope];
    const rows = await this.database.personCases.list(casesListed, own).catch(() => {
      throw new Problem(503, 'PostgreSQL does not answer; try again');
    });
    return rows.map(listed);
  }

  @Post(':id/approve')
  @ByPerson()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Approved; in force at every gateway within a second' })
  @ApiNotFoundResponse({ description: 'No case has this id' })
  @ApiConflictResponse({ description: 'Whoever proposed it cannot, or it was approved already, or it has ended' })
  async approve(@Param('id') id: string, @ByOfficer() officer: Officer): Promise<void> {
    await this.mustSee(id, officer);
    await this.cases.approve(id, officer.subject);
  }

  @Post(':id/end')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'Ended, now or before; at every gateway within a second' })
  @ApiNotFoundResponse({ description: 'No case has this id' })
  async end(@Param('id') id: string, @ByOfficer() officer: Officer): Promise<void> {
    await this.mustSee(id, officer);
    await this.cases.end(id, officer.subject);
  }

  private async mustSee(id: string, officer: Officer): Promise<void> {
    // What is no id of ours is asked of nobody: it may be anything.
    const parties = isCaseId(id) ? await reached(this.database.personCases.parties(id)) : undefined;
    if (parties === undefined || !within(scopeOf(officer, caseOfficers), ...parties)) {
      throw new Problem(404, 'no case has this id; the list of cases (`sluis cases list`, `GET /cases`) shows them');
    }
  }
}
