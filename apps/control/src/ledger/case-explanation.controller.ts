import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNotFoundResponse, ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { decideAgain, recordedQuestion, type DecisionRecord } from '#analysis';
import { brusselsDate, reasonCodes, reasonTexts, type Message, type ReasonCode } from '#contract';
import { decide, examine } from '#decision';
import { explainDenial, explainRequest, isAboutPersons, type DenialExplanation, type DeniedRequest } from '#explain';
import type { Case } from '#postgres';
import type { CompiledRegister } from '#register';
import { Allow } from '../access/allow';
import { ByOfficer, type Officer } from '../access/officer';
import { Database } from '../database';
import { reached } from '../http/reached';
import { PastRegisters } from '../register/past-registers';
import { ShownRegister } from '../register/shown-register';
import { Whose } from '../register/whose';
import { languageOf, languages, type Input } from './input';
import { caseReaders, SeenCases } from './seen-cases';

const decisionsShown = 5;
/** Why a case is there: its newest decision in plain words, decided once more to see what comes nearest and what would help. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('ledger/cases')
@Allow(...caseReaders)
export class CaseExplanationController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ShownRegister) private readonly register: ShownRegister,
    @Inject(PastRegisters) private readonly past: PastRegisters,
    @Inject(Whose) private readonly whose: Whose,
    @Inject(SeenCases) private readonly seen: SeenCases,
  ) {}

  @Get(':id/explanation')
  @ApiOkResponse({ description: 'What was asked, why not, what comes nearest, the remedy, who acts, a text to send' })
  @ApiNotFoundResponse({ description: 'There is no such case' })
  @ApiQuery({ name: 'lang', required: false, enum: languages })
  async explanation(
    @Param('id') id: string,
    @Query() query: Input,
    @ByOfficer() officer: Officer,
  ): Promise<DenialExplanation & { readonly decisions: readonly string[] }> {
    const language = languageOf(query);
    const found = await this.seen.by(officer, id);
    const participant = this.whose.participantOf(found.system);
    const decisions = await reached(this.database.questions.decisions({ caseId: id }, decisionsShown));
    const record = decisions[0]?.body as KeptRecord | undefined;
    const { source, compiled } = this.register.now;
    const denied = record === undefined ? fromCase(found, participant) : await this.fromRecord(found, record);
    return {
      ...explainDenial(denied, source, compiled, language),
      decisions: decisions.map(({ body }) => String(body['decisionId'])),
    };
  }

  private async fromRecord(found: Case, record: KeptRecord): Promise<DeniedRequest> {
    const register = await reached(this.past.version(record.registerVersion));
    const question = register && recordedQuestion(record, register);
    const decision = question && decide(question.request, question.context);
    // What answers otherwise now than it did then explains nothing about then.
    const holds = register !== undefined && decideAgain(record, register).outcome === 'same';
    const examination = holds && question ? examine(question.request, question.context) : undefined;
    const reasons = record.reasons.filter(isReason);
    const byPersons = register && nearestByPersons(record, register, reasons);
    return {
      system: record.system,
      participant: record.participant,
      provider: record.provider,
      recipient: record.recipient,
      purpose: record.purpose,
      category: record.category,
      territory: record.territory,
      basis: record.asked,
      fields: record.fields ?? [],
      day: record.clock.today,
      reasons: reasons.map(({ code, message, fields }) => ({
        code,
        message: message ?? reasonTexts[code].meaning,
        ...(fields !== undefined && { fields }),
      })),
      nearest: (holds ? decision?.nearest : undefined) ?? byPersons ?? onlyNamed(found.instrument),
      remedy: holds ? (decision?.remedy ?? []) : [],
      explanation: examination && explainRequest(examination),
    };
  }
}

interface KeptRecord extends DecisionRecord {
  readonly registerVersion: number;
  readonly participant?: string;
  readonly reasons: readonly {
    readonly code: string;
    readonly count?: number;
    readonly message?: Message;
    readonly fields?: readonly string[];
  }[];
}

type KeptReason = KeptRecord['reasons'][number] & { readonly code: ReasonCode };

function isReason(reason: KeptRecord['reasons'][number]): reason is KeptReason {
  return (reasonCodes as readonly string[]).includes(reason.code);
}

/** All that is left where retention took the decisions away. */
function fromCase({ system, recipient, purpose, reason, fields, lastAt }: Case, participant?: string): DeniedRequest {
  const code = reasonCodes.find((each) => each === reason);
  return {
    system,
    participant,
    provider: undefined,
    recipient: recipient ?? undefined,
    purpose: purpose ?? undefined,
    category: undefined,
    territory: undefined,
    basis: undefined,
    fields,
    day: brusselsDate(lastAt.getTime()),
    reasons: code === undefined ? [] : [{ code, message: reasonTexts[code].meaning, fields }],
    nearest: undefined,
    remedy: [],
    explanation: undefined,
  };
}

/**
 * The permission that a request met in all but what it asks of persons: as the sender was told of it, and never of what is not
 * told. How the facts stood is kept apart from the record, so it is asked about nobody in particular.
 */
function nearestByPersons(
  record: KeptRecord,
  register: CompiledRegister,
  reasons: readonly KeptReason[],
): DeniedRequest['nearest'] {
  const missing = reasons.map(({ code }) => code);
  if (!isAboutPersons(missing) || missing.includes('not-deliverable')) return undefined;
  const question = recordedQuestion({ ...record, shapes: [{}] }, register);
  const found = question && examine(question.request, question.context);
  const standing = found?.candidates.filter(({ failed }) => failed.length === 0) ?? [];
  const nearest = standing.find(({ lists }) => lists.length === found?.fields.length);
  return nearest && { instrument: nearest.instrument, missing, excess: [] };
}

/** What a denial came nearest to, where only its name was kept. */
function onlyNamed(instrument: string | null): DeniedRequest['nearest'] {
  return instrument === null ? undefined : { instrument, missing: [], excess: [] };
}
