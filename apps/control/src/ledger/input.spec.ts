import fc from 'fast-check';
import { Problem } from '../http/problem';
import { choice, cursorOf, date, limitOf, only, optionalText, wholeNumber } from './input';

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
    for (const limit of ['0', '-5', '1001', '1.5', 'NaN', '1e999', '0x10', '1e2', ' 5', '+5', ['5'], true])
      refused(() => limitOf({ limit }, 100, 1_000));
  });

  it("holds no text and no day that PostgreSQL can't keep", () => {
    refused(() => optionalText({ system: 'a\0b' }, 'system'));
    for (const from of [
      '0000-01-01',
      '2026-13-01',
      '2026-02-01T25:00Z',
      'gisteren',
      '+012026-01-01',
      '2026-02-31',
      '2026-02-29T12:00:00Z',
    ]) {
      refused(() => date({ from }, 'from'));
    }
    expect(date({ from: '0001-01-01' }, 'from')?.toISOString()).toBe('0001-01-01T00:00:00.000Z');
    expect(date({ from: '2028-02-29T23:30:00-02:00' }, 'from')?.toISOString()).toBe('2028-03-01T01:30:00.000Z');
  });

  it('names what is not asked, since a misspelt filter would show everything, and repeats no name that is more than one', () => {
    expect(only({ limit: '1' }, ['limit'])).toEqual({ limit: '1' });
    const refusedNames = (input: object): unknown => {
      try {
        return only(input as Record<string, unknown>, ['system', 'from']);
      } catch (fault) {
        return (fault as Problem).errors;
      }
    };
    expect(refusedNames({ sytem: 'dossier', '00010199747': '' })).toEqual([
      { property: 'sytem', problem: 'is not asked here; there are system, from' },
      { property: '(unknown)', problem: 'is not asked here; there are system, from' },
    ]);
  });

  it('is one of a closed list, or a number in digits', () => {
    expect(choice({ effect: 'deny' }, 'effect', ['permit', 'deny'])).toBe('deny');
    expect(choice({ effect: '' }, 'effect', ['permit', 'deny'])).toBeUndefined();
    for (const effect of ['Deny', 'denied', ['deny'], 1])
      refused(() => choice({ effect }, 'effect', ['permit', 'deny']));
    expect(wholeNumber({ from: 7 }, 'from', 0, 9)).toBe(7);
    for (const from of ['0x7', '-1', '10', 7.5, null]) refused(() => wholeNumber({ from }, 'from', 0, 9));
  });
});
