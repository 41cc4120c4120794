import {
  topics,
  eventTypes,
  type Clock,
  type Decision,
  type ExchangeRequest,
  type IngressMessage,
  type PersonCheck,
  type Reason,
} from '#contract';
import type { Catalogue, CompiledRegister } from '#register';
import type { OutgoingRecord } from './outcome';
import { position } from './reply';
import { fieldPaths, fieldsOf, shapesOf } from './shapes';

/** What a decision record is made from. Names that only the sender used never reach it; values cannot. */
export interface RecordedDecision {
  readonly message: IngressMessage;
  readonly decisionId: string;
  readonly decision: Decision;
  readonly system: string;
  readonly participant: string | undefined;
  readonly provider: string | undefined;
  readonly request: ExchangeRequest | undefined;
  /** Rule that an undecodable request broke. */
  readonly rule: string | undefined;
  readonly tokens: readonly string[];
  readonly hashes: { readonly id?: string; readonly value: string; readonly deliveries: readonly string[] };
  readonly repeats?: string;
  readonly first?: string;
  readonly register: CompiledRegister;
  readonly factsVersion: number;
  readonly clock: Clock;
  readonly demonstration: boolean;
}

/**
 * The decision record: enough to decide again, not to learn anything about the person.
 * INVARIANT(no-values): from the sender only what the register knows by name is written, the rest is counted.
 */
export function decisionRecord(recorded: RecordedDecision): OutgoingRecord {
  const { decision, request, register } = recorded;
  const fields = request && fieldsOf(request, register.catalogue);
  const value = `{"decisionId":"${recorded.decisionId}","effect":"${decision.effect}","request":${position(recorded.message)},${JSON.stringify(
    {
      reasons: safeReasons(decision.causes, register.catalogue),
      // What the sender was told, where that is less: a cause about a person is for whoever recorded it.
      answered: isBlurred(decision) ? safeReasons(decision.reasons, register.catalogue) : undefined,
      system: recorded.system,
      participant: recorded.participant,
      kind: request?.kind,
      mode: request?.mode,
      recipient: known(request?.recipient, register.participants),
      purpose: known(request?.purpose, register.purposes),
      provider: known(recorded.provider, register.participants),
      category: request && register.categories.has(request.category) ? request.category : undefined,
      territory: request?.territory !== undefined && /^\d{5}$/.test(request.territory) ? request.territory : undefined,
      asked: known(request?.basis, register.instruments),
      fields: fields && fieldPaths(fields, register.catalogue),
      // A repeat was not decided: the first has its shapes.
      shapes:
        fields && request && recorded.repeats === undefined ? shapesOf({ ...recorded, request }, fields) : undefined,
      unknownFields: request && unknownFields(request),
      rule: recorded.rule,
      // What a denial came nearest to: what compliance has to mend. An instrument about one person is never named there.
      nearest: decision.nearest?.instrument,
      basis: decision.basis,
      obligations: decision.obligations,
      assumed: decision.assumed,
      statistical: decision.statistical,
      retention: decision.retention,
      records: recordCounts(decision),
      checks: checkOutcomes(decision.checks),
      values: recorded.repeats === undefined ? valueChecks(request, decision) : undefined,
      persons: recorded.tokens,
      hashes: recorded.hashes,
      repeats: recorded.repeats,
      first: recorded.first,
      registerVersion: register.version,
      factsVersion: recorded.factsVersion,
      clock: { at: recorded.clock.atMs, today: recorded.clock.today },
      demonstration: recorded.demonstration,
    },
  ).slice(1)}`;
  return { topic: topics.decisions, key: recorded.system, value, headers: recordHeaders };
}

