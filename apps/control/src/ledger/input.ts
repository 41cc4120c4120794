import { isInsz } from '#contract';
import { namesNobody, namesNobodyRule } from '../http/names-nobody';
import { Problem } from '../http/problem';

/** Reads what callers send, property by property; a fault names the property and the rule, never the value. */
export type Input = Readonly<Record<string, unknown>>;

export function asInput(body: unknown): Input {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input;
  throw new Problem(400, 'the body must be a JSON object');
}

export function wrong(property: string, problem: string): Problem {
  return new Problem(400, 'the request is not valid', [{ property, problem }]);
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

/** A text that must have a form in which no word and no number of a person fits, as `rule` says. */
function signs(input: Input, property: string, form: RegExp, rule: string): string | undefined {
  const value = anyText(input, property, 40);
  if (value !== undefined && !form.test(value)) throw wrong(property, rule);
  return value;
}

function anyText(input: Input, property: string, max: number): string | undefined {
  const value = input[property];
  if (value === undefined || value === '') return undefined;
  // PostgreSQL keeps no NUL in a text.
  if (typeof value !== 'string' || value.trim() === '' || value.length > max || value.includes('\0')) {
    throw wrong(property, `must be a text of at most ${max} characters`);
  }
  return value;
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
  const value = input['limit'] === undefined || input['limit'] === '' ? otherwise : Number(input['limit']);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw wrong('limit', `must be a whole number from 1 to ${max}`);
}

export function date(input: Input, property: string): Date | undefined {
  const rule = 'must be a date or a time of ISO 8601';
  const value = signs(input, property, /^(?!0000)\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/, rule);
  if (value === undefined) return undefined;
  const read = new Date(value);
  if (Number.isNaN(read.getTime())) throw wrong(property, rule);
  return read;
}
