import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { brusselsDate, casePurposes, clockAt } from '#contract';
import type { TokenKeys } from '#keys';
import type { PersonCaseChange, ProposedPersonCase } from '#postgres';
import type { CompiledRegister } from '#register';
import { Database } from '../database';
import { digitsOf } from '../facts/record-fact.dto';
import { noRegister, Problem, type PropertyProblem } from '../http/problem';
import { reached } from '../http/reached';
import { ActiveRegister } from '../register/active-register';
import { SETTINGS, type Settings } from '../settings';
import { TOKENS } from '../signing';
import { caseDocument } from './case-document';
import type { ProposeCaseDto } from './propose-case.dto';
import { faultsBeside } from './standing-cases';

const sweepEveryMs = 1_000;

/**
 * Instruments about one person (flows S7 to S9). Two officers answer for each: one proposes, another approves. A vital
 * interest does not wait for the second, and ends by itself where none comes.
 */
@Injectable()
export class PersonCases implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('cases');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(ActiveRegister) private readonly register: ActiveRegister,
    @Inject(TOKENS) private readonly tokens: TokenKeys,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void this.sweep(), sweepEveryMs);
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Returns the id. Throws a `Problem` where the register does not know what it names. */
  async propose(dto: ProposeCaseDto, officer: string): Promise<string> {
    const { compiled, version } = this.register;
    if (compiled === undefined || version === undefined) {
      throw noRegister();
    }
    const now = new Date();
    const urgent = dto.kind === 'vital-interest';
    const proposed: ProposedPersonCase = {
      id: newId(),
      kind: dto.kind,
      provider: dto.provider,
      recipient: dto.recipient,
      categories: [...dto.categories].sort(),
      fields: [...dto.fields].sort(),
      person: [...this.tokensOf(dto.insz)],
      others: (dto.others ?? []).flatMap((insz) => this.tokensOf(insz)),
      untilDay: dto.until,
      ground: dto.ground,
      proposedBy: officer,
      proposedAt: now,
      reviewBefore: urgent ? new Date(now.getTime() + this.settings.reviewMs) : null,
    };
    const problems = problemsOf(dto, compiled, brusselsDate(now.getTime()));
    if (problems.length === 0) {
      const approved = { ...proposed, approvedBy: `not ${officer}`, approvedAt: now };
      const faults = faultsBeside(version.documents, caseDocument(approved));
      problems.push(...faults.slice(0, faultsTold).map((problem) => ({ property: 'case', problem })));
    }
    if (problems.length > 0) throw new Problem(400, 'the case was not proposed', problems, 'request-invalid');
    await reached(this.database.personCases.propose(proposed));
    this.log.log(`case ${proposed.id} (${proposed.kind}) was proposed by ${officer}`);
    if (urgent) await this.publish();
    return proposed.id;
  }

  async approve(id: string, officer: string): Promise<void> {
    const change = await reached(this.database.personCases.approve(id, officer, new Date()));
    refuse(change);
    this.log.log(`case ${id} was approved by ${officer}`);
    await this.publish();
  }

  /** Ending twice is ending once. */
  async end(id: string, officer: string): Promise<void> {
    const change = await reached(this.database.personCases.end(id, officer, new Date()));
    if (change === 'unknown') refuse(change);
    if (change === 'done') this.log.log(`case ${id} was ended by ${officer}`);
    await this.publish();
  }

  /** What was committed is published now; where that fails, the next sweep does it. */
  private async publish(): Promise<void> {
    await this.register.renew().catch(() => undefined);
  }

  /** Ends what is overdue, and sees to it that the published register has the cases that hold, and no others. */
  private async sweep(): Promise<void> {
    try {
      if (this.database.ready) {
        const { today, atMs } = clockAt(Date.now());
        const ended = await this.database.personCases.endOverdue(today, new Date(atMs));
        if (ended.length > 0) this.log.log(`cases that ended by themselves: ${ended.join(', ')}`);
        await this.register.renew();
      }
    } catch {
      // PostgreSQL went away: gateways deny by the dates in the documents all the same.
    }
    if (!this.stopped) this.timer = setTimeout(() => void this.sweep(), sweepEveryMs);
  }

  private tokensOf(insz: string): readonly string[] {
    return this.tokens.personTokens(digitsOf(insz) ?? '');
  }
}

const faultsTold = 20;

/** `dossier-` and 80 random bits in base 32: it tells nothing and is not to be guessed. */
function newId(): string {
  const letters = [...randomBytes(16)].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
  return `dossier-${letters}`;
}

/** Whether a text could be such an id. */
export function isCaseId(text: string): boolean {
  return /^dossier-[a-z2-7]{16}$/.test(text);
}

/** What the register says against a case. Values are not repeated: the caller has them. */
function problemsOf(dto: ProposeCaseDto, register: CompiledRegister, today: string): PropertyProblem[] {
  const problems: PropertyProblem[] = [];
  const say = (property: string, problem: string): void => void problems.push({ property, problem });
  const purpose = casePurposes[dto.kind];
  const recipient = register.participants.get(dto.recipient);
  if (!register.purposes.has(purpose)) say('kind', `needs the purpose ${purpose}, which the active register lacks`);
  if (!register.participants.has(dto.provider)) say('provider', 'is not a participant of the active register');
  if (recipient === undefined) say('recipient', 'is not a participant of the active register');
  else {
    const reads = recipient.systems.some((system) => system.reads.includes(purpose));
    if (!reads)
      say('recipient', `has no system that reads the purpose ${purpose}; its participant file must say which`);
    const holds = recipient.roles.some(
      ({ role, from, until }) =>
        role === portabilityRole && (from === undefined || from <= today) && (until === undefined || today < until),
    );
    if (dto.kind === 'portability' && !holds) say('recipient', `does not hold the role ${portabilityRole} today`);
  }
  if (dto.categories.some((category) => !register.categories.has(category))) {
    say('categories', 'must hold categories of the active register only');
  }
  if (dto.fields.some((path) => register.catalogue.number(path) === undefined)) {
    say('fields', 'must hold fields of the active register only');
  }
  if (dto.until <= today) say('until', 'must be later than today');
  return problems;
}

/** Who may receive what a person takes along (GDPR art. 20). */
const portabilityRole = 'ontvanger-overdraagbaarheid';

function refuse(change: PersonCaseChange): void {
  switch (change) {
    case 'done':
      return;
    case 'unknown':
      throw new Problem(404, 'no case has this id; the list of cases (`sluis cases list`, `GET /cases`) shows them');
    case 'ended':
      throw new Problem(409, 'the case has ended; propose it anew', [], 'case-ended');
    case 'already':
      throw new Problem(409, 'the case has been approved already', [], 'already-approved');
    case 'same-officer':
      throw new Problem(409, 'who proposed a case cannot approve it; another officer must', [], 'same-officer');
  }
}
