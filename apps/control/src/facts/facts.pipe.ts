import { Injectable, type PipeTransform } from '@nestjs/common';
import { Problem, type PropertyProblem } from '../http/problem';
import { validated } from '../http/validated';
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
      const { value, problems: found } = await validated(RecordFactDto, item, isList ? `[${at}]` : '', 'fact');
      problems.push(...found);
      if (value !== undefined) facts.push(value);
      if (problems.length >= problemsMax) break;
    }
    if (problems.length > 0)
      throw new Problem(400, 'the facts were not recorded', problems.slice(0, problemsMax), 'facts-not-recorded');
    return facts;
  }
}
