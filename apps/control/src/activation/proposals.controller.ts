import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Proposal, ProposalState } from '#postgres';
import { Allow, ByPerson } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { Database } from '../database';
import { linesWithPersons } from '../http/names-nobody';
import { Problem } from '../http/problem';
import { reached } from '../http/reached';
import { asInput, isKept, optionalText, text, wrong, type Input } from '../ledger/input';
import type { Report } from './check';
import { Proposals, type ProposalSource } from './proposals';
import { proposalReaders } from './readers';

const states = ['open', 'approved', 'rejected', 'outdated'] as const;
const listed = 200;
const filesMax = 5_000;
const reasonMax = 500;
/** As an `integer` of PostgreSQL, which versions are kept as. */
const versionMax = 2_147_483_647;

/** What may become the next register version: two officers answer for each. */
@ApiTags('register')
@ApiBearerAuth()
@Controller('register/proposals')
@Allow(...proposalReaders)
export class ProposalsController {
  constructor(
    @Inject(Proposals) private readonly proposals: Proposals,
    @Inject(Database) private readonly database: Database,
  ) {}

  @Post()
  @Allow('register-admin@*')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['from', 'title', 'reason'],
      properties: {
        from: { enum: ['upload', 'files', 'version', 'lift'] },
        title: { type: 'string' },
        reason: { type: 'string' },
        documents: {
          type: 'array',
          description: 'upload: files laid over the active register; a text of null takes one away',
          items: {
            type: 'object',
            required: ['path', 'text'],
            properties: { path: { type: 'string' }, text: { type: 'string', nullable: true } },
          },
        },
        version: {
          type: 'integer',
          minimum: 1,
          maximum: versionMax,
          description: 'version: the one to go back to, under a new number',
        },
        instrument: { type: 'string', description: 'lift: whose suspension ends' },
      },
    },
  })
  @ApiCreatedResponse({ description: '`id`; what it would change was worked out and waits for a second officer' })
  @ApiBadRequestResponse({ description: 'Nothing was proposed' })
  @ApiNotFoundResponse({ description: 'There is no such version, or no suspension to lift' })
  async propose(@Body() body: unknown, @ByOfficer() officer: Officer): Promise<{ id: string }> {
    const input = asInput(body);
    const [title, reason] = [line(input, 'title', 200), line(input, 'reason', reasonMax)];
    return { id: await this.proposals.propose(sourceIn(input), title, reason, officer) };
  }

  @Get()
  @ApiOkResponse({ description: `Newest first, at most ${listed}` })
  @ApiQuery({ name: 'state', required: false, enum: states })
  async list(@Query() query: Input) {
    const state = optionalText(query, 'state', 20);
    if (state !== undefined && !isState(state)) throw wrong('state', `must be one of ${states.join(', ')}`);
    return (await reached(this.database.proposals.list(state, listed))).map(summary);
  }

  @Get(':id')
  @ApiOkResponse({
    description: 'Faults, promises, the exact diff, and what it would have done to last month’s requests',
  })
  @ApiNotFoundResponse({ description: 'There is no such proposal' })
  async one(@Param('id') id: string, @ByOfficer() officer: Officer) {
    const found = await reached(this.database.proposals.one(idIn(id)));
    if (found === undefined) throw unknown();
    const report = found.report as Report | null;
    return {
      ...summary(found),
      // Who proposed it can't decide on it: a page need not offer what would be refused.
      own: found.bySubject === officer.subject,
      faults: found.faults,
      promises: report?.promises ?? [],
      diff: report?.diff ?? null,
      replay: report?.replay ?? null,
    };
  }

  @Post(':id/approve')
  @ByPerson()
  @Allow('register-admin@*', 'dpo@*')
  @HttpCode(200)
  @ApiOkResponse({ description: '`version`: its number, at every gateway within a second' })
  @ApiNotFoundResponse({ description: 'There is no such proposal' })
  @ApiConflictResponse({
    description: 'By who proposed it, with faults, decided before, or compared with another register',
  })
  async approve(@Param('id') id: string, @ByOfficer() officer: Officer): Promise<{ version: number }> {
    return { version: await this.proposals.approve(idIn(id), officer) };
  }

  @Post(':id/reject')
  @ByPerson()
  @Allow('register-admin@*', 'dpo@*')
  @HttpCode(204)
  @ApiBody({ schema: { type: 'object', required: ['reason'], properties: { reason: { type: 'string' } } } })
  @ApiNotFoundResponse({ description: 'There is no such proposal' })
  @ApiConflictResponse({ description: 'By who proposed it, or decided before' })
  async reject(@Param('id') id: string, @Body() body: unknown, @ByOfficer() officer: Officer): Promise<void> {
    await this.proposals.reject(idIn(id), line(asInput(body), 'reason', reasonMax), officer);
  }
}

