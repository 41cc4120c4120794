import type { ExchangeRequest } from '#contract';
import type { Permission } from '#register';
import { contextOf, permissionOf, recordOf, requestOf, smallRegister } from '../../../test/support/small-register';
import { decide } from './decide';

const held = ['persoon.insz', 'persoon.naam'];

/** The day to wait for, asked on 1 July 2024. */
function dayOf(permissions: readonly Permission[], asked: ExchangeRequest = requestOf([held])): string | undefined {
  return decide(asked, contextOf(smallRegister(permissions))).remedy.find((step) => 'after' in step)?.after;
}
const from = (day: string, more = {}) => permissionOf({ instrument: `akte-${day}`, from: day, ...more });

describe('the day to wait for', () => {
  it('is the first on which a permission opens, in whatever order they stand', () => {
    const days = ['2024-10-01', '2024-09-01', '2024-11-01'];
    expect(dayOf(days.map((day) => from(day)))).toBe('2024-09-01');
    expect(dayOf([...days].reverse().map((day) => from(day)))).toBe('2024-09-01');
  });

  it('is never that of a confidential permission', () => {
    expect(dayOf([from('2024-09-01', { confidential: true })])).toBeUndefined();
    expect(dayOf([from('2024-09-01', { confidential: true }), from('2024-10-01')])).toBe('2024-10-01');
  });

  it('is none where something else than the day is in the way', () => {
    expect(dayOf([from('2024-09-01', { draft: true })])).toBeUndefined();
    expect(dayOf([from('2024-09-01', { categories: ['kandidaat'] })])).toBeUndefined();
    expect(dayOf([from('2024-09-01', { suspensions: [{ from: '2024-08-01', until: '2024-12-01' }] })])).toBeUndefined();
    expect(dayOf([from('2023-01-01', { fields: ['persoon.insz'] })])).toBeUndefined();
  });

  it('is that of a permission that carries every leaf by itself', () => {
    const halves = [from('2024-09-01', { fields: ['persoon.insz'] }), from('2024-09-02', { fields: ['persoon.naam'] })];
    expect(dayOf(halves)).toBeUndefined();
    expect(dayOf([...halves, from('2024-10-01')])).toBe('2024-10-01');
  });

  it('is none where the content is at fault', () => {
    const record = { ...recordOf(held), faults: [{ code: 'unknown-field' as const, path: 'afdak' }], faultCount: 1 };
    expect(dayOf([from('2024-09-01')], { ...requestOf([]), records: [record] })).toBeUndefined();
  });

  it('is one for all records in mode `all`, and for any of them in mode `each`', () => {
    const two = [held, ['persoon.insz', 'huur.prijs']];
    const permissions = [from('2024-09-01', { fields: held })];
    expect(dayOf(permissions, requestOf(two, { mode: 'all' }))).toBeUndefined();
    expect(dayOf(permissions, requestOf(two, { mode: 'each' }))).toBe('2024-09-01');
  });
});
