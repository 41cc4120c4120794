import type { DecisionRecord } from './second-decision';
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
});
