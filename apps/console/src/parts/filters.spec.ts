import fc from 'fast-check';
import { asked, filtersIn, withFilters } from './filters';

const names = ['status', 'q', 'system'] as const;

describe('filters in the address', () => {
  it('come out as they went in, for any text', () => {
    const filters = fc.record(
      Object.fromEntries(names.map((name) => [name, fc.string({ minLength: 1 }).map((text) => `x${text}x`)])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filters, (wanted) => {
        const address = new URLSearchParams(
          withFilters(new URLSearchParams(), wanted as Record<string, string>).toString(),
        );
        expect(filtersIn(address, names)).toEqual(wanted);
      }),
    );
  });

  it('are gone once they are empty, and leave what is no filter', () => {
    const address = withFilters(new URLSearchParams('status=open&other=1'), { status: ' ' });
    expect(address.toString()).toBe('other=1');
  });

  it('are only the known ones', () => {
    expect(filtersIn(new URLSearchParams('status=open&insz=1&q='), names)).toEqual({ status: 'open' });
  });

  it('make one address however they were chosen', () => {
    const one = withFilters(withFilters(new URLSearchParams(), { q: 'a' }), { status: 'open' });
    const other = withFilters(withFilters(new URLSearchParams(), { status: 'open' }), { q: 'a' });
    expect(one.toString()).toBe(other.toString());
  });
});

describe('asked', () => {
  it('asks for what is given alone, and escapes it', () => {
    expect(asked('/x', { a: undefined, b: '' })).toBe('/x');
    expect(asked('/x', { a: 'b&c', limit: 50 })).toBe('/x?a=b%26c&limit=50');
  });
});
