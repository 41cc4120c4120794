import type { ContentFault } from '#contract';
import {
  contextOf,
  permissionOf,
  recordOf,
  requestOf,
  smallRegister,
  type PermissionText,
} from '../../../test/support/small-register';
import { decide } from './decide';

const held = ['persoon.insz', 'persoon.naam'];
const denied = (permissions: readonly PermissionText[], faults: readonly ContentFault[] = []) => {
  const records = [{ ...recordOf(held), faults, faultCount: faults.length }];
  const register = smallRegister(permissions.map(permissionOf));
  return decide({ ...requestOf([]), records }, contextOf(register)).reasons;
};

describe('the reasons of a denial', () => {
  it('name the instrument that is in the way, unless it is confidential', () => {
    const over = { until: '2024-01-01' };
    const sentence = (confidential: boolean) => denied([{ ...over, instrument: 'akte-7', confidential }])[0]!.message;
    expect(sentence(false).nl).toContain('akte-7');
    expect(sentence(false).en).toContain('akte-7');
    expect(sentence(true).nl).not.toContain('akte-7');
    expect(sentence(true).en).not.toContain('akte-7');
  });

  it('repeat the names at fault by the alphabet, twenty together', () => {
    const names = (code: 'unknown-field' | 'invalid-value', count: number) =>
      Array.from({ length: count }, (_, n) => ({ code, path: `${code}-${String(count - n).padStart(2, '0')}` }));
    const reasons = denied([{}], [...names('unknown-field', 12), ...names('invalid-value', 8)]);
    for (const { fields } of reasons) expect(fields).toEqual([...fields!].sort());
    expect(reasons.flatMap(({ fields }) => fields ?? [])).toHaveLength(20);
    const two = [recordOf(held), recordOf(held, 'person-1')].map((record, n) => {
      const faults = names(n === 0 ? 'unknown-field' : 'invalid-value', 15);
      return { ...record, faults, faultCount: faults.length };
    });
    const all = decide({ ...requestOf([]), records: two }, contextOf(smallRegister([permissionOf()]))).reasons;
    expect(all.flatMap(({ fields }) => fields ?? [])).toHaveLength(20);
  });
});
