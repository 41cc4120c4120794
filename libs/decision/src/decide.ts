import type { Basis, Decision, ExchangeRequest, Obligation, PersonCheck, ReasonCode, RequestRecord } from '#contract';
import type { Permission } from '#register';
import { denyRequest, denyTogether, judgeEach, permit } from './answer';
import { together, type Carried } from './carriage';
import { blame, inOrder, unite, type Causes } from './causes';
import { faultCauses, hasFaults, headerCauses } from './content';
import { ask, type Asked, type DecisionContext } from './context';
import type { Failed, Outcome, Standing } from './outcome';
import { candidatesFor, hasCases, stand } from './permission';
import { askAfterPersons } from './persons';

/**
 * Whether an exchange is lawful, by which instruments and under which obligations; or every cause of the first stage
 * that fails, with the nearest permission and the smallest remedy. Pure: clock, facts and tokens come with the
 * context.
 *
 * The stages in order: guards, content, permission, persons (docs/decision-rules.md).
 */
export function decide(request: ExchangeRequest, context: DecisionContext): Decision {
  const asked = ask(request, context);
  const judged = judge(asked);
  switch (judged.kind) {
    case 'refused':
      return denyRequest(asked, judged.causes);
    case 'denied':
      return denyTogether(asked, judged.candidates, judged.failed, judged.checks);
    case 'each':
      return judgeEach(asked, judged.candidates, judged.outcomes, judged.checks);
    case 'permitted': {
      const { carried, checks } = judged;
      return permit(
        asked,
        carried,
        carried.map((each) => each.record),
        checks,
      );
    }
  }
}

/** What a decision comes to, without what the sender is told: sentences, nearest permission and remedy. */
export interface Bare {
  readonly effect: Decision['effect'];
  readonly basis: readonly Basis[];
  readonly obligations: readonly Obligation[];
  /** Precise, each once, in the order of the closed list. */
  readonly codes: readonly ReasonCode[];
}

/** As {@link decide}, by the same stages: for whoever asks of very many requests and reads no more than this. */
export function decideBare(request: ExchangeRequest, context: DecisionContext): Bare {
  const asked = ask(request, context);
  const judged = judge(asked);
  const codes = new Set<ReasonCode>();
  const carried: Carried[] = [];
  switch (judged.kind) {
    case 'refused':
      for (const code of judged.causes.keys()) codes.add(code);
      break;
    case 'denied':
      for (const { causes } of judged.failed) for (const code of causes.keys()) codes.add(code);
      break;
    case 'each':
      for (const outcome of judged.outcomes) {
        if (outcome.kind === 'carried') carried.push(outcome.carried);
        else for (const code of outcome.causes.keys()) codes.add(code);
      }
      break;
    case 'permitted':
      carried.push(...judged.carried);
  }
  const inTurn = inOrder(codes, (code) => code);
  if (carried.length === 0) return { effect: 'deny', basis: [], obligations: [], codes: inTurn };
  const { basis, obligations } = together(carried, asked.derived.catalogue).carriage;
  return { effect: 'permit', basis, obligations, codes: inTurn };
}

/** How a request came out of the stages. */
type Judged =
  | { readonly kind: 'refused'; readonly causes: Causes }
  | {
      readonly kind: 'denied';
      readonly candidates: readonly Permission[];
      readonly failed: readonly Failed[];
      readonly checks: readonly PersonCheck[];
    }
  | {
      readonly kind: 'each';
      readonly candidates: readonly Permission[];
      readonly outcomes: readonly Outcome[];
      readonly checks: readonly PersonCheck[];
    }
  | { readonly kind: 'permitted'; readonly carried: readonly Carried[]; readonly checks: readonly PersonCheck[] };

function judge(asked: Asked): Judged {
  const { request } = asked;
  const unsure = guardCauses(asked);
  if (unsure !== undefined) return { kind: 'refused', causes: unsure };
  const unknown = headerCauses(asked);
  if (unknown !== undefined) {
    for (const record of request.records) if (hasFaults(asked, record)) unite(unknown, faultCauses(asked, record));
    return { kind: 'refused', causes: unknown };
  }

  const found = candidatesFor(asked);
  const candidates = typeof found === 'string' ? [] : found;
  const heldApart = hasCases(asked);
  const standings: Standing[] = [];
  let standing = 0;
  for (const record of request.records) {
    const outcome = standingOf(asked, heldApart ? candidatesFor(asked, [record]) : found, record);
    standings.push(outcome);
    if (outcome.kind === 'covered') standing++;
  }
  if (request.mode === 'all' && standing < standings.length) {
    return { kind: 'denied', candidates, failed: firstStageFailed(standings), checks: [] };
  }

  const checks: PersonCheck[] = [];
  const outcomes: Outcome[] = [];
  const carried: Carried[] = [];
  for (let position = 0; position < standings.length; position++) {
    const outcome = carryOrStop(asked, standings[position]!, request.records[position]!, position, checks);
    outcomes.push(outcome);
    if (outcome.kind === 'carried') carried.push(outcome.carried);
  }
  if (request.mode === 'each') return { kind: 'each', candidates, outcomes, checks };
  // INVARIANT(default-deny): the whole array passes only where each of its records does.
  if (carried.length < request.records.length) {
    return { kind: 'denied', candidates, failed: firstStageFailed(outcomes), checks };
  }
  return { kind: 'permitted', carried, checks };
}

function guardCauses(asked: Asked): Causes | undefined {
  const { registerStale, clockUnsure } = asked.context.guards;
  if (!registerStale && !clockUnsure) return undefined;
  const causes: Causes = new Map();
  const { words } = asked.derived.catalogue;
  if (registerStale) blame(causes, 'register-stale', words);
  if (clockUnsure) blame(causes, 'clock-unsure', words);
  return causes;
}

/** Content and permission stage of one record. */
function standingOf(asked: Asked, found: ReturnType<typeof candidatesFor>, record: RequestRecord): Standing {
  if (hasFaults(asked, record)) {
    return { kind: 'failed', record, stage: 'content', causes: faultCauses(asked, record), blurred: false };
  }
  if (typeof found !== 'string') return stand(asked, found, record);
  const causes: Causes = new Map();
  blame(causes, found, asked.derived.catalogue.words);
  return { kind: 'failed', record, stage: 'permission', causes, blurred: false };
}

/** Persons stage of one record, if it stands. */
function carryOrStop(
  asked: Asked,
  standing: Standing,
  record: RequestRecord,
  position: number,
  checks: PersonCheck[],
): Outcome {
  if (standing.kind === 'failed') return standing;
  const { open } = standing;
  const { causes, blurred, satisfied } = askAfterPersons(asked, open, record, position, checks);
  if (causes !== undefined) return { kind: 'failed', record, stage: 'persons', causes, blurred };
  return { kind: 'carried', carried: asked.derived.carriages.carry(open, satisfied, record.fields) };
}

/** Those that failed at the earliest stage at which any failed. */
function firstStageFailed(outcomes: readonly (Standing | Outcome)[]) {
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
  const content = failed.filter((outcome) => outcome.stage === 'content');
  return content.length > 0 ? content : failed;
}
