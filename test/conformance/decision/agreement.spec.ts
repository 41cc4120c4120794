import { reasonCodes, type ReasonCode } from '#contract';
import { decide } from '#decision';
import { compileRegister, faultLine, parseRegister } from '#register';
import { isWhole, runs } from '../../support/effort';
import { randomRegister } from '../../support/random-register';
import { faults, faultyDecide } from './faults';
import { naiveDecide, readFiles } from './naive';
import { plainAnswer } from './plain';
import { RandomRequests } from './random-request';
import { decisionContext, exchangeRequest } from './real';

const seed = Number(process.env['SLUIS_SEED'] ?? 20_260_101);
const registers = runs(25);
const requestsPerRegister = runs(4_000);
/** A few requests need not catch them all. */
const planted = isWhole ? faults : [];

/** Codes that other stages give: `denial`, not `decide`. */
const otherStages: readonly ReasonCode[] = [
  'malformed',
  'too-large',
  'duplicate',
  'identifier-leak',
  'undeliverable',
  'key-unavailable',
];

describe('the decider and a naive one that reads the files', () => {
  it(`agree on ${registers * requestsPerRegister} random requests, where each of ${planted.length} planted faults is caught`, () => {
    const uncaught = new Map(planted.map((fault) => [fault.name, faultyDecide(fault)]));
    const counts = new Map<ReasonCode, number>();
    let asked = 0;
    let permits = 0;
    for (let number = 0; number < registers; number++) {
      const texts = randomRegister(seed + number, { aboutOne: 0.08 });
      const parsed = parseRegister(texts);
      expect(parsed.faults.map(faultLine)).toEqual([]);
      const register = compileRegister(parsed.source!, 1);
      const files = readFiles(texts);
      const questions = new RandomRequests(files, seed + number);
      for (let count = 0; count < requestsPerRegister; count++) {
        const { request, world } = questions.next();
        const expected = naiveDecide(files, request, world);
        const expectedText = JSON.stringify(expected);
        const exchange = exchangeRequest(request, register);
        const context = decisionContext(register, world);
        const actual = plainAnswer(decide(exchange, context));
        if (JSON.stringify(actual) !== expectedText) {
          // Only now through `expect`, whose comparison costs more than both decisions.
          expect({ register: seed + number, count, request, world, answer: actual }).toEqual({
            register: seed + number,
            count,
            request,
            world,
            answer: expected,
          });
        }
        for (const [name, faulty] of uncaught) {
          if (JSON.stringify(plainAnswer(faulty(exchange, context))) !== expectedText) uncaught.delete(name);
        }
        asked++;
        if (expected.effect === 'permit') permits++;
        for (const { code } of expected.reasons) counts.set(code, (counts.get(code) ?? 0) + 1);
      }
    }
    process.stdout.write(
      `seed ${seed}: ${asked} requests, ${Math.round((permits / asked) * 1_000) / 10} % permits; ` +
        `${[...counts].map(([code, times]) => `${code} ${times}`).join(', ')}\n`,
    );
    expect([...uncaught.keys()]).toEqual([]);
    expect(permits / asked).toBeGreaterThanOrEqual(isWhole ? 0.3 : 0.2);
    const rare = reasonCodes.filter((code) => !otherStages.includes(code) && (counts.get(code) ?? 0) < (isWhole ? 100 : 0));
    expect(rare).toEqual([]);
  }, 600_000);
});
