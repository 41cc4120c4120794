import { isAskable, reasonCodes, type Basis, type Obligation, type ReasonCode } from '#contract';
import { decideBare } from '#decision';
import type { CompiledRegister } from '#register';
import type { AskableRecord, DecisionRecord } from './decision-record';
import { questionOf } from './recorded-question';

export interface PastAnswer {
  readonly effect: 'permit' | 'deny';
  readonly basis: readonly Basis[];
  readonly obligations: readonly Obligation[];
  /** Precise codes, sorted; on a permit of mode `each` those of the records that stay. */
  readonly codes: readonly string[];
}

/**
 * What came of deciding a recorded request again. `undecided`: it repeats another (`repeat`), its record keeps too little
 * (`not-kept`), or the answers differ where a permission about one person may have spoken (`one-person`): whom a request is
 * about is not kept.
 */
export type SecondDecision =
  | {
      readonly outcome: 'same' | 'different';
      readonly recorded: PastAnswer;
      readonly again: PastAnswer;
      /** What stopped the request that the register has no say in: its form, a guard, a missing key. Taken as it was recorded. */
      readonly stoppedBy?: string;
    }
  | {
      readonly outcome: 'undecided';
      readonly why: 'one-person';
      readonly recorded: PastAnswer;
      readonly again: PastAnswer;
    }
  | { readonly outcome: 'undecided'; readonly why: 'repeat' | 'not-kept'; readonly recorded: PastAnswer };

/** Codes without a count of records that stop a request whatever the register says. */
const outside = new Set<string>([
  'too-large',
  'duplicate',
  'unknown-recipient',
  'unknown-provider',
  'unknown-purpose',
  'unknown-category',
  'unknown-basis',
  'identifier-leak',
  'undeliverable',
  'key-unavailable',
  'register-stale',
  'clock-unsure',
] satisfies ReasonCode[]);

/**
 * Decides a recorded request again: its fields, categories and day as recorded, and persons who are nobody, about whom the
 * facts are such that each check comes out as it did. With the register version that the record names, the answer is the one
 * that was given.
 */
export function decideAgain(record: DecisionRecord, register: CompiledRegister): SecondDecision {
  const recorded = recordedIn(record);
  if (record.repeats !== undefined) return { outcome: 'undecided', why: 'repeat', recorded };
  const stoppedBy = stopIn(record);
  if (stoppedBy !== undefined) return { outcome: 'same', recorded, again: recorded, stoppedBy };
  if (!isAskable(record)) return { outcome: 'undecided', why: 'not-kept', recorded };
  const answer = answerTo(record, register, record.clock);
  if (sameAnswer(answer, recorded)) return { outcome: 'same', recorded, again: answer };
  const withheld = answer.effect === 'permit' && record.reasons.some(({ code }) => code === 'identifier-leak');
  const again = withheld ? { ...answer, codes: inTurn([...answer.codes, 'identifier-leak']) } : answer;
  if (sameAnswer(again, recorded)) return { outcome: 'same', recorded, again };
  return hasCase(record, register)
    ? { outcome: 'undecided', why: 'one-person', recorded, again }
    : { outcome: 'different', recorded, again };
}

/**
 * What the decider says of a recorded request under a register, whatever was answered then and whatever stopped it; at
 * another time where one is given. Undefined where nothing was decided, or the record keeps too little.
 */
export function answerAgain(
  record: DecisionRecord,
  register: CompiledRegister,
  clock: DecisionRecord['clock'] = record.clock,
): PastAnswer | undefined {
  return isAskable(record) ? answerTo(record, register, clock) : undefined;
}

/** What stopped a request before the register had a say in it. */
function stopIn({ reasons, mode, shapes }: DecisionRecord): string | undefined {
  for (const { code, count } of reasons) if (count === undefined && outside.has(code)) return code;
  if (mode === undefined || shapes?.length === 0) return reasons[0]?.code ?? 'malformed';
  return undefined;
}

function answerTo(record: AskableRecord, register: CompiledRegister, clock: DecisionRecord['clock']): PastAnswer {
  const { request, context } = questionOf(record, register, clock);
  return decideBare(request, context);
}

function hasCase({ recipient = '', purpose = '', provider = '' }: DecisionRecord, register: CompiledRegister): boolean {
  return register.permissions(recipient, purpose, provider).some(({ onePerson }) => onePerson !== undefined);
}

function recordedIn({ effect, basis = [], obligations = [], reasons }: DecisionRecord): PastAnswer {
  return { effect, basis, obligations, codes: inTurn(reasons.map(({ code }) => code)) };
}

function sameAnswer(one: PastAnswer, other: PastAnswer): boolean {
  return (
    one.effect === other.effect &&
    sameList(one.codes, other.codes) &&
    sameBasis(one.basis, other.basis) &&
    sameObligations(one.obligations, other.obligations)
  );
}

function sameBasis(one: readonly Basis[], other: readonly Basis[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ instrument, fields }, at) => {
      const there = other[at]!;
      return instrument === there.instrument && sameList(fields, there.fields);
    })
  );
}

function sameObligations(one: readonly Obligation[], other: readonly Obligation[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ field, duty }, at) => field === other[at]!.field && duty === other[at]!.duty)
  );
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

/** Sorted, each once; in the order of the closed list. */
function inTurn(list: readonly string[]): readonly string[] {
  const codes = new Set(list);
  return [...reasonCodes.filter((code) => codes.delete(code)), ...codes];
}
