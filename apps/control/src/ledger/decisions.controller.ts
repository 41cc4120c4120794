import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNotFoundResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { reasonCodes } from '#contract';
import { detailsMatch, decodeEntry, partCommitment } from '#ledger';
import type { DecisionFilter, FoundDecision } from '#postgres';
import { Allow } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { scopeOf } from '../access/scope';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { Whose } from '../register/whose';
import { decisionReaders, SeenDecisions } from './seen-decisions';
import { caseId, choice, cursorOf, date, entryKinds, limitOf, only, optionalText, text, type Input } from './input';
import { personalIn } from './personal';
import { proofOf, type EntryProof } from './proof';
import { reached } from '../http/reached';

/** Names of the register, of before and now. */
const names = ['system', 'recipient', 'purpose', 'instrument'] as const;
const filters = [...names, 'reason', 'effect', 'case', 'kind', 'from', 'to'] as const;
const effects = ['permit', 'deny'] as const;

/** Questions about decisions, none of which names a person. */
@ApiTags('ledger')
@ApiBearerAuth()
@Controller('ledger')
@Allow(...decisionReaders)
export class DecisionsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Whose) private readonly whose: Whose,
    @Inject(SeenDecisions) private readonly seen: SeenDecisions,
  ) {}

  @Get('decisions')
  @ApiOkResponse({ description: 'Newest first. `next` gives the page after, until it is null' })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 1,000; 100 where left out' })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the page before' })
  @ApiQuery({ name: 'from', required: false, description: 'Decided at or after' })
  @ApiQuery({ name: 'to', required: false, description: 'Decided before' })
  @ApiQuery({ name: 'system', required: false })
  @ApiQuery({ name: 'recipient', required: false })
  @ApiQuery({ name: 'purpose', required: false })
  @ApiQuery({ name: 'instrument', required: false })
  @ApiQuery({ name: 'reason', required: false, enum: reasonCodes })
  @ApiQuery({ name: 'effect', required: false, enum: effects })
  @ApiQuery({ name: 'kind', required: false, enum: entryKinds })
  @ApiQuery({ name: 'case', required: false, description: 'Id of a case' })
  async decisions(@Query() query: Input, @ByOfficer() officer: Officer) {
    only(query, [...filters, 'limit', 'after']);
    const limit = limitOf(query, 100, 1_000);
    const found = await reached(
      this.database.questions.decisions({ ...filterOf(query), reach: this.reach(officer) }, limit, cursorOf(query)),
    );
    return page(found, limit);
  }

  @Get('decisions/:id')
  @ApiOkResponse({ description: 'The entry with its proof, and its details as far as they are kept' })
  @ApiNotFoundResponse({ description: 'No entry has this decision' })
  async decision(@Param('id') id: string, @ByOfficer() officer: Officer) {
    const proof = await this.proof(id, officer);
    const details = await reached(this.database.questions.details(id));
    if (details === undefined) return { ...proof, details: null };
    const entry = decodeEntry(Buffer.from(proof.entry));
    const [body] = details.parts;
    return {
      ...proof,
      details: {
        kind: details.kind,
        decidedAt: details.decidedAt.toISOString(),
        /** Whether these are the details that the entry committed to. */
        match: entry !== undefined && detailsMatch(entry, details.parts),
        /** For who works that out: the body with its salt, and of all other parts the commitment alone. */
        parts: details.parts.map((part, at) => {
          if ('erased' in part) return { commitment: Buffer.from(part.erased).toString('hex') };
          if (at > 0) return { commitment: partCommitment(part.salt, part.content).toString('hex') };
          return { salt: Buffer.from(part.salt).toString('hex'), content: part.content };
        }),
        erasedParts: details.parts.filter((part) => 'erased' in part).length,
        record: body !== undefined && 'content' in body ? (JSON.parse(body.content) as object) : null,
        /** The precise causes, for who answers for all participants. */
        personal: scopeOf(officer, decisionReaders) === 'all' ? (personalIn(details.parts[1]) ?? null) : null,
      },
    };
  }

  @Get('proof/:id')
  @ApiOkResponse({ description: 'Inclusion proof of a decision under the newest checkpoint' })
  @ApiNotFoundResponse({ description: 'No entry has this decision' })
  async proof(@Param('id') id: string, @ByOfficer() officer: Officer): Promise<EntryProof> {
    const proof = (await this.seen.by(officer, id)) ? await reached(proofOf(this.database.ledger, id)) : undefined;
    if (proof === undefined) throw new Problem(404, 'no entry of the ledger has this decision');
    return proof;
  }

  @Get('instruments/:id')
  @ApiOkResponse({ description: 'What one instrument permitted: decisions by recipient, purpose and system' })
  async instrument(@Param('id') id: string, @Query() query: Input, @ByOfficer() officer: Officer) {
    only(query, ['from', 'to']);
    const from = date(query, 'from') ?? new Date(0);
    const to = date(query, 'to') ?? new Date(Date.now() + 60_000);
    const instrument = text({ id }, 'id');
    const rows = await reached(this.database.questions.permittedBy(instrument, from, to, this.reach(officer)));
    return { instrument, permitted: rows };
  }

  @Get('gaps')
  @Allow('compliance', 'dpo', 'auditor', 'operator')
  @ApiOkResponse({
    description: 'Positions of requests that were passed over: decided, as later ones are, and without an entry',
  })
  async gaps() {
    return { gaps: await reached(this.database.ledger.gaps()) };
  }

  private reach(officer: Officer): DecisionFilter['reach'] {
    return this.whose.reachOf(scopeOf(officer, decisionReaders));
  }
}

/** A row of a list: what the record of its kind says stands beside these. */
interface ListedDecision {
  readonly index: number;
  readonly decisionId: string;
  readonly decidedAt: string;
  readonly entry: string;
  readonly [more: string]: unknown;
}

export function page(
  found: readonly FoundDecision[],
  limit: number,
): { readonly decisions: readonly ListedDecision[]; readonly next: string | null } {
  return {
    decisions: found.map(({ index, decisionId, decidedAt, kind, body }) => ({
      index,
      decisionId,
      decidedAt: decidedAt.toISOString(),
      entry: kind,
      ...body,
    })),
    next: found.length === limit ? (found.at(-1)?.cursor ?? null) : null,
  };
}

function filterOf(query: Input): DecisionFilter {
  const filter = {
    ...Object.fromEntries(names.map((name) => [name, optionalText(query, name)])),
    reason: choice(query, 'reason', reasonCodes),
    effect: choice(query, 'effect', effects),
    kind: choice(query, 'kind', entryKinds),
    caseId: caseId(query, 'case'),
    from: date(query, 'from'),
    to: date(query, 'to'),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
