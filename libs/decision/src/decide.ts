import type { Decision, ExchangeRequest, PersonCheck, RequestRecord } from '#contract';
import { denyRequest, denyTogether, judgeEach, permit } from './answer';
import type { Carried } from './carriage';
import { blame, unite, type Causes } from './causes';
import { faultCauses, hasFaults, headerCauses } from './content';
import { ask, type Asked, type DecisionContext } from './context';
import type { Outcome, Standing } from './outcome';
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
  const unsure = guardCauses(asked);
  if (unsure !== undefined) return denyRequest(asked, unsure);
  const unknown = headerCauses(asked);
  if (unknown !== undefined) {
    for (const record of request.records) if (hasFaults(asked, record)) unite(unknown, faultCauses(asked, record));
    return denyRequest(asked, unknown);
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
    return denyTogether(asked, candidates, firstStageFailed(standings), []);
  }

  const checks: PersonCheck[] = [];
  const outcomes: Outcome[] = [];
  const carried: Carried[] = [];
  for (let position = 0; position < standings.length; position++) {
    const outcome = carryOrStop(asked, standings[position]!, request.records[position]!, position, checks);
    outcomes.push(outcome);
    if (outcome.kind === 'carried') carried.push(outcome.carried);
  }
  if (request.mode === 'each') return judgeEach(asked, candidates, outcomes, checks);
  // INVARIANT(default-deny): the whole array passes only where each of its records does.
  if (carried.length < request.records.length) {
    return denyTogether(asked, candidates, firstStageFailed(outcomes), checks);
  }
  return permit(
    asked,
    carried,
    carried.map((each) => each.record),
    checks,
  );
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
