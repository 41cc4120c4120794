import {
  nestHeaders,
  replyPartitions,
  topics,
  eventTypes,
  type Decision,
  type IngressMessage,
  type Carriage,
} from '#contract';
import type { OutgoingRecord } from './outcome';

/** What an answer says besides which request it answers: the same for every like request, so it is kept once. */
export interface AnswerSubject {
  readonly registerVersion: number;
  readonly recipient: string | undefined;
  readonly purpose: string | undefined;
  /** Whether the records came as `ce_mode: each`, whose answers count. */
  readonly counted: boolean;
  /** How many records were asked about. */
  readonly records: number;
}

/** The answer as JSON text without `decisionId` and `request`, which {@link reply} puts in front. */
export function answer(decision: Decision, subject: AnswerSubject): string {
  const carriage = soleCarriage(decision, subject);
  if (carriage === undefined) return compose(decision, subject);
  const kept = composed.get(carriage);
  if (kept?.version === subject.registerVersion && kept.assumed === decision.assumed) return kept.text;
  const text = compose(decision, subject);
  composed.set(carriage, { version: subject.registerVersion, assumed: decision.assumed, text });
  return text;
}

/** The first decision of a repeated id, where the repeat is another request: what a `duplicate` answer names. */
export function withFirst(answerText: string, first: string): string {
  return `${answerText.slice(0, -1)},"first":"${first}"}`;
}

/**
 * The reply to one request, on the sender's reply topic. A request-reply client's headers are honoured as far as they
 * point at the sender's own topic; anything else gets the default, so that nobody can aim a reply at another system.
 */
export function reply(
  message: IngressMessage,
  system: string,
  ceId: string | undefined,
  decisionId: string,
  answerText: string,
): OutgoingRecord {
  const headers: Record<string, string> = {
    ce_specversion: '1.0',
    ce_type: eventTypes.exchangeDecided,
    ce_source: '/sluis',
    ce_id: decisionId,
    'content-type': 'application/json',
  };
  if (ceId !== undefined) headers['ce_requestid'] = ceId;
  const correlation = soleHeader(message, nestHeaders.correlationId);
  if (correlation !== undefined) {
    headers[nestHeaders.correlationId] = correlation;
    headers[nestHeaders.isDisposed] = 'true';
  }
  const partition = replyPartition(message, system);
  return {
    topic: topics.reply(system),
    ...(partition !== undefined && { partition }),
    key: ceId ?? decisionId,
    value: `{"decisionId":"${decisionId}","request":${position(message)},${answerText.slice(1)}`,
    headers,
  };
}

/** The `request` member of replies, decision records and alerts. */
export function position(message: IngressMessage): string {
  return `{"topic":"${message.topic}","partition":${message.partition},"offset":${message.offset}}`;
}

const composed = new WeakMap<
  Carriage,
  { readonly version: number; readonly assumed: boolean; readonly text: string }
>();

/** The carriage of a permit that is fully described by it: then the answer is the same text every time. */
function soleCarriage(decision: Decision, subject: AnswerSubject): Carriage | undefined {
  if (decision.effect !== 'permit' || subject.counted) return undefined;
  const first = decision.records[0];
  if (decision.records.length !== 1 || first === undefined || !first.permitted) return undefined;
  return first.carriage;
}

function compose(decision: Decision, subject: AnswerSubject): string {
  const permitted = decision.records.reduce((count, record) => count + (record.permitted ? 1 : 0), 0);
  return JSON.stringify({
    effect: decision.effect,
    registerVersion: subject.registerVersion,
    ...(decision.effect === 'permit' && { recipient: subject.recipient, purpose: subject.purpose }),
    ...(decision.assumed && { assumed: true }),
    ...(decision.effect === 'permit' && { basis: decision.basis, obligations: decision.obligations }),
    ...(subject.counted && { records: { permitted, denied: subject.records - permitted } }),
    ...(decision.reasons.length > 0 && { reasons: decision.reasons }),
    ...(decision.nearest && { nearest: decision.nearest }),
    ...(decision.remedy.length > 0 && { remedy: decision.remedy }),
  });
}

function replyPartition(message: IngressMessage, system: string): number | undefined {
  if (soleHeader(message, nestHeaders.replyTopic) !== topics.reply(system)) return undefined;
  const wanted = soleHeader(message, nestHeaders.replyPartition);
  if (wanted === undefined || !/^\d{1,4}$/.test(wanted)) return undefined;
  const partition = Number(wanted);
  return partition < replyPartitions ? partition : undefined;
}

function soleHeader(message: IngressMessage, name: string): string | undefined {
  const value = message.headers[name];
  if (value === undefined || Array.isArray(value) || value.length > 1_024) return undefined;
  return value.toString();
}
