import {
  eventTypes,
  topics,
  type Carriage,
  type Clock,
  type Decision,
  type ExchangeRequest,
  type Facts,
  type ReasonCode,
} from '#contract';
import type { CompiledRegister } from '#register';
import { transform } from '#transform';
import type { OutgoingRecord } from './outcome';
import type { Keys } from './ports';

export interface DeliveryContext {
  readonly register: CompiledRegister;
  readonly facts: Facts;
  readonly keys: Keys;
  readonly clock: Clock;
}

/**
 * Deliveries of a permit, or the code that stops all of them: one record that cannot leave safely stops the request, except
 * in mode `each`, where it stops itself.
 */
export type Deliveries =
  | {
      readonly kind: 'deliveries';
      readonly records: readonly OutgoingRecord[];
      /** Positions of records that could not leave safely, in mode `each`. */
      readonly withheld: readonly number[];
    }
  | { readonly kind: 'stopped'; readonly code: ReasonCode };

/** One delivery a permitted record, in the order of the array, after obligations. */
export function deliveries(
  request: ExchangeRequest,
  decision: Decision,
  decisionId: string,
  provider: string,
  context: DeliveryContext,
): Deliveries {
  const records: OutgoingRecord[] = [];
  const withheld: number[] = [];
  const topic = topics.delivery(request.recipient, request.purpose);
  for (const [index, recordDecision] of decision.records.entries()) {
    if (!recordDecision.permitted) continue;
    const headers = deliveryHeaders(
      request,
      decision,
      recordDecision.carriage,
      decisionId,
      records.length,
      provider,
      context,
    );
    const key = deliveryKey(request, index, decision, context);
    const transformed = transform({
      request,
      record: index,
      carriage: recordDecision.carriage,
      statistical: decision.statistical,
      catalogue: context.register.catalogue,
      clock: context.clock,
      pseudonym: (identifier) => pseudonym(identifier, request, index, context),
      headers,
      key,
    });
    if (transformed.kind === 'failed') {
      if (request.mode !== 'each') return { kind: 'stopped', code: transformed.code };
      withheld.push(index);
      continue;
    }
    records.push({ topic, key, value: transformed.value, headers });
  }
  if (records.length === 0) return { kind: 'stopped', code: 'identifier-leak' };
  return { kind: 'deliveries', records, withheld };
}

function deliveryHeaders(
  request: ExchangeRequest,
  decision: Decision,
  carriage: Carriage,
  decisionId: string,
  count: number,
  provider: string,
  { register }: DeliveryContext,
): Record<string, string> {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_id: `${decisionId}.${count}`,
    ce_type: eventTypes.exchangeDelivered,
    ce_source: '/sluis',
    ce_provider: provider,
    ce_purpose: request.purpose,
    ce_basis: carriage.basis.map((basis) => basis.instrument).join(','),
    ce_registerversion: String(register.version),
    ce_retention: decision.retention,
    'content-type': 'application/json',
  };
  // INVARIANT(unlinkable): nothing that could link a pseudonym to an identified exchange travels to a statistical recipient.
  if (!decision.statistical) {
    if (request.time !== undefined) headers['ce_time'] = request.time;
    if (request.correlationId !== undefined) headers['ce_correlationid'] = request.correlationId;
    if (request.traceparent !== undefined) headers['ce_traceparent'] = request.traceparent;
  }
  return headers;
}

function deliveryKey(request: ExchangeRequest, index: number, decision: Decision, context: DeliveryContext): string {
  const record = request.records[index];
  const root = record?.persons[0];
  if (root !== undefined) {
    return decision.statistical
      ? pseudonym(root.insz, request, index, context)
      : context.keys.deliveryKey(request.recipient, root.insz);
  }
  const dwelling = record?.data['woning'] as { readonly id?: unknown } | undefined;
  const id = typeof dwelling?.id === 'string' ? dwelling.id : `${request.id}.${index}`;
  // Statistical keys belong to their domain too, else one key would tie two purposes together.
  return decision.statistical
    ? context.keys.pseudonym(request.recipient, request.purpose, id)
    : context.keys.deliveryKey(request.recipient, id);
}

/**
 * A person's pseudonym follows the person, not the number: it is made from the token under which the person was first
 * known, so that a changed number (an `alias` fact) keeps its pseudonym. The oldest token key decides, so that adding a
 * key changes none; retiring one opens a new epoch.
 */
function pseudonym(identifier: string, request: ExchangeRequest, index: number, context: DeliveryContext): string {
  const isPerson = request.records[index]?.persons.some((person) => person.insz === identifier) ?? false;
  const oldest = isPerson ? context.keys.personTokens(identifier).at(-1) : undefined;
  const identity = oldest === undefined ? identifier : context.facts.canonical(oldest, context.clock.today);
  return context.keys.pseudonym(request.recipient, request.purpose, identity);
}
