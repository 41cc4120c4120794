import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { casesFolder } from '../cases/case-document';
import { Allow, AllowAll } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { Publication } from '../publication/publication';
import { ActiveRegister } from './active-register';
import { ActivationDto, ActiveVersionDto, VersionDto } from './answers.dto';

const versionsListed = 200;

@ApiTags('register')
@ApiBearerAuth()
@Controller('register')
@AllowAll()
export class RegisterController {
  constructor(
    @Inject(ActiveRegister) private readonly register: ActiveRegister,
    @Inject(Database) private readonly database: Database,
    @Inject(Publication) private readonly publication: Publication,
  ) {}

  @Get()
  @ApiOkResponse({ type: ActiveVersionDto, description: 'The version that decides now' })
  @ApiNotFoundResponse({ description: 'No register version is active yet' })
  active(): ActiveVersionDto {
    const active = this.register.version;
    if (active === undefined) throw new Problem(404, 'no register version is active yet; /health/ready says why');
    return {
      version: active.version,
      contentHash: active.contentHash,
      activatedAt: active.activatedAt.toISOString(),
      published: this.publication.state.registerVersion === active.version,
      documents: active.documents
        .filter(({ path }) => !path.startsWith(casesFolder))
        .map(({ path, hash }) => ({ path, hash })),
    };
  }

  @Get('versions')
  @ApiOkResponse({ type: [VersionDto], description: `Newest first, at most ${versionsListed}` })
  async versions(): Promise<readonly VersionDto[]> {
    const rows = await this.database.versions.list(versionsListed).catch(() => {
      throw new Problem(503, 'PostgreSQL does not answer; try again');
    });
    return rows.map(({ version, contentHash, activatedAt }) => ({
      version,
      contentHash,
      activatedAt: activatedAt.toISOString(),
    }));
  }

  @Post('activate')
  @Allow('register-admin@*')
  @HttpCode(200)
  @ApiOkResponse({ type: ActivationDto, description: 'What control’s own files became' })
  @ApiConflictResponse({ description: 'The files differ, and must be proposed and approved' })
  @ApiUnprocessableEntityResponse({
    description: 'The files have faults; `errors` lists them. The active register stays',
  })
  @ApiServiceUnavailableResponse({ description: 'PostgreSQL or Kafka is away' })
  async activate(@ByOfficer() { subject }: Officer): Promise<ActivationDto> {
    const outcome = await reached(this.register.activate(subject));
    if (outcome.kind === 'to-propose') {
      const hint = '`npx sluis register propose`, or `POST /register/proposals`';
      throw new Problem(
        409,
        `the files differ from the active register, and two officers activate them: ${hint}`,
        [],
        'files-differ',
      );
    }
    if (outcome.kind === 'unavailable') {
      throw new Problem(503, 'PostgreSQL or Kafka is away; /health/ready says which', [], 'services-away');
    }
    if (outcome.kind === 'faults') {
      const errors = outcome.faults.slice(0, 100).map(({ place, problem }) => ({ property: place, problem }));
      throw new Problem(
        422,
        `the files have ${outcome.faults.length} faults; the active register stays`,
        errors,
        'files-faulty',
      );
    }
    return { version: outcome.version, changed: outcome.changed, published: outcome.published };
  }
}
