import {
  systemOfIngress,
  type Clock,
  type Decision,
  type ExchangeRequest,
  type Facts,
  type IngressMessage,
  type ReasonCode,
} from '#contract';
import { decide, denial, type DecisionContext } from '#decision';
import { decode } from '#envelope';
import type { CompiledRegister } from '#register';
import { deliveries } from './delivery';
import type { Outcome, OutgoingRecord, SeenLookup } from './outcome';
import { isKeyUnavailable, type Keys } from './ports';
import { alert, decisionRecord, type RecordedDecision } from './record';
import { answer, reply, withFirst, type AnswerSubject } from './reply';
import { shortFingerprint } from './seen';

/** What a request is judged with: one consistent view of register, facts and clock for a whole batch. */
export interface ExchangeContext {
  readonly register: CompiledRegister;
  readonly facts: Facts;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly guards: DecisionContext['guards'];
  readonly demonstration: boolean;
  readonly seen: SeenLookup;
  /** Topics that exist: a delivery that has nowhere to go is denied, not waited for. */
  readonly topics: { has(topic: string): boolean };
}

/**
 * One request through the gateway: decode, look for a repeat, decide, transform, and write down what happened. Every
 * branch of an exchange is in this function. Pure: the outcome is committed, or forgotten, by the caller.
 *
 * INVARIANT(one-decision): every message leads to exactly one decision record and one reply.
 */
export function exchange(message: IngressMessage, context: ExchangeContext, verdict?: ReasonCode): Outcome {
  const { register, keys, clock } = context;
  const system = systemOfIngress(message.topic) ?? '';
  const participant = register.systems.get(system)?.participant;
  const decisionId = keys.decisionId(message.topic, message.partition, message.offset);
  const decoded = decode(message, system, register.catalogue);
  const request = decoded.kind === 'request' ? decoded.request : undefined;
  const rejection = decoded.kind === 'rejection' ? decoded.rejection : undefined;
  const id = request?.id ?? rejection?.id;
  const valueHash = keys.evidence('value', message.value ?? '');
  const idHash = id === undefined ? undefined : keys.evidence('ce-id', `${system}\n${id}`);
  const fingerprint = keys.evidence('request', identity(message, request, valueHash));
  const provider = request === undefined ? undefined : (request.provider ?? participant);
  const recorded = (decision: Decision, more: Partial<RecordedDecision>): RecordedDecision => ({
    message,
    decisionId,
    decision,
    system,
    participant,
    provider,
    request,
    rule: rejection?.rule,
    tokens: [],
    register,
    factsVersion: context.facts.version,
    clock,
    demonstration: context.demonstration,
    ...more,
    hashes: { ...(idHash !== undefined && { id: idHash }), value: valueHash, deliveries: [], ...more.hashes },
  });

  const before = idHash === undefined ? undefined : context.seen.find(idHash);
  if (before !== undefined) {
    const first = keys.decisionId(message.topic, message.partition, String(before.offset));
    if (before.fingerprint === shortFingerprint(fingerprint)) {
      if (before.answer === undefined) throw new AnswerForgotten([before.offset]);
      const effect = before.answer.startsWith('{"effect":"permit"') ? 'permit' : 'deny';
      const repeated: Decision = { ...denial([]), effect };
      return {
        records: [
          reply(message, system, id, first, before.answer),
          decisionRecord(recorded(repeated, { repeats: first })),
        ],
        seen: undefined,
        effect,
        codes: [],
        deliveries: 0,
      };
    }
    const clash = denial(['duplicate'], { first });
    const text = withFirst(answer(clash, subject(request, register)), first);
    return denied(recorded(clash, { first }), id, text, undefined, context);
  }

  let decision: Decision;
  let tokens: readonly string[] = [];
  let outgoing: readonly OutgoingRecord[] = [];
  if (verdict !== undefined) decision = denial([verdict]);
  else if (rejection !== undefined) decision = denial([rejection.code], { rule: rejection.rule });
  else if (request === undefined) throw new Error('a decoded message is a request or a rejection');
  else {
    try {
      const tokenTable = personTokens(request, keys);
      tokens = [...tokenTable.values()].flat();
      decision = decide(request, {
        register,
        facts: context.facts,
        tokens: {
          person: (insz) => tokenTable.get(insz) ?? keys.personTokens(insz),
          contact: (text) => keys.contactTokens(text),
        },
        clock,
        demonstration: context.demonstration,
        guards: context.guards,
      });
      if (decision.effect === 'permit') {
        const made = deliveries(request, decision, decisionId, provider ?? '', context);
        const { statistical, checks } = decision;
        if (made.kind === 'stopped') decision = denial([made.code], { statistical, checks });
        else if (made.records.some((record) => !context.topics.has(record.topic))) {
          decision = denial(['undeliverable'], { statistical, checks });
        } else {
          decision = without(made.withheld, decision);
          if (request.kind === 'exchange') outgoing = made.records;
        }
      }
    } catch (error) {
      // INVARIANT(doubt-denies): a field whose obligation can't be carried out never passes as it is.
      if (isKeyUnavailable(error)) decision = denial(['key-unavailable']);
      else if (isTransformImpossible(error)) decision = denial(['undeliverable']);
      else throw error;
    }
  }

  const text = answer(decision, subject(request, register));
  const seen =
    idHash === undefined ? undefined : { id: idHash, fingerprint, offset: Number(message.offset), answer: text };
  const hashes = outgoing.map((record) => keys.evidence('delivery', record.value));
  const written = recorded(decision, {
    tokens,
    hashes: { value: valueHash, ...(idHash !== undefined && { id: idHash }), deliveries: hashes },
  });
  if (decision.effect === 'deny') return denied(written, id, text, seen, context);
  return {
    records: [...outgoing, reply(message, system, id, decisionId, text), decisionRecord(written)],
    seen,
    effect: 'permit',
    codes: decision.reasons.map((reason) => reason.code),
    deliveries: outgoing.length,
  };
}

