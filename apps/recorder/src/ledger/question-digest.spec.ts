import fc from 'fast-check';
import { answerAgain, type DecisionRecord } from '#analysis';
import type { RecordedQuestion } from '#contract';
import { likeRecords, someRecord } from '../../../../test/support/recorded-questions';
import { permissionOf, smallRegister } from '../../../../test/support/small-register';
import { somePermissions } from '../../../../test/support/small-universe';
import { questionDigest } from './question-digest';

const shape = { fields: [0], inner: ['gezinslid'], faults: [], failed: ['consent'], inside: { a: ['hier'] } } as const;
const asked: DecisionRecord = {
  effect: 'permit',
  reasons: [],
  system: 'gever',
  recipient: 'ontvanger',
  purpose: 'doel',
  provider: 'gever',
  category: 'huurder',
  territory: '11111',
  asked: 'akte-1',
  mode: 'all',
  demonstration: true,
  fields: ['a', 'b'],
  shapes: [shape],
  clock: { at: 0, today: '2024-07-01' },
};

/** As it is read from its text. */
const digestOf = (part: object): string | undefined =>
  questionDigest(JSON.parse(JSON.stringify({ ...asked, ...part })) as RecordedQuestion);

describe('the digest of a question', () => {
  it('is the same only for requests that every register answers alike, on every day', () => {
    let shared = 0;
    fc.assert(
      fc.property(
        fc.array(somePermissions, { minLength: 2, maxLength: 2 }),
        someRecord,
        someRecord,
        (some, one, other) => {
          const registers = some.map((permissions) =>
            smallRegister([...permissions, permissionOf({ instrument: 'akte-2', from: '2022-06-01' })]),
          );
          const known = new Map<string, readonly unknown[]>();
          for (const record of likeRecords(one, other)) {
            const answers = registers.map((register) => answerAgain(record, register));
            const key = `${record.clock.today} ${questionDigest(record)}`;
            if (known.has(key)) shared++;
            else known.set(key, answers);
            expect(answers).toEqual(known.get(key));
          }
        },
      ),
      { seed: 20_261_123, numRuns: 300 },
    );
    expect(shared).toBeGreaterThan(1_000);
  });

  it('is another where any part of the question is', () => {
    const parts: readonly object[] = [
      {},
      ...(['system', 'recipient', 'purpose', 'provider', 'category', 'territory', 'asked'] as const).flatMap((part) => [
        { [part]: `${asked[part]}-2` },
        { [part]: '' },
        { [part]: undefined },
      ]),
      { recipient: 'doel', purpose: 'ontvanger' },
      { mode: 'each' },
      { demonstration: false },
      { reasons: [{ code: 'facts-stale' }] },
      { fields: undefined },
      { fields: [] },
      { fields: ['a'] },
      { fields: ['a', 'c'] },
      { fields: ['b', 'a'] },
      { fields: ['a","b'] },
      { shapes: [shape, shape] },
      { shapes: [{}] },
      { shapes: [{ ...shape, fields: [1] }] },
      { shapes: [{ ...shape, inner: [] }] },
      { shapes: [{ ...shape, faults: ['unknown-field'] }] },
      { shapes: [{ ...shape, failed: ['provider'] }] },
      { shapes: [{ ...shape, inside: { a: ['daar'] } }] },
      { shapes: [{ ...shape, inside: { b: ['hier'] } }] },
    ];
    const digests = parts.map(digestOf);
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(digests).size).toBe(parts.length);
  });

  it('rests on nothing else of the record: not on the answer, the day, who it was about or how many were alike', () => {
    const parts: readonly object[] = [
      { effect: 'deny', reasons: [{ code: 'expired' }], basis: [], obligations: [] },
      { clock: { at: 1, today: '2025-01-01' } },
      { shapes: [{ count: 5, ...shape }] },
      { decisionId: 'd', request: { topic: 't', partition: 0, offset: 7 }, persons: ['token'], hashes: { value: 'v' } },
    ];
    expect(new Set(parts.map(digestOf))).toEqual(new Set([digestOf({})]));
  });

  it('is none where nothing was decided, too little is kept, or the record is of another make', () => {
    const parts: readonly object[] = [
      { repeats: 'd' },
      { mode: undefined },
      { demonstration: undefined },
      { shapes: undefined },
      { shapes: [] },
      { shapes: 'all' },
      { shapes: [null] },
      { shapes: [{ inside: { a: 7 } }] },
      { shapes: [{ inside: [], inner: 'gezinslid' }] },
      { fields: 'a' },
      { fields: [7] },
      { category: 7 },
      { territory: null },
    ];
    for (const part of parts) expect([part, digestOf(part)]).toEqual([part, undefined]);
    fc.assert(
      fc.property(
        fc.constantFrom('shapes', 'fields', 'mode', 'demonstration', 'category'),
        fc.jsonValue(),
        (name, value) => {
          const record = { ...asked, [name]: value } as DecisionRecord;
          // What has a question can be decided.
          if (questionDigest(record) !== undefined) expect(answerAgain(record, smallRegister([]))?.effect).toBe('deny');
        },
      ),
    );
  });
});
