import { dateHint, isCalendarDate } from './calendar';

describe('a day of the calendar', () => {
  it('is one that the month has, in a leap year too', () => {
    expect(['2024-02-29', '2000-02-29', '2025-12-31'].every(isCalendarDate)).toBe(true);
    expect(
      ['2023-02-29', '2100-02-29', '2025-04-31', '2025-1-1', '2025-13-01', '2025-01-00'].some(isCalendarDate),
    ).toBe(false);
  });

  it.each([
    ['2023-02-30', 'February 2023 has 28 days'],
    ['2024-02-30', 'February 2024 has 29 days'],
    ['2025-04-31', 'April 2025 has 30 days'],
    ['2025-12-32', 'December 2025 has 31 days'],
    ['2025-13-01', 'there is no month 13; write year, month, day, as in `2021-03-01`'],
    ['2025-00-01', 'there is no month 00; write year, month, day, as in `2021-03-01`'],
    ['2025-01-00', 'the first day of a month is `01`'],
    ['1-3-2021', 'write a day as `2021-03-01`: year, month, day'],
    ['2021-03-01T00:00:00Z', 'write a day as `2021-03-01`: year, month, day'],
  ])('is not %s, and the hint says why', (written, hint) => {
    expect(isCalendarDate(written)).toBe(false);
    expect(dateHint(written)).toBe(hint);
  });
});
