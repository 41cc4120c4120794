import { Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { Problem, type PropertyProblem } from '../http/problem';
import { RecordFactDto } from './record-fact.dto';

export const factsMax = 1_000;
const problemsMax = 20;

/** One fact, or a list of at most 1,000: all valid, or none recorded. Problems name properties and quote no values. */
@Injectable()
export class FactsPipe implements PipeTransform<unknown, Promise<readonly RecordFactDto[]>> {
  async transform(body: unknown): Promise<readonly RecordFactDto[]> {
    const isList = Array.isArray(body);
    const items: readonly unknown[] = isList ? body : [body];
    if (items.length === 0 || items.length > factsMax) {
      throw new Problem(400, `a list must hold 1 to ${factsMax} facts`);
    }
    const problems: PropertyProblem[] = [];
    const facts: RecordFactDto[] = [];
    for (const [at, item] of items.entries()) {
      const prefix = isList ? `[${at}]` : '';
      if (typeof item !== 'object' || item === null || Array.isArray(item)) {
        problems.push({ property: prefix || 'body', problem: 'must be a JSON object' });
      } else {
        const fact = plainToInstance(RecordFactDto, item);
        problems.push(...problemsOf(await validate(fact, options), prefix));
        facts.push(fact);
      }
      if (problems.length >= problemsMax) break;
    }
    if (problems.length > 0) throw new Problem(400, 'the facts were not recorded', problems.slice(0, problemsMax));
    return facts;
  }
}

const options = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
} as const;

function problemsOf(errors: readonly ValidationError[], prefix: string): PropertyProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = prefix === '' ? nameable(property) : `${prefix}.${nameable(property)}`;
    const own = Object.entries(constraints).map(([rule, problem]) => ({
      property: path,
      problem: rule === 'whitelistValidation' ? 'is not a property of a fact' : problem,
    }));
    return [...own, ...problemsOf(children, path)];
  });
}

/** A property's name may be anything, a national number too: only one that reads like a name is repeated. */
function nameable(property: string): string {
  return /^[A-Za-z][A-Za-z_]{0,39}$/.test(property) ? property : '(unknown)';
}
