import {
  contextOf,
  factOf,
  permissionOf,
  recordOf,
  requestOf,
  smallRegister,
} from '../../../test/support/small-register';
import { decide } from './decide';

describe('an address or number that may not be used for contact', () => {
  const effect = (values: Readonly<Record<string, string>>, token: string) => {
    const record = recordOf(['persoon.insz', ...Object.keys(values)], 'person-0', values);
    const register = smallRegister([permissionOf({ doNotContact: true })]);
    const context = contextOf(register, [factOf('do-not-contact', token, 'gever')]);
    return decide({ ...requestOf([]), records: [record] }, context).effect;
  };

  it('stops a record that holds it, each by its own kind', () => {
    expect(effect({ 'contact.email': 'Proef@Voorbeeld.be' }, 'proef@voorbeeld.be')).toBe('deny');
    expect(effect({ 'contact.email': 'proef@voorbeeld.be' }, 'ander@voorbeeld.be')).toBe('permit');
    expect(effect({ 'contact.telefoon': '056 00 00 00' }, '056000000')).toBe('deny');
    expect(effect({ 'contact.telefoon': '056 00 00 01' }, '056000000')).toBe('permit');
  });

  it('stops nothing that holds no contact at all', () => {
    expect(effect({}, 'nergens')).toBe('permit');
  });
});
