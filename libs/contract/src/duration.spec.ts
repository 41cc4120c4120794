import { durationWords } from './duration';

describe('durationWords', () => {
  it('says years, months and days, one of them in the singular', () => {
    expect(durationWords('P10Y', 'nl')).toBe('10 jaar');
    expect(durationWords('P1Y6M', 'nl')).toBe('1 jaar en 6 maanden');
    expect(durationWords('P1M1D', 'en')).toBe('1 month and 1 day');
  });

  it('leaves what it cannot read', () => {
    expect(durationWords('unknown', 'nl')).toBe('niet bekend');
    expect(durationWords('PT1H', 'nl')).toBe('PT1H');
    expect(durationWords('P', 'nl')).toBe('P');
  });
});
