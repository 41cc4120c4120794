import { shorterRetention } from './retention';

/** From the shortest to the longest. */
const ordered = ['PT1S', 'PT59S', 'PT1M', 'PT59M', 'PT1H', 'PT23H', 'P1D', 'P1DT1H', 'P6D', 'P1W', 'P0.5M', 'P4W', 'P1M', 'P0.5Y', 'P11M', 'P52W', 'P1Y', 'P1Y1D', 'P1Y1M', 'P1Y2M', 'P10Y', 'P100Y']; // prettier-ignore

describe('shorterRetention', () => {
  it('orders periods by their length, whichever comes first', () => {
    for (const [n, shorter] of ordered.entries()) {
      for (const longer of ordered.slice(n)) {
        expect({ shorter, longer, is: shorterRetention(shorter, longer) }).toEqual({ shorter, longer, is: shorter });
        expect({ shorter, longer, is: shorterRetention(longer, shorter) }).toEqual({ shorter, longer, is: shorter });
      }
    }
  });

  it.each(['unknown', '', '5Y', 'P5', 'P1Yx', 'xP1Y', 'P1.Y', 'PT1.5H'])(
    'takes any known period before `%s`',
    (text) => {
      expect([shorterRetention(text, 'P9999Y'), shorterRetention('P9999Y', text)]).toEqual(['P9999Y', 'P9999Y']);
    },
  );

  it('answers the same for two spellings of one length, whichever comes first', () => {
    expect([shorterRetention('P7D', 'P1W'), shorterRetention('P1W', 'P7D')]).toEqual(['P1W', 'P1W']);
    expect([shorterRetention('PT60M', 'PT1H'), shorterRetention('PT1H', 'PT60M')]).toEqual(['PT1H', 'PT1H']);
    expect([shorterRetention('PT24H', 'P1D'), shorterRetention('P1D', 'PT24H')]).toEqual(['P1D', 'P1D']);
  });

  it.each(['P1.25Y', 'P1.25M', 'P1.25W', 'P1.25D', 'P10.125D'])(
    'knows `%s`, with a part of a year, month, week or day',
    (period) => {
      expect(shorterRetention(period, 'P9999Y')).toBe(period);
      expect(shorterRetention(period, 'PT1S')).toBe('PT1S');
    },
  );
});
