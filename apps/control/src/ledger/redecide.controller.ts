import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNotFoundResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { decideAgain, type DecisionRecord, type SecondDecision } from '#analysis';
import { decodeEntry, detailsMatch } from '#ledger';
import { Allow } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { PastRegisters } from '../register/past-registers';
import { proofOf } from './proof';
import { decisionReaders, SeenDecisions } from './seen-decisions';
import { reached } from '../http/reached';

/** Why a request could not be decided again, beside what `decideAgain` says. */
type Unable = 'no-decision' | 'details-removed' | 'details-altered' | 'register-missing';

type Redecided = { readonly decisionId: string; readonly registerVersion: number | null } & (
  (SecondDecision & { readonly first?: string }) | { readonly outcome: 'undecided'; readonly why: Unable }
);

interface KeptRecord extends DecisionRecord {
  readonly registerVersion: number;
}

/** Past requests decided again: whether the register as it stood then gives the answer that was given. */
@ApiTags('ledger')
@ApiBearerAuth()
@Controller('ledger')
@Allow(...decisionReaders)
export class RedecideController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PastRegisters) private readonly registers: PastRegisters,
    @Inject(SeenDecisions) private readonly seen: SeenDecisions,
  ) {}

  @Post('decisions/:id/redecide')
  @HttpCode(200)
  @ApiOkResponse({
    description:
      '`outcome` `same` or `different`, with what was `recorded` and what comes out `again`; or `undecided` and `why`. ' +
      'Nothing is sent to anybody',
  })
  @ApiNotFoundResponse({ description: 'No entry has this decision' })
  async redecide(@Param('id') id: string, @ByOfficer() officer: Officer): Promise<Redecided> {
    const proof = (await this.seen.by(officer, id)) ? await reached(proofOf(this.database.ledger, id)) : undefined;
    const entry = proof && decodeEntry(Buffer.from(proof.entry));
    if (entry === undefined) throw new Problem(404, 'no entry of the ledger has this decision');
    const unable = (why: Unable, registerVersion: number | null = null): Redecided => ({
      decisionId: id,
      registerVersion,
      outcome: 'undecided',
      why,
    });
    if (entry.request.topic === 'control') return unable('no-decision');
    const details = await reached(this.database.questions.details(id));
    const body = details?.parts[0];
    if (details === undefined || body === undefined || !('content' in body)) return unable('details-removed');
    // INVARIANT(committed-details-only): what the entry did not commit to proves nothing, whatever it comes to.
    if (!detailsMatch(entry, details.parts)) return unable('details-altered');
    const record = JSON.parse(body.content) as KeptRecord;
    const { registerVersion } = record;
    const register = await reached(this.registers.version(registerVersion));
    if (register === undefined) return unable('register-missing', registerVersion);
    const second = decideAgain(record, register);
    return {
      decisionId: id,
      registerVersion,
      ...second,
      ...(record.repeats !== undefined && { first: record.repeats }),
    };
  }
}
