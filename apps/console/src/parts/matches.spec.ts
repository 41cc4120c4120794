import { matches } from './matches';

const option = { id: 'fod-financien', name: 'FOD Financiën', aside: 'federaal' };

describe('matches', () => {
  it('finds a name without its accents and capitals', () => {
    expect(matches(option, 'financien')).toBe(true);
    expect(matches(option, 'FOD FIN')).toBe(true);
  });

  it('finds by id and by what is said beside the name', () => {
    expect(matches(option, 'fod-fin')).toBe(true);
    expect(matches(option, 'federaal')).toBe(true);
  });

  it('needs every word, in any order', () => {
    expect(matches(option, 'fin fod')).toBe(true);
    expect(matches(option, 'fod leiedal')).toBe(false);
  });

  it('finds everything by nothing', () => {
    expect(matches(option, '')).toBe(true);
    expect(matches(option, ' ')).toBe(true);
  });
});
