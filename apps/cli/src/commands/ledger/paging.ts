import { InvalidArgumentError, type Command } from 'commander';
import { controlOption } from '../../control-call';
import { print } from '../../terminal';

/** What every command is told that shows a page of what control lists. */
export interface PageOptions {
  readonly control?: string;
  readonly json?: boolean;
  readonly limit: number;
  readonly after?: string;
}

const limitMax = 1_000;

export function withPaging(command: Command): Command {
  return withControl(
    command
      .option('--limit <count>', `how many, at most ${limitMax}`, limitIn, 100)
      .option('--after <cursor>', '`next` of the page before'),
  );
}

export function withControl(command: Command): Command {
  return command.option(...controlOption).option('--json', 'answer in JSON');
}

/** A list of control with what is given of these filters. */
export function listPath(
  path: string,
  { limit, after, ...options }: PageOptions & Readonly<Record<string, unknown>>,
  filters: readonly string[],
): string {
  const query = new URLSearchParams({ limit: String(limit), ...(after !== undefined && { after }) });
  for (const name of filters) {
    const value = options[name];
    if (typeof value === 'string') query.set(name, value);
  }
  return `${path}?${query.toString()}`;
}

/** Says that there is more than what was shown, and how to get it. */
export function sayMore(next: string | null): void {
  if (next !== null) print(`more: --after ${next}`);
}

function limitIn(text: string): number {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= limitMax) return limit;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${limitMax}.`);
}