/** Repeats whose first answers have left memory: the caller reads them back from the topic, all in one go, and tries again. */
export class AnswerForgotten extends Error {
  readonly code = 'answer-forgotten';
  constructor(readonly offsets: readonly number[]) {
    super('first answers to repeated requests have left memory; they must be read back before they can be repeated');
  }
}

function denied(
  recorded: RecordedDecision,
  id: string | undefined,
  text: string,
  seen: Outcome['seen'],
  { topics }: ExchangeContext,
): Outcome {
  const { message, system, decisionId, decision } = recorded;
  const warned = alert(recorded);
  const alerts = warned !== undefined && topics.has(warned.topic) ? [warned] : [];
  return {
    records: [reply(message, system, id, decisionId, text), decisionRecord(recorded), ...alerts],
    seen,
    effect: 'deny',
    codes: decision.causes.map((cause) => cause.code),
    deliveries: 0,
  };
}

function subject(request: ExchangeRequest | undefined, register: CompiledRegister): AnswerSubject {
  return {
    registerVersion: register.version,
    recipient: request?.recipient,
    purpose: request?.purpose,
    counted: request?.mode === 'each',
    records: request?.records.length ?? 0,
  };
}

/** Each person's tokens once: the number is hashed here, and nowhere later. */
function personTokens(request: ExchangeRequest, keys: Keys): Map<string, readonly string[]> {
  const tokens = new Map<string, readonly string[]>();
  for (const record of request.records) {
    for (const { insz } of record.persons) if (!tokens.has(insz)) tokens.set(insz, keys.personTokens(insz));
  }
  return tokens;
}

/**
 * What makes two messages under one id the same request: attributes and value, time and trace aside. In structured mode
 * time and trace stand inside the value, so the data counts and not its bytes.
 */
function identity(message: IngressMessage, request: ExchangeRequest | undefined, valueHash: string): string {
  if (request === undefined) return `${rawAttributes(message)}\n${valueHash}`;
  if (message.headers['ce_specversion'] !== undefined) return `${request.attributes}\n${valueHash}`;
  const data = request.records.map((record) => record.data);
  return `${request.attributes}\n${JSON.stringify(request.isArray ? data : data[0])}`;
}

function rawAttributes(message: IngressMessage): string {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(message.headers)) {
    if (!name.startsWith('ce_') || name === 'ce_time' || name === 'ce_traceparent') continue;
    lines.push(`${name}=${String(value)}`);
  }
  return lines.sort().join('\n');
}

function isTransformImpossible(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 'transform-impossible';
}

/** In mode `each`: the decision with the records that could not leave safely denied, and counted. */
function without(withheld: readonly number[], decision: Decision): Decision {
  if (withheld.length === 0) return decision;
  const leaks = denial(['identifier-leak']).reasons.map((reason) => ({ ...reason, count: withheld.length }));
  const records = [...decision.records];
  for (const index of withheld) records[index] = { permitted: false, reasons: leaks };
  return {
    ...decision,
    records,
    reasons: [...decision.reasons, ...leaks],
    causes: [...decision.causes, ...leaks],
  };
}
