import { keep, type Fact, type RequestRecord } from '#contract';
import { testCatalogue } from '../../../test/support/catalogue';
import { contextOf, factOf, permissionOf, requestOf, smallRegister } from '../../../test/support/small-register';
import { normaliseNameAndAddress } from './contacts';
import { decide } from './decide';
import { addField } from './field-set';

const catalogue = testCatalogue();
const everything = new Uint32Array(catalogue.words).fill(0xffff_ffff);
const permission = {
  ...permissionOf({ doNotContact: true }),
  fields: everything,
  duties: catalogue.fields.map(() => keep),
};
const register = smallRegister([permission], { catalogue });

const address = { straat: 'Proefstraat', huisnummer: '12', busnummer: 'B', postcode: '8870' };
const refused = 'proefnaam|proefstraat 12 b|8870';

/** A record about the root person with this name and address. */
function recordOf(persoon: Readonly<Record<string, unknown>>): RequestRecord {
  const fields = new Uint32Array(catalogue.words);
  const add = (path: string): void => {
    const field = catalogue.number(path)!;
    addField(fields, field);
  };
  for (const [name, value] of Object.entries({ insz: 'person-0', ...persoon })) {
    if (typeof value !== 'object') add(`persoon.${name}`);
    else for (const leaf of Object.keys(value as object)) add(`persoon.${name}.${leaf}`);
  }
  return {
    data: { persoon: { insz: 'person-0', ...persoon } },
    fields,
    innerCategories: 0,
    persons: [{ field: catalogue.number('persoon.insz')!, category: undefined, insz: 'person-0' }],
    faults: [],
    faultCount: 0,
  };
}

/** Codes of the answer about this person, where somebody is not to be contacted under this token. */
function answer(persoon: Readonly<Record<string, unknown>>, token: string, more: Partial<Fact> = {}): string[] {
  const request = requestOf([[]], { records: [recordOf(persoon)] });
  const context = contextOf(register, [{ ...factOf('do-not-contact', token, 'gever'), ...more }]);
  const { effect, reasons } = decide(request, context);
  return [effect, ...reasons.map(({ code }) => code)];
}

describe('a name and address on the do-not-contact list', () => {
  it('denies whoever has both, and nobody with another name, street, number, box or postcode', () => {
    expect(answer({ naam: 'Proefnaam', hoofdverblijfplaats: address }, refused)).toEqual(['deny', 'do-not-contact']);
    expect(answer({ naam: 'Anders', hoofdverblijfplaats: address }, refused)).toEqual(['permit']);
    for (const leaf of ['straat', 'huisnummer', 'busnummer', 'postcode']) {
      const moved = { ...address, [leaf]: '99' };
      expect([leaf, ...answer({ naam: 'Proefnaam', hoofdverblijfplaats: moved }, refused)]).toEqual([leaf, 'permit']);
    }
  });

  it('is found in any case, with accents or without, and with any blanks', () => {
    const written = { straat: ' PROEF-STRÁAT\u00a0', huisnummer: '12', busnummer: '', postcode: '8870' };
    const token = 'proef naam|proef-straat 12|8870';
    expect(answer({ naam: 'Pröef  Naam ', hoofdverblijfplaats: written }, token)).toEqual(['deny', 'do-not-contact']);
    expect(normaliseNameAndAddress('Pröef  Naam ', written)).toBe(token);
  });

  it('is found without number and box, and not without name, street or postcode', () => {
    const { straat, postcode } = address;
    const token = 'proefnaam|proefstraat|8870';
    expect(answer({ naam: 'Proefnaam', hoofdverblijfplaats: { straat, postcode } }, token)).toEqual([
      'deny',
      'do-not-contact',
    ]);
    expect(answer({ naam: 'Proefnaam', hoofdverblijfplaats: { straat } }, 'proefnaam|proefstraat|')).toEqual([
      'permit',
    ]);
    expect(answer({ naam: 'Proefnaam', hoofdverblijfplaats: { postcode } }, 'proefnaam||8870')).toEqual(['permit']);
    expect(answer({ hoofdverblijfplaats: { straat, postcode } }, '|proefstraat|8870')).toEqual(['permit']);
  });

  it('keeps what stands in a name from reading as an address', () => {
    const { straat, postcode } = address;
    const naam = 'proefnaam|proefstraat';
    expect(normaliseNameAndAddress(naam, { ...address, straat, postcode })).toBe(
      'proefnaam proefstraat|proefstraat 12 b|8870',
    );
  });

  it('counts in its time and for its purposes only', () => {
    const person = { naam: 'Proefnaam', hoofdverblijfplaats: address };
    expect(answer(person, refused, { until: '2024-07-01' })).toEqual(['permit']);
    expect(answer(person, refused, { purposes: ['telling'] })).toEqual(['permit']);
    expect(answer(person, refused, { kind: 'restriction' })).toEqual(['permit']);
  });
});
