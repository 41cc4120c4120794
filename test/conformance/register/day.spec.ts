import { decide } from '#decision';
import { randomRegister } from '../../support/random-register';
import { readFiles } from '../decision/naive';
import { plainAnswer } from '../decision/plain';
import { RandomRequests } from '../decision/random-request';
import { decisionContext, exchangeRequest } from '../decision/real';
import { registerOf } from './asked';
import { onlyOn } from './day';

const seed = Number(process.env['SLUIS_SEED'] ?? 20_260_101);
const days = ['2009-04-30', '2009-05-01', '2015-02-18', '2021-03-01', '2024-02-28', '2024-02-29', '2027-01-01', '2031-01-01'];

describe('the register on a day', () => {
  it(`permits the same when everything is struck out that does not hold that day (seed ${seed})`, () => {
    let permits = 0;
    for (let number = 0; number < 8; number++) {
      const texts = randomRegister(seed + number, { permissions: 30 });
      const register = registerOf(texts);
      const today = days[number % days.length]!;
      const only = registerOf(onlyOn(today, texts));
      const questions = new RandomRequests(readFiles(texts), seed + number);
      for (let count = 0; count < 500; count++) {
        const { request, world } = questions.next();
        const asked = { ...world, today, demonstration: true };
        // What two registers call unknown differs; what each permits, and on what basis, does not.
        const [whole, sliced] = [register, only].map((each) => {
          const { effect, basis, obligations, retention } = plainAnswer(
            decide(exchangeRequest(request, each), decisionContext(each, asked)),
          );
          return { effect, basis, obligations, retention };
        });
        expect({ number, count, request, answer: sliced }).toEqual({ number, count, request, answer: whole });
        if (whole!.effect === 'permit') permits++;
      }
    }
    expect(permits).toBeGreaterThan(200);
  }, 120_000);
});
