import fc from 'fast-check';
import { SeenIds, shortFingerprint } from './seen';
import { packSeen, unpackSeen } from './seen-codec';
import type { SeenEntry } from './outcome';

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
const hash = fc
  .array(fc.integer({ min: 0, max: 31 }), { minLength: 26, maxLength: 26 })
  .map((digits) => digits.map((digit) => base32[digit]).join(''));
const entry: fc.Arbitrary<SeenEntry> = fc.record({
  id: hash,
  fingerprint: hash,
  offset: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  answer: fc.constantFrom('{"effect":"permit"}', '{"effect":"deny","reasons":[]}', '{"effect":"deny"}'),
});
const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 400 });
const day = 86_400_000;

describe('seen ids', () => {
  it('finds every id that was added, with its own fingerprint, offset and answer', () => {
    fc.assert(
      fc.property(entries, (added) => {
        const seen = new SeenIds();
        seen.add(added, 5 * day);
        expect(seen.size).toBe(added.length);
        for (const { id, fingerprint, offset, answer } of added) {
          expect(seen.find(id)).toEqual({ fingerprint: shortFingerprint(fingerprint), offset, answer });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('finds no id that was not added', () => {
    fc.assert(
      fc.property(entries, hash, (added, other) => {
        const seen = new SeenIds();
        seen.add(added, 0);
        if (!added.some(({ id }) => id === other)) expect(seen.find(other)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('keeps an id that differs from another only in its last counted character apart', () => {
    const seen = new SeenIds();
    const id = 'aaaaaaaaaaaaaaaaaaaaaaaaaa';
    seen.add([{ id, fingerprint: id, offset: 1, answer: '{}' }], 0);
    expect(seen.find(id)).toBeDefined();
    expect(seen.find('aaaaaaaaaaaaaaaaaaaaaaabaa')).toBeUndefined();
  });

  it('keeps the first of two entries with one id', () => {
    const seen = new SeenIds();
    const id = 'abcdefghijklmnopqrstuvwxyz';
    seen.add([{ id, fingerprint: id, offset: 1, answer: '{"effect":"permit"}' }], 0);
    seen.add([{ id, fingerprint: id, offset: 2, answer: '{"effect":"deny"}' }], 0);
    expect(seen.find(id)?.offset).toBe(1);
  });

  it('remembers an id for eight days and forgets it when the ninth has passed', () => {
    const seen = new SeenIds();
    const id = 'abcdefghijklmnopqrstuvwxyz';
    seen.add([{ id, fingerprint: id, offset: 1, answer: '{}' }], 100 * day);
    seen.expire(108 * day + day - 1);
    expect(seen.find(id)).toBeDefined();
    seen.expire(109 * day);
    expect(seen.find(id)).toBeUndefined();
  });

  it('says that an answer has left memory instead of giving another one, until it is recalled', () => {
    const seen = new SeenIds(200);
    const [first, second] = ['abcdefghijklmnopqrstuvwxyz', 'zbcdefghijklmnopqrstuvwxyz'];
    const old = `{"effect":"deny","text":"${'x'.repeat(100)}"}`;
    seen.add([{ id: first, fingerprint: first, offset: 1, answer: old }], 0);
    seen.add([{ id: second, fingerprint: second, offset: 2, answer: '{"effect":"permit"}' }], 0);
    expect(seen.find(first)?.answer).toBeUndefined();
    expect(seen.find(second)?.answer).toBe('{"effect":"permit"}');
    seen.recall(1, old);
    expect(seen.find(first)?.answer).toBe(old);
  });
});

describe('packed seen record', () => {
  it('gives back what was packed', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (added, atMs) => {
        expect(unpackSeen(packSeen(added, atMs))).toEqual({ atMs, entries: added });
      }),
      { numRuns: 60 },
    );
  });

  it('writes a like answer once', () => {
    const answer = `{"effect":"permit","basis":"${'b'.repeat(300)}"}`;
    const many = Array.from({ length: 500 }, (_, offset) => ({
      id: 'abcdefghijklmnopqrstuvwxyz',
      fingerprint: 'abcdefghijklmnopqrstuvwxyz',
      offset,
      answer,
    }));
    expect(packSeen(many, 0).length).toBeLessThan(500 * 70);
  });

  it('refuses a record of another form', () => {
    expect(() => unpackSeen('{"v":2,"places":[],"hashes":""}')).toThrow('version 1');
  });
});
