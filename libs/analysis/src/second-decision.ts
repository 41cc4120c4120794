import { reasonCodes, type Basis, type LegalDate, type Obligation, type ReasonCode } from '#contract';
import { decideBare } from '#decision';
import type { CompiledRegister, Permission } from '#register';
import { isAskable, type AskableRecord, type DecisionRecord } from './decision-record';
import { questionOf } from './recorded-question';
import { RememberedAnswers, sameList, type Days } from './remembered';

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
  if (record.repeats !== undefined) return { outcome: 'undecided', why: 'repeat', recorded: recordedIn(record) };
  const stoppedBy = stopIn(record);
  if (stoppedBy !== undefined) {
    const recorded = recordedIn(record);
    return { outcome: 'same', recorded, again: recorded, stoppedBy };
  }
  if (!isAskable(record)) return { outcome: 'undecided', why: 'not-kept', recorded: recordedIn(record) };
  const known = answerTo(record, register, record.clock);
  if (gave(record, known.again)) return known;
  const recorded = recordedIn(record);
  const withheld = known.again.effect === 'permit' && record.reasons.some(({ code }) => code === 'identifier-leak');
  const again = withheld ? { ...known.again, codes: inTurn([...known.again.codes, 'identifier-leak']) } : known.again;
  if (sameAnswer(again, recorded)) return { outcome: 'same', recorded, again };
  return hasCase(listedFor(record, register))
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
  return isAskable(record) ? answerTo(record, register, clock).again : undefined;
}

/** What stopped a request before the register had a say in it. */
function stopIn({ reasons, mode, shapes }: DecisionRecord): string | undefined {
  for (const { code, count } of reasons) if (count === undefined && outside.has(code)) return code;
  if (mode === undefined || shapes?.length === 0) return reasons[0]?.code ?? 'malformed';
  return undefined;
}

/** An answer as a whole, shared by all records to which it was given: so nothing in it is written to. */
interface Same {
  readonly outcome: 'same';
  readonly recorded: PastAnswer;
  readonly again: PastAnswer;
}

const rememberedFor = new WeakMap<CompiledRegister, RememberedAnswers<Same>>();

/** The answer under this register, as if it was the one that was given. */
function answerTo(record: AskableRecord, register: CompiledRegister, clock: DecisionRecord['clock']): Same {
  let remembered = rememberedFor.get(register);
  if (remembered === undefined) rememberedFor.set(register, (remembered = new RememberedAnswers()));
  const factsStale = record.reasons.length > 0 && record.reasons.some(({ code }) => code === 'facts-stale');
  const known = remembered.find(record, clock.today, factsStale);
  if (known !== undefined) return known;
  const { request, context } = questionOf(record, register, clock);
  const again = Object.freeze(decideBare(request, context));
  const same = Object.freeze({ outcome: 'same', recorded: again, again } as const);
  const listed = listedFor(record, register);
  // A case ends at a moment of its day, and concerns somebody: its flow is asked anew each time.
  if (!hasCase(listed)) {
    remembered.keep(record, factsStale, daysAround(clock.today, listed, record.territory), same);
  }
  return same;
}

function listedFor({ recipient = '', purpose = '', provider = '' }: DecisionRecord, register: CompiledRegister) {
  return register.permissions(recipient, purpose, provider);
}

function hasCase(listed: readonly Permission[]): boolean {
  return listed.some(({ onePerson }) => onePerson !== undefined);
}

/** The days around one on which none of these permissions begins, ends, is suspended or gets another territory. */
function daysAround(day: LegalDate, listed: readonly Permission[], code: string | undefined): Days {
  let from = '';
  let until: LegalDate | undefined;
  const see = (turn: LegalDate | undefined): void => {
    if (turn === undefined) return;
    if (turn <= day) {
      if (turn > from) from = turn;
    } else if (until === undefined || turn < until) until = turn;
  };
  for (const permission of listed) {
    const { territory } = permission;
    const members = code === undefined ? undefined : territory?.members.get(code);
    for (const span of [permission, ...permission.suspensions, ...(members ?? [])]) {
      see(span.from);
      see(span.until);
    }
  }
  return { from, until };
}

function recordedIn({ effect, basis = [], obligations = [], reasons }: DecisionRecord): PastAnswer {
  return { effect, basis, obligations, codes: inTurn(reasons.map(({ code }) => code)) };
}

/** Whether this is the answer on the record, as records are written: each code once, in the order of the closed list. */
function gave({ effect, reasons, basis = none, obligations = none }: DecisionRecord, answer: PastAnswer): boolean {
  if (effect !== answer.effect || reasons.length !== answer.codes.length) return false;
  for (let at = 0; at < reasons.length; at++) if (reasons[at]!.code !== answer.codes[at]) return false;
  return sameBasis(basis, answer.basis) && sameObligations(obligations, answer.obligations);
}

const none: readonly never[] = [];

function sameAnswer(one: PastAnswer, other: PastAnswer): boolean {
  return (
    one.effect === other.effect &&
    sameList(one.codes, other.codes) &&
    sameBasis(one.basis, other.basis) &&
    sameObligations(one.obligations, other.obligations)
  );
}

function sameBasis(one: readonly Basis[], other: readonly Basis[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) {
    if (one[at]!.instrument !== other[at]!.instrument || !sameList(one[at]!.fields, other[at]!.fields)) return false;
  }
  return true;
}

function sameObligations(one: readonly Obligation[], other: readonly Obligation[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) {
    if (one[at]!.field !== other[at]!.field || one[at]!.duty !== other[at]!.duty) return false;
  }
  return true;
}

/** Sorted, each once; in the order of the closed list. */
function inTurn(list: readonly string[]): readonly string[] {
  const codes = new Set(list);
  return [...reasonCodes.filter((code) => codes.delete(code)), ...codes];
}
