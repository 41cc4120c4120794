import { isInsz } from '#contract';
import { namesNobody, namesNobodyRule } from '../http/names-nobody';
import { Problem } from '../http/problem';
import { nameable } from '../http/validated';

/** Kinds of entries: decisions, and notes of control's own journal. */
export const entryKinds = ['decision', 'access', 'act', 'erasure', 'retention'] as const;

/** Reads what callers send, property by property; a fault names the property and the rule, never the value. */
export type Input = Readonly<Record<string, unknown>>;

export function asInput(body: unknown): Input {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input;
  throw new Problem(400, 'the body must be a JSON object');
}

/** Refuses what is not among these names: a filter that is misspelt would else show everything, as if nothing were wrong. */
export function only(input: Input, names: readonly string[]): Input {
  const problem = names.length === 0 ? 'is not asked here' : `is not asked here; there are ${names.join(', ')}`;
  const unknown = Object.keys(input).filter((name) => !names.includes(name));
  if (unknown.length === 0) return input;
  throw new Problem(
    400,
    'the request is not valid',
    unknown.slice(0, 20).map((name) => ({ property: nameable(name), problem })),
    'request-invalid',
  );
}

export function wrong(property: string, problem: string): Problem {
  return new Problem(400, 'the request is not valid', [{ property, problem }], 'request-invalid');
}

/** A text of 1 to `max` characters, as `optionalText` takes it. */
export function text(input: Input, property: string, max = 200): string {
  const value = optionalText(input, property, max);
  if (value === undefined) throw wrong(property, `is needed: a text of at most ${max} characters`);
  return value;
}

/**
 * INVARIANT(no-person-in-a-text): whatever officers write or search for is kept, shown or logged, so a text that could point at a
 * person is taken nowhere. Every text of a caller is read here, or by `signs` where only a form of signs is left.
 */
export function optionalText(input: Input, property: string, max = 200): string | undefined {
  const value = anyText(input, property, max);
  if (value !== undefined && !namesNobody(value)) throw wrong(property, namesNobodyRule);
  return value;
}

/** What control says in words, it says in one of these; what it quotes of the register is Dutch. */
export const languages = ['nl', 'en'] as const;

/** The language that is asked for, Dutch where none is; nothing else may be asked beside it. */
export function languageOf(query: Input): (typeof languages)[number] {
  return choice(only(query, ['lang']), 'lang', languages) ?? 'nl';
}

/** One of a closed list. */
export function choice<Choice extends string>(
  input: Input,
  property: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = anyText(input, property, 200);
  const found = choices.find((each) => each === value);
  if (value !== undefined && found === undefined) throw wrong(property, `must be one of ${choices.join(', ')}`);
  return found;
}

export function caseId(input: Input, property: string): string | undefined {
  return signs(input, property, /^\d{1,15}$/, 'must be the id of a case, as `GET /ledger/cases` shows it');
}

/** A text that must have a form in which no word fits, as `rule` says, and that is no number of a person. */
export function signs(input: Input, property: string, form: RegExp, rule: string): string | undefined {
  const value = anyText(input, property, 64);
  if (value !== undefined && (!form.test(value) || isInsz(value))) throw wrong(property, rule);
  return value;
}

function anyText(input: Input, property: string, max: number): string | undefined {
  const value = input[property];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || value.trim() === '' || value.length > max || !isKept(value)) {
    throw wrong(property, `must be a text of at most ${max} characters`);
  }
  return value;
}

/** Whether PostgreSQL keeps this text as it is: it has no NUL, and no half of a sign that takes two (RFC 8259, section 8.2). */
export function isKept(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/** `next` of the page before, as it was given out; what only looks like one would show the first page again and again. */
export function cursorOf(input: Input): string | undefined {
  return signs(input, 'after', /^\d{1,13}-\d{1,15}$/, 'must be `next` of the page before');
}

/**
 * Whom a case is given to: an officer's subject, as the provider says it, or their name. The caller's own is taken whatever
 * its form: it stands in the ledger already.
 */
export function officerText(input: Input, property: string, own: readonly string[]): string | undefined {
  const value = anyText(input, property, 200);
  if (value === undefined || own.includes(value)) return value;
  if (!/^(?:(?=.*[A-Za-z])[\w.|:-]+|[\p{L}\p{M}' ,.()-]+)$/u.test(value) || !namesNobody(value)) {
    throw wrong(property, 'must be the subject or the name of an officer');
  }
  return value;
}

/** Eleven digits of an INSZ, in whatever notation it came. */
export function insz(input: Input): string {
  const value = input['insz'];
  const digits = typeof value === 'string' ? value.replaceAll(/[ .-]/g, '') : '';
  if (!isInsz(digits)) throw wrong('insz', 'must be an INSZ: eleven digits with valid check digits');
  return digits;
}

export function limitOf(input: Input, otherwise: number, max: number): number {
  return wholeNumber(input, 'limit', 1, max) ?? otherwise;
}

/** Written in digits: what `Number` makes of `0x10`, `1e2` or a list is not what anybody meant. */
export function wholeNumber(input: Input, property: string, min: number, max: number): number | undefined {
  const value = input[property];
  if (value === undefined || value === '') return undefined;
  const digits = typeof value === 'number' ? String(value) : value;
  const number = typeof digits === 'string' && /^\d{1,16}$/.test(digits) ? Number(digits) : undefined;
  if (number !== undefined && number >= min && number <= max) return number;
  throw wrong(property, `must be a whole number from ${min} to ${max}`);
}

export function date(input: Input, property: string): Date | undefined {
  const rule = 'must be a date or a time of ISO 8601, of a day that the calendar has';
  const value = signs(input, property, /^(?!0000)\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/, rule);
  if (value === undefined) return undefined;
  const read = new Date(value);
  const day = value.slice(0, 10);
  const ofDay = new Date(day);
  // JavaScript takes 31 February for 3 March.
  const isOfCalendar = !Number.isNaN(ofDay.getTime()) && ofDay.toISOString().startsWith(day);
  if (Number.isNaN(read.getTime()) || !isOfCalendar) throw wrong(property, rule);
  return read;
}
