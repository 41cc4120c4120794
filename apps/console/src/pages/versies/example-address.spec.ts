import { exampleAddress, pathsOf } from './example-address';

describe('the address of an example', () => {
  it('holds who, what for and which fields, and no value', () => {
    const address = exampleAddress({
      text: '',
      at: '2026-11-22',
      request: {
        system: 'patrimonium',
        headers: { ce_recipient: 'leiedal', ce_purpose: 'lokaal-woonbeleid', ce_category: 'kandidaat-huurder' },
        value: { persoon: { naam: 'geheim' }, gezin: { leden: [{ naam: 'geheim' }, { naam: 'geheim' }] } },
      },
    });
    expect(new URLSearchParams(address.split('?')[1]).get('fields')).toBe('persoon.naam,gezin.leden[].naam');
    expect(address).toContain('recipient=leiedal');
    expect(address).not.toContain('geheim');
  });

  it('finds leaves in arrays of values too', () => {
    expect(pathsOf({ premie: { ontbrekendeStukken: ['formulier'] } })).toEqual(['premie.ontbrekendeStukken[]']);
  });
});
