import fc from 'fast-check';
import { Problem } from '../http/problem';
import { cursorOf, date, limitOf, optionalText } from './input';

const refused = (read: () => unknown): void => expect(read).toThrow(Problem);

describe('what callers send', () => {
  it('gives a page only after what `next` gives out, so that a broken address never shows the first page for ever', () => {
    expect(cursorOf({})).toBeUndefined();
    expect(cursorOf({ after: '' })).toBeUndefined();
    expect(cursorOf({ after: '1782734400000-12' })).toBe('1782734400000-12');
    for (const after of ['-1', '12', '1-', '1-2-3', '99999999999999-1', "1-1' OR 1=1", '1e3-1', 7, ['1-1']]) {
      refused(() => cursorOf({ after }));
    }
  });

  it('gives a page of 1 to the most there may be, whatever is asked', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double(), fc.string()), (limit) => {
        try {
          const read = limitOf({ limit: String(limit) }, 100, 1_000);
          expect(Number.isInteger(read) && read >= 1 && read <= 1_000).toBe(true);
        } catch (fault) {
          expect(fault).toBeInstanceOf(Problem);
        }
      }),
    );
    for (const limit of ['0', '-5', '1001', '1.5', 'NaN', '1e999']) refused(() => limitOf({ limit }, 100, 1_000));
  });

  it("holds no text and no day that PostgreSQL can't keep", () => {
    refused(() => optionalText({ system: 'a\0b' }, 'system'));
    for (const from of ['0000-01-01', '2026-13-01', '2026-02-01T25:00Z', 'gisteren', '+012026-01-01']) {
      refused(() => date({ from }, 'from'));
    }
    expect(date({ from: '0001-01-01' }, 'from')?.toISOString()).toBe('0001-01-01T00:00:00.000Z');
  });
});
