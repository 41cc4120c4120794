import fc from 'fast-check';
import type { RecordedShape } from '#contract';
import { decide } from '#decision';
import type { CompiledRegister } from '#register';
import { permissionOf, smallRegister } from '../../../test/support/small-register';
import { somePermissions, universe, universePaths } from '../../../test/support/small-universe';
import { recordedQuestion } from './recorded-question';
import type { DecisionRecord } from './decision-record';
import { answerAgain, decideAgain } from './second-decision';

const pick = <T>(values: readonly T[]) => fc.constantFrom<T>(...values);
const maybe = <T>(values: readonly T[]) => fc.constantFrom<T | undefined>(undefined, ...values);

const someShape = fc
  .record({
    count: maybe([2, 3]),
    fields: pick([undefined, undefined, [0], [0, 1], [0, 2], [1]]),
    inner: pick([undefined, undefined, undefined, ['gezinslid'], ['gezinslid', 'partner']]),
    faults: fc.constantFrom(undefined, undefined, undefined, ['unknown-field'] as const),
    failed: pick([
      undefined,
      undefined,
      undefined,
      undefined,
      ['consent'],
      ['provider'],
      ['provider', 'recipient'],
      ['restriction'],
      ['do-not-contact'],
    ] as const),
    inside: maybe([{ 'persoon.nis': ['gebied-0'] }, { 'persoon.nis': ['gebied-1', 'gebied-0'] }]),
  })
  .map((shape) => JSON.parse(JSON.stringify(shape)) as RecordedShape);

const someRecord = fc
  .record({
    effect: fc.constant('deny' as const),
    reasons: pick([[], [], [], [], [], [{ code: 'facts-stale' }], [{ code: 'no-permission' }]]),
    system: pick(['gever', 'gever', ...universe.system]),
    mode: pick(['all', 'all', 'each'] as const),
    recipient: pick(['ontvanger', 'ontvanger', 'ontvanger', 'ander']),
    purpose: pick(['doel', 'doel', 'doel', 'telling']),
    provider: pick(['gever', 'gever', 'ander', undefined]),
    category: pick(['huurder', 'huurder', ...universe.category]),
    territory: maybe(universe.territory),
    asked: pick([undefined, undefined, undefined, 'akte-1', 'akte-2']),
    fields: fc
      .oneof(
        { weight: 5, arbitrary: fc.subarray([...universePaths], { maxLength: 2 }) },
        { weight: 1, arbitrary: fc.subarray(['persoon.vreemd', ...universePaths]) },
      )
      .map((some) => [...new Set(['persoon.insz', ...some])]),
    shapes: fc.array(someShape, { minLength: 1, maxLength: 2 }),
    clock: pick(universe.day).map((today) => ({ at: Date.parse(`${today}T12:00:00Z`), today })),
    demonstration: fc.boolean(),
  })
  .map((record) => JSON.parse(JSON.stringify(record)) as DecisionRecord);

/** What `decide` says of the recorded question, with nothing remembered. */
function decided(record: DecisionRecord, register: CompiledRegister) {
  const { request, context } = recordedQuestion(record, register)!;
  const { effect, basis, obligations, causes } = decide(request, context);
  return { effect, basis, obligations, codes: causes.map(({ code }) => code) };
}

/** Every record that has one part of another in the place of its own: all that a memory could confuse. */
function between(one: DecisionRecord, other: DecisionRecord): DecisionRecord[] {
  const mixed = Object.keys({ ...one, ...other }).map((part) => {
    const { [part as keyof DecisionRecord]: _own, ...rest } = one;
    const theirs = other[part as keyof DecisionRecord];
    return { ...rest, ...(theirs !== undefined && { [part]: theirs }) } as DecisionRecord;
  });
  return universe.day.flatMap((today) => [one, other, ...mixed].map((each) => ({ ...each, clock: { at: 0, today } })));
}

describe('an answer that is remembered', () => {
  it('is the one that the decider gives, whatever was asked before, on every day and of every like question', () => {
    const seen = { permit: 0, deny: 0, codes: new Set<string>() };
    fc.assert(
      fc.property(somePermissions, someRecord, someRecord, (permissions, one, other) => {
        const register = smallRegister([...permissions, permissionOf({ instrument: 'akte-2', from: '2022-06-01' })]);
        for (const record of between(one, other)) {
          const answer = answerAgain(record, register)!;
          expect(answer).toEqual(decided(record, register));
          // Asked once more, from another text, it is the same.
          expect(answerAgain(JSON.parse(JSON.stringify(record)) as DecisionRecord, register)).toEqual(answer);
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

  it('is not that of another register', () => {
    const [open, closed] = [smallRegister([permissionOf()]), smallRegister([])];
    expect(answerAgain(asked, open)?.effect).toBe('permit');
    expect(answerAgain(asked, closed)?.effect).toBe('deny');
    expect(answerAgain(asked, open)?.effect).toBe('permit');
  });

  it('is told from an answer on the record in any part', () => {
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
