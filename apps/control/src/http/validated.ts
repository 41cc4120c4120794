import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validate, ValidateBy, type ValidationError } from 'class-validator';
import type { PropertyProblem } from './problem';

/** A body as an instance of its class, and every problem with it. Problems name properties and quote no values. */
export async function validated<T extends object>(
  Dto: ClassConstructor<T>,
  body: unknown,
  prefix: string,
  what: string,
): Promise<{ readonly value: T | undefined; readonly problems: readonly PropertyProblem[] }> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { value: undefined, problems: [{ property: prefix || 'body', problem: 'must be a JSON object' }] };
  }
  if (isDeep(body))
    return { value: undefined, problems: [{ property: prefix || 'body', problem: 'is nested too deeply' }] };
  const value = plainToInstance(Dto, body);
  return { value, problems: problemsOf(await validate(value, options), prefix, what) };
}

/** Deeper than anything that is asked for. */
const deepest = 16;

/** Whether a body goes deeper than that; found without going as deep oneself. */
function isDeep(body: object): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((each): unknown[] =>
      typeof each === 'object' && each !== null ? Object.values(each as Record<string, unknown>) : [],
    );
  }
  return false;
}

/** A rule with a sentence that quotes no value. */
export function Holds<Owner>(problem: string, rule: (value: unknown, owner: Owner) => boolean): PropertyDecorator {
  return ValidateBy({
    name: problem,
    validator: {
      validate: (value, context) => rule(value, context?.object as Owner),
      defaultMessage: () => problem,
    },
  });
}

const options = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
} as const;

function problemsOf(errors: readonly ValidationError[], prefix: string, what: string): PropertyProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = prefix === '' ? nameable(property) : `${prefix}.${nameable(property)}`;
    const own = Object.entries(constraints).map(([rule, problem]) => ({
      property: path,
      problem: rule === 'whitelistValidation' ? `is not a property of a ${what}` : problem,
    }));
    return [...own, ...problemsOf(children, path, what)];
  });
}

/** A property's name may be anything, a national number too: only one that reads like a name is repeated. */
export function nameable(property: string): string {
  return /^[A-Za-z][A-Za-z_]{0,39}$/.test(property) ? property : '(unknown)';
}
