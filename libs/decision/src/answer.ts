import type { Decision, PersonCheck, Reason, RecordDecision } from '#contract';
import type { Permission } from '#register';
import { together, type Carried } from './carriage';
import { unite, type Causes } from './causes';
import type { Asked } from './context';
import { denial, denied, type Denied } from './denial';
import { nearestTo } from './nearest';
import type { Failed, Outcome } from './outcome';
import { countedReasons, reasonsFrom, recordedCauses } from './reasons';
import { remedyFor } from './remedy';

/** A permit for what `carried` carries. `records` has an entry for every record of the request. */
export function permit(
  asked: Asked,
  carried: readonly Carried[],
  records: readonly RecordDecision[],
  checks: readonly PersonCheck[],
  reasons: readonly Reason[] = none,
  causes: readonly Reason[] = none,
): Decision {
  const whole = together(carried, asked.derived.catalogue);
  return {
    effect: 'permit',
    reasons,
    causes,
    nearest: undefined,
    remedy: none,
    basis: whole.carriage.basis,
    obligations: whole.carriage.obligations,
    assumed: whole.assumed,
    statistical: asked.statistical,
    retention: whole.retention,
    records,
    checks,
  };
}

const none: readonly never[] = Object.freeze([]);

/** A denial of the request before any record was judged: a guard, or a name that the register does not know. */
export function denyRequest(asked: Asked, causes: Causes): Decision {
  return denied({
    statistical: asked.statistical,
    reasons: reasonsFrom(asked, causes),
    causes: recordedCauses(asked, causes),
  });
}

/** A denial of all records together, for the causes of those that failed. No record is pointed at. */
export function denyTogether(
  asked: Asked,
  candidates: readonly Permission[],
  failed: readonly Failed[],
  checks: readonly PersonCheck[],
): Decision {
  const causes: Causes = new Map();
  for (const each of failed) unite(causes, each.causes);
  const blurred = failed.some((each) => each.blurred);
  const told = blurred ? blur() : { reasons: reasonsFrom(asked, causes), ...advice(asked, candidates, failed, causes) };
  return denied({
    statistical: asked.statistical,
    ...told,
    causes: recordedCauses(asked, causes),
    records: asked.request.records.map(() => ({ permitted: false, reasons: told.reasons })),
    checks,
  });
}

/** Mode `each`: a permit where at least one record passes; what denies the others is counted. */
export function judgeEach(
  asked: Asked,
  candidates: readonly Permission[],
  outcomes: readonly Outcome[],
  checks: readonly PersonCheck[],
): Decision {
  const records: RecordDecision[] = [];
  const carried: Carried[] = [];
  const failed: Failed[] = [];
  for (const outcome of outcomes) {
    if (outcome.kind === 'carried') {
      carried.push(outcome.carried);
      records.push(outcome.carried.record);
    } else {
      failed.push(outcome);
      records.push({
        permitted: false,
        reasons: outcome.blurred ? blur().reasons : reasonsFrom(asked, outcome.causes),
      });
    }
  }
  const reasons = countedReasons(
    asked,
    failed.map((each) => (each.blurred ? notDeliverable : [...each.causes.keys()])),
  );
  const causes = countedReasons(
    asked,
    failed.map((each) => [...each.causes.keys()]),
  );
  if (carried.length > 0) return permit(asked, carried, records, checks, reasons, causes);
  const all: Causes = new Map();
  for (const each of failed) unite(all, each.causes);
  const told = failed.some((each) => each.blurred) ? {} : advice(asked, candidates, failed, all);
  return denied({ statistical: asked.statistical, reasons, causes, ...told, records, checks });
}

const notDeliverable = ['not-deliverable'] as const;

/**
 * INVARIANT(no-person-cause-leaks): what the sender may not know of a person is answered with these bytes, whichever
 * cause it was and whatever else failed at that stage.
 */
function blur(): { reasons: readonly Reason[] } {
  return { reasons: denial(notDeliverable).reasons };
}

function advice(
  asked: Asked,
  candidates: readonly Permission[],
  failed: readonly Failed[],
  causes: Causes,
): Pick<Denied, 'nearest' | 'remedy'> {
  const unpermitted = failed.filter((each) => each.stage === 'permission').map((each) => each.record);
  const nearest = unpermitted.length > 0 ? nearestTo(asked, candidates, unpermitted) : undefined;
  return { nearest, remedy: remedyFor(asked, candidates, causes) };
}
