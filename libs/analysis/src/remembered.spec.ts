import type { DecisionRecord } from './decision-record';
import { RememberedAnswers } from './remembered';

const day = '2024-07-01';
const record = (system: string): DecisionRecord => ({
  effect: 'permit',
  reasons: [],
  system,
  fields: ['a', 'b'],
  shapes: [{}],
  clock: { at: 0, today: day },
});
const always = { from: '', until: undefined };

describe('RememberedAnswers', () => {
  it('gives an answer on the days on which it holds, and another on others', () => {
    const answers = new RememberedAnswers<string>(16);
    answers.keep(record('x'), false, { from: '', until: '2024-01-01' }, 'before');
    answers.keep(record('x'), false, { from: '2024-01-01', until: undefined }, 'since');
    expect(answers.find(record('x'), '2023-12-31', false)).toBe('before');
    expect(answers.find(record('x'), '2024-01-01', false)).toBe('since');
    expect(answers.find(record('x'), '2024-01-01', true)).toBeUndefined();
  });

  it('forgets rather than grow, and never answers for another', () => {
    const answers = new RememberedAnswers<string>(16);
    const systems = Array.from({ length: 500 }, (_, n) => `systeem-${n}`);
    for (const system of systems) answers.keep(record(system), false, always, system);
    const found = systems.filter((system) => {
      const answer = answers.find(record(system), day, false);
      expect([system, undefined]).toContain(answer);
      return answer !== undefined;
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(16);
  });

  it('compares all that an answer rests on, also where hashes tell nothing apart', () => {
    // So small that every question has the same place.
    const answers = new RememberedAnswers<string>(4);
    const shape = {
      fields: [0],
      inner: ['gezinslid'],
      faults: [],
      failed: ['consent'],
      inside: { a: ['hier'] },
    } as const;
    const asked: DecisionRecord = {
      ...record('gever'),
      recipient: 'ontvanger',
      purpose: 'doel',
      provider: 'gever',
      category: 'huurder',
      territory: '11111',
      asked: 'akte-1',
      mode: 'all',
      demonstration: true,
      shapes: [shape],
    };
    answers.keep(asked, false, always, 'kept');
    const found = (other: Partial<DecisionRecord>) => answers.find({ ...asked, ...other }, day, false);
    const reads = (other: object) => found(JSON.parse(JSON.stringify(other)) as Partial<DecisionRecord>);
    const parts: readonly Partial<DecisionRecord>[] = [
      ...(['system', 'recipient', 'purpose', 'provider', 'category', 'territory', 'asked'] as const).map((part) => ({
        [part]: `${asked[part]}-2`,
      })),
      { mode: 'each' },
      { demonstration: false },
      { fields: ['a'] },
      { fields: ['a', 'c'] },
      { shapes: [] },
      { shapes: [shape, shape] },
      { shapes: [{}] },
      { shapes: [{ ...shape, fields: [1] }] },
      { shapes: [{ ...shape, inner: [] }] },
      { shapes: [{ ...shape, faults: ['unknown-field'] }] },
      { shapes: [{ ...shape, failed: ['provider'] }] },
      { shapes: [{ ...shape, inside: { a: ['daar'] } }] },
      { shapes: [{ ...shape, inside: { b: ['hier'] } }] },
    ];
    expect(parts.filter((part) => reads(part) !== undefined)).toEqual([]);
    expect(reads({ effect: 'deny', reasons: [{ code: 'expired' }], shapes: [{ count: 5, ...shape }] })).toBe('kept');
  });
});
