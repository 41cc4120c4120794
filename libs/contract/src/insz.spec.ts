import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { formatInsz, isInsz } from './insz';

function stdnumAccepts(text: string): boolean {
  const validators = stdnum.BE!;
  return validators.nn!.validate(text).isValid || validators.bis!.validate(text).isValid;
}

/** Any date position, both centuries, national and BIS; check digits computed here, apart from the code under test. */
const insz = fc
  .record({
    year: fc.integer({ min: 0, max: 99 }),
    month: fc.integer({ min: 0, max: 12 }),
    offset: fc.constantFrom(0, 20, 40),
    day: fc.integer({ min: 1, max: 28 }),
    series: fc.integer({ min: 1, max: 999 }),
    century: fc.constantFrom(0n, 2_000_000_000n),
  })
  .map(({ year, month, offset, day, series, century }) => {
    const pad = (value: number, length: number): string => String(value).padStart(length, '0');
    const base = pad(year, 2) + pad(month + offset, 2) + pad(day, 2) + pad(series, 3);
    return { base, text: base + pad(97 - Number((BigInt(base) + century) % 97n), 2), century, year };
  });

describe('isInsz', () => {
  it.each(['40010199714', '88222999936', '88422999979', '08222999934', '08422999977'])(
    'accepts %s, of a series that nobody has',
    (text) => expect(isInsz(text)).toBe(true),
  );

  it.each([
    '',
    '4001019971',
    '400101997140',
    '40.01.01-997.14',
    '40010199715',
    '93131822300',
    '4001019971x',
    '００000000097',
  ])('refuses %j', (text) => expect(isInsz(text)).toBe(false));

  it('agrees with stdnum wherever stdnum, which also asks for a past date, accepts', () => {
    fc.assert(
      fc.property(insz, ({ text, century, year }) => {
        expect(isInsz(text)).toBe(true);
        if (century === 0n || year < 26) {
          expect(stdnumAccepts(text)).toBe(true);
        }
      }),
    );
  });

  it('accepts whatever stdnum accepts among numbers with one digit changed', () => {
    fc.assert(
      fc.property(insz, fc.nat(10), fc.integer({ min: 1, max: 9 }), ({ text }, index, shift) => {
        const digit = (Number(text[index]) + shift) % 10;
        const changed = text.slice(0, index) + String(digit) + text.slice(index + 1);
        if (stdnumAccepts(changed)) {
          expect(isInsz(changed) || changed.slice(6, 9) === '000').toBe(true);
        }
      }),
    );
  });

  it('refuses check digits other than the two that the first nine digits allow', () => {
    fc.assert(
      fc.property(insz, fc.integer({ min: 0, max: 99 }), ({ base }, check) => {
        const allowed = [0n, 2_000_000_000n].map((century) => 97 - Number((BigInt(base) + century) % 97n));
        expect(isInsz(base + String(check).padStart(2, '0'))).toBe(allowed.includes(check));
      }),
    );
  });

  it('accepts a day or a month that is not known', () => {
    const base = '600000998';
    expect(isInsz(base + String(97 - (Number(base) % 97)).padStart(2, '0'))).toBe(true);
  });
});

describe('formatInsz', () => {
  it('writes the notation of the card', () => expect(formatInsz('40010199714')).toBe('40.01.01-997.14'));
});
