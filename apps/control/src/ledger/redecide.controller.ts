import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNotFoundResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { decideAgain, type DecisionRecord, type SecondDecision } from '#analysis';
import { decodeEntry, detailsMatch } from '#ledger';
import { Allow } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { scopeOf } from '../access/scope';
import { Database } from '../database';
import { Problem } from '../http/problem';
import { PastRegisters } from '../register/past-registers';
import { personalIn } from './personal';
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

/** Without the precise codes, which are for whoever recorded the facts. */
function asTold(second: SecondDecision, { reasons }: KeptRecord): SecondDecision {
  const codes = reasons.map(({ code }) => code);
  const told = { ...second, recorded: { ...second.recorded, codes } };
  return 'again' in told && told.again.codes.length > 0 ? { ...told, again: { ...told.again, codes } } : told;
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
    const kept = JSON.parse(body.content) as KeptRecord;
    const personal = personalIn<Pick<KeptRecord, 'reasons' | 'shapes'>>(details.parts[1]);
    // What facts about persons did stands beside the hashes, and went with them.
    if (personal === undefined && kept.reasons.some(({ code }) => code === 'not-deliverable')) {
      return unable('details-removed', kept.registerVersion);
    }
    const record = { ...kept, ...personal };
    const { registerVersion } = record;
    const register = await reached(this.registers.version(registerVersion));
    if (register === undefined) return unable('register-missing', registerVersion);
    const second = decideAgain(record, register);
    return {
      decisionId: id,
      registerVersion,
      ...(personal !== undefined && scopeOf(officer, decisionReaders) !== 'all' ? asTold(second, kept) : second),
      ...(record.repeats !== undefined && { first: record.repeats }),
    };
  }
}
