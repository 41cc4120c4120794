import { isInsz } from '#contract';
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

/** A text of 1 to `max` characters. */
export function text(input: Input, property: string, max = 200): string {
  const value = optionalText(input, property, max);
  if (value === undefined) throw wrong(property, `is needed: a text of at most ${max} characters`);
  return value;
}

export function optionalText(input: Input, property: string, max = 200): string | undefined {
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
  const value = optionalText(input, 'after', 40);
  if (value !== undefined && !/^\d{1,13}-\d{1,15}$/.test(value))
    throw wrong('after', 'must be `next` of the page before');
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
  const value = optionalText(input, property, 40);
  if (value === undefined) return undefined;
  const read = /^(?!0000)\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(value)
    ? new Date(value)
    : undefined;
  if (read === undefined || Number.isNaN(read.getTime())) throw wrong(property, 'must be a date or a time of ISO 8601');
  return read;
}
