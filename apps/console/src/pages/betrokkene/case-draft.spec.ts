import { caseBody, emptyCase, isWhole, withoutNumbers, type CaseDraft } from './case-draft';

const draft: CaseDraft = {
  ...emptyCase,
  insz: '00.01.01-997.47',
  provider: 'woondienst-izegem',
  recipient: 'politie',
  categories: ['huurder'],
  fields: ['persoon.insz', 'persoon.naam'],
  until: '2026-12-31',
  ground: ' Vordering ',
};

describe('a case as it is proposed', () => {
  it('holds its numbers and nothing that was not filled in', () => {
    expect(caseBody({ ...draft, others: ['', ' 00010199846 '] })).toEqual({
      kind: 'legal-duty',
      insz: '00.01.01-997.47',
      others: ['00010199846'],
      provider: 'woondienst-izegem',
      recipient: 'politie',
      categories: ['huurder'],
      fields: ['persoon.insz', 'persoon.naam'],
      until: '2026-12-31',
      ground: 'Vordering',
    });
    expect(caseBody(draft)).not.toHaveProperty('others');
  });

  it('is whole when nothing is missing', () => {
    expect(isWhole(draft, '2026-11-22')).toBe(true);
    for (const missing of [
      { insz: '00.01.01-997.48' },
      { others: ['1'] },
      { recipient: 'woondienst-izegem' },
      { categories: [] },
      { fields: [] },
      { until: '2026-11-22' },
      { ground: ' ' },
      { kind: 'portability' },
    ] as const) {
      expect(isWhole({ ...draft, ...missing }, '2026-11-22')).toBe(false);
    }
    expect(isWhole({ ...draft, kind: 'portability', atOwnRequest: true }, '2026-11-22')).toBe(true);
  });

  it('keeps no number once it was sent', () => {
    const kept = withoutNumbers({ ...draft, others: ['00010199846'] });
    expect(JSON.stringify(kept)).not.toMatch(/99[78]/);
    expect(kept.others).toEqual(['']);
  });
});