function summary({ id, kind, state, title, reason, by, at, basedOn, faults, brokenCount, ...decided }: Proposal) {
  return {
    id,
    from: kind,
    state,
    title,
    reason,
    by,
    at: at.toISOString(),
    basedOn,
    faultCount: faults.length,
    brokenCount,
    ...(decided.version !== null && { version: decided.version }),
    ...(state === 'approved' && { approvedBy: decided.decidedBy }),
    ...(state === 'rejected' && { rejectedBy: decided.decidedBy, rejectedReason: decided.decidedReason }),
    ...(decided.decidedAt !== null && { decidedAt: decided.decidedAt.toISOString() }),
  };
}

function sourceIn(input: Input): ProposalSource {
  switch (input['from']) {
    case 'files':
      return { from: 'files' };
    case 'upload':
      return { from: 'upload', documents: documentsIn(input) };
    case 'version': {
      const version = input['version'];
      if (!Number.isInteger(version) || Number(version) < 1 || Number(version) > versionMax)
        throw wrong('version', 'must be a number of a version');
      return { from: 'version', version: Number(version) };
    }
    case 'lift':
      return { from: 'lift', instrument: text(input, 'instrument') };
    default:
      throw wrong('from', 'must be one of upload, files, version, lift');
  }
}

function documentsIn(input: Input): readonly { readonly path: string; readonly text: string | null }[] {
  const documents = input['documents'];
  if (!Array.isArray(documents) || documents.length === 0 || documents.length > filesMax) {
    throw wrong('documents', `must be a list of 1 to ${filesMax} files`);
  }
  const read = documents.map((each: unknown, at) => {
    const { path, text: content } = asInput(each);
    // An instrument about one person never comes as a file.
    if (typeof path !== 'string' || !/^(?!cases\/)[a-z]+(\/[a-z0-9-]+)*\.(yaml|md)$/.test(path) || path.length > 200) {
      throw wrong(`documents[${at}].path`, 'must be a path of the register, such as instruments/vtc-2015-9.yaml');
    }
    if (content !== null && (typeof content !== 'string' || !isKept(content))) {
      throw wrong(`documents[${at}].text`, 'must be a text, or null to take the file away');
    }
    const [line] = linesWithPersons(`${path.replaceAll('/', ' ')}\n${content ?? ''}`);
    if (line === 1) throw wrong(`documents[${at}].path`, 'must not hold a number of a person');
    if (line !== undefined) {
      throw wrong(`documents[${at}].text`, `must not hold a number of a person; line ${line - 1} of the file does`);
    }
    return { path, text: content };
  });
  if (new Set(read.map(({ path }) => path)).size < read.length) throw wrong('documents', 'names a file twice');
  return read;
}

/** One line: what stands in a register, a ledger and a page breaks none of them. */
export function line(input: Input, property: string, max: number): string {
  const value = text(input, property, max);
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(value)) throw wrong(property, 'must be one line, without control characters');
  return value;
}

function idIn(id: string): string {
  if (/^\d{1,15}$/.test(id)) return id;
  throw unknown();
}

function isState(text: string): text is ProposalState {
  return (states as readonly string[]).includes(text);
}

function unknown(): Problem {
  return new Problem(404, 'there is no such proposal; `GET /register/proposals` lists them');
}
