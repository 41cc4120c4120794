import fc from 'fast-check';
import { decide } from '#decision';
import type { CompiledRegister } from '#register';
import { likeRecords, someRecord } from '../../../test/support/recorded-questions';
import { permissionOf, smallRegister } from '../../../test/support/small-register';
import { somePermissions } from '../../../test/support/small-universe';
import { recordedQuestion } from './recorded-question';
import type { DecisionRecord } from './decision-record';
import { answerAgain, decideAgain } from './second-decision';

/** What `decide` says of the recorded question. */
function decided(record: DecisionRecord, register: CompiledRegister) {
  const { request, context } = recordedQuestion(record, register)!;
  const { effect, basis, obligations, causes } = decide(request, context);
  return { effect, basis, obligations, codes: causes.map(({ code }) => code) };
}

describe('deciding a recorded request again', () => {
  it('gives the answer that the decider gives, on every day and of every like question', () => {
    const seen = { permit: 0, deny: 0, codes: new Set<string>() };
    fc.assert(
      fc.property(somePermissions, someRecord, someRecord, (permissions, one, other) => {
        const register = smallRegister([...permissions, permissionOf({ instrument: 'akte-2', from: '2022-06-01' })]);
        for (const record of likeRecords(one, other)) {
          const answer = answerAgain(record, register)!;
          expect(answer).toEqual(decided(record, register));
          seen[answer.effect]++;
          for (const code of answer.codes) seen.codes.add(code);
        }
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
    expect(seen.permit).toBeGreaterThan(300);
    expect(seen.deny).toBeGreaterThan(300);
    expect(seen.codes.size).toBeGreaterThan(12);
  });

  it('asks the register that it is given', () => {
    const [open, closed] = [smallRegister([permissionOf()]), smallRegister([])];
    expect(answerAgain(asked, open)?.effect).toBe('permit');
    expect(answerAgain(asked, closed)?.effect).toBe('deny');
    expect(answerAgain(asked, open)?.effect).toBe('permit');
  });

  it('tells an answer from the one on the record by any part', () => {
    const register = smallRegister([permissionOf({ fields: { 'persoon.insz': { kind: 'pseudonymise' } } })]);
    const given = { ...asked, ...answerAgain(asked, register), reasons: [] };
    expect(decideAgain(given, register)).toEqual({ outcome: 'same', recorded: answer(given), again: answer(given) });
    const [basis] = given.basis ?? [];
    const altered: Partial<DecisionRecord>[] = [
      { effect: 'deny' },
      { reasons: [{ code: 'expired' }] },
      { basis: [] },
      { basis: [{ ...basis!, instrument: 'akte-2' }] },
      { basis: [{ ...basis!, fields: ['persoon.naam'] }] },
      { obligations: [] },
      { obligations: [{ field: 'persoon.insz', duty: 'suppress' }] },
      { obligations: [{ field: 'persoon.naam', duty: 'pseudonymise' }] },
    ];
    for (const part of altered) {
      const second = decideAgain({ ...given, ...part }, register);
      expect(second).toMatchObject({ outcome: 'different', again: answer(given) });
      expect(second.recorded).toEqual(answer({ ...given, ...part }));
    }
  });
});

const asked: DecisionRecord = {
  effect: 'permit',
  reasons: [],
  system: 'gever',
  mode: 'all',
  recipient: 'ontvanger',
  purpose: 'doel',
  provider: 'gever',
  category: 'huurder',
  fields: ['persoon.insz'],
  shapes: [{}],
  clock: { at: 0, today: '2024-07-01' },
  demonstration: true,
};

function answer({ effect, basis, obligations, reasons }: DecisionRecord) {
  return { effect, basis, obligations, codes: reasons.map(({ code }) => code) };
}
