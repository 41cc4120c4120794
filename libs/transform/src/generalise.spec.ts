import fc from 'fast-check';
import { testCatalogue } from '../../../test/support/catalogue';
import { TransformFault } from './fault';
import { generalise } from './generalise';

const shapes = testCatalogue().generalisations;
const by = (name: string, value: string | number | boolean, today = '2026-06-15'): string =>
  generalise(shapes.get(name)!, value, today);

describe('generalise', () => {
  it.each([
    ['2026-06-15', '0-17'],
    ['2008-06-16', '0-17'],
    ['2008-06-15', '18-24'],
    ['2001-06-16', '18-24'],
    ['2001-06-15', '25-34'],
    ['1991-06-15', '35-44'],
    ['1981-06-15', '45-54'],
    ['1971-06-15', '55-64'],
    ['1961-06-15', '65-74'],
    ['1951-06-16', '65-74'],
    ['1951-06-15', '75+'],
    ['1899-01-01', '75+'],
    ['0000-00-00', 'onbekend'],
    ['2026-06-16', 'onbekend'],
    ['2027-01-01', 'onbekend'],
    ['2008-00-00', '18-24'],
    ['2008-06-00', '18-24'],
    ['2008-07-00', '0-17'],
  ])('puts a birth on %s into the age class %s on 15 June 2026', (birth, expected) => {
    expect(by('leeftijdsklasse', birth)).toBe(expected);
  });

  it('counts a birthday on 29 February from 1 March', () => {
    expect(by('leeftijdsklasse', '2008-02-29', '2026-02-28')).toBe('0-17');
    expect(by('leeftijdsklasse', '2008-02-29', '2026-03-01')).toBe('18-24');
  });

  it.each([
    [-1, '<10000'],
    [0, '<10000'],
    [9_999, '<10000'],
    [10_000, '10000-14999'],
    [14_999, '10000-14999'],
    [15_000, '15000-19999'],
    [44_999, '40000-44999'],
    [45_000, '45000-49999'],
    [49_999, '45000-49999'],
    [50_000, '50000+'],
    [9_007_199_254_740_991, '50000+'],
  ])('puts %d euro into the band %s', (amount, expected) => expect(by('inkomensklasse', amount)).toBe(expected));

  it('has one band for every amount, with the amount inside it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 49_999 }), (amount) => {
        const [lower, upper] = by('inkomensklasse', amount).split('-').map(Number);
        expect(lower).toBeLessThanOrEqual(amount);
        expect(upper).toBeGreaterThanOrEqual(amount);
        expect(upper! - lower!).toBe(4_999);
      }),
    );
  });

  it.each([
    ['2021-01-01', '2021-Q1'],
    ['2021-03-31', '2021-Q1'],
    ['2021-04-01', '2021-Q2'],
    ['2021-09-30', '2021-Q3'],
    ['2021-10-01', '2021-Q4'],
    ['2021-12-31', '2021-Q4'],
  ])('puts %s into the quarter %s', (date, expected) => expect(by('kwartaal', date)).toBe(expected));

  it.each([
    ['jaar', '2021-10-01', '2021'],
    ['geboortejaar', '1960-00-00', '1960'],
    ['geboortejaar', '0000-00-00', 'onbekend'],
    ['nationaliteitsklasse', 'BE', 'BE'],
    ['nationaliteitsklasse', 'FR', 'EU'],
    ['nationaliteitsklasse', 'TR', 'niet-EU'],
    ['nationaliteitsklasse', 'XX', 'onbekend'],
  ])('makes %s of %s %s', (name, value, expected) => expect(by(name, value)).toBe(expected));

  it.each([
    ['leeftijdsklasse', '15-06-1960'],
    ['leeftijdsklasse', 1960],
    ['leeftijdsklasse', true],
    ['jaar', '0000-00-00'],
    ['jaar', 'vorig jaar'],
    ['kwartaal', '2021-00-00'],
    ['inkomensklasse', '12000'],
    ['inkomensklasse', 12_000.5],
    ['inkomensklasse', Number.NaN],
    ['nationaliteitsklasse', 'Belg'],
    ['nationaliteitsklasse', 7],
  ])('throws for %s of %j, and never gives the value back', (name, value) => {
    expect(() => by(name, value)).toThrow(TransformFault);
  });

  it('throws for a shape that it does not know', () => {
    expect(() => generalise({ kind: 'sector', name: 'sector' } as never, '36008', '2026-06-15')).toThrow(
      TransformFault,
    );
  });
});