/** The alert for the sending participant's compliance system: a denial of its own request, without values. */
export function alert(recorded: RecordedDecision): OutgoingRecord | undefined {
  if (recorded.decision.effect === 'permit' || recorded.participant === undefined) return undefined;
  const { decision, request, register } = recorded;
  const value = `{"decisionId":"${recorded.decisionId}","effect":"deny","request":${position(recorded.message)},${JSON.stringify(
    {
      reasons: safeReasons(decision.reasons, register.catalogue),
      system: recorded.system,
      recipient: known(request?.recipient, register.participants),
      purpose: known(request?.purpose, register.purposes),
      category: request && register.categories.has(request.category) ? request.category : undefined,
      nearest: decision.nearest,
      remedy: decision.remedy.map((step) =>
        'drop' in step ? { drop: step.drop.filter((path) => register.catalogue.number(path) !== undefined) } : step,
      ),
      registerVersion: register.version,
    },
  ).slice(1)}`;
  return { topic: topics.alerts(recorded.participant), key: recorded.decisionId, value, headers: alertHeaders };
}

const recordHeaders = Object.freeze({
  ce_specversion: '1.0',
  ce_type: eventTypes.decisionRecorded,
  ce_source: '/sluis',
  'content-type': 'application/json',
});
const alertHeaders = recordHeaders;

/** Reasons as they may be kept: catalogue paths only. A message may quote the sender's own names, so it stays out where one is. */
function safeReasons(reasons: readonly Reason[], catalogue: Catalogue): unknown[] {
  return reasons.map(({ code, fields, count, unknownCount, message }) => {
    const kept = fields?.filter((path) => catalogue.number(path) !== undefined);
    const quotes = code.startsWith('unknown-') || (fields !== undefined && kept?.length !== fields.length);
    return {
      code,
      ...(kept && { fields: kept }),
      ...(count !== undefined && { count }),
      ...(unknownCount !== undefined && { unknownCount }),
      ...(!quotes && { message }),
    };
  });
}

function known<T>(name: string | undefined, names: ReadonlyMap<string, T>): string | undefined {
  return name !== undefined && names.has(name) ? name : undefined;
}

function unknownFields(request: ExchangeRequest): number | undefined {
  let count = 0;
  for (const record of request.records) {
    for (const fault of record.faults) if (fault.field === undefined) count++;
  }
  return count === 0 ? undefined : count;
}

function recordCounts(decision: Decision): { permitted: number; denied: number } {
  let permitted = 0;
  for (const record of decision.records) if (record.permitted) permitted++;
  return { permitted, denied: decision.records.length - permitted };
}

type CheckOutcome = 'pass' | 'fail' | 'not-asked';

/** Whether every leaf is what the catalogue says it is, and whether no identifier survives in what leaves. */
function valueChecks(
  request: ExchangeRequest | undefined,
  decision: Decision,
): { readonly content: CheckOutcome; readonly leak: CheckOutcome } {
  const content =
    request === undefined ? 'not-asked' : request.records.some(({ faultCount }) => faultCount > 0) ? 'fail' : 'pass';
  const leaked = decision.causes.some(({ code }) => code === 'identifier-leak');
  return { content, leak: leaked ? 'fail' : decision.effect === 'permit' ? 'pass' : 'not-asked' };
}

/** Per check: how many passed, and where it did not. Every check runs, so the passed ones need no list. */
function isBlurred({ causes, reasons }: Decision): boolean {
  return (
    reasons.some(({ code }) => code === 'not-deliverable') && !causes.some(({ code }) => code === 'not-deliverable')
  );
}

function checkOutcomes(checks: readonly PersonCheck[]): unknown[] {
  const outcomes = new Map<string, { check: string; passed: number; failed: [number, number][] }>();
  for (const { check, outcome, record, person } of checks) {
    if (outcome === 'not-asked') continue;
    let entry = outcomes.get(check);
    if (entry === undefined) {
      entry = { check, passed: 0, failed: [] };
      outcomes.set(check, entry);
    }
    if (outcome === 'pass') entry.passed++;
    else entry.failed.push([record, person]);
  }
  return [...outcomes.values()];
}
