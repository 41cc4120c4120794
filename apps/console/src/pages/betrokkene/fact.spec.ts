import { emptyDraft, factBody, isNumber, missingIn, withoutPerson, type FactDraft } from './fact';

// A made-up number of somebody born in 1900.
const insz = '00.01.01-997.47';
const draft = (changes: Partial<FactDraft> = {}): FactDraft => ({
  ...emptyDraft('woondienst-izegem', '2026-11-22'),
  insz,
  ...changes,
});

describe('a fact as it is sent', () => {
  it('holds what was filled in and leaves out what was not', () => {
    expect(factBody(draft({ ground: ' AVG art. 18 ' }))).toEqual({
      kind: 'restriction',
      participant: 'woondienst-izegem',
      insz,
      from: '2026-11-22',
      ground: 'AVG art. 18',
    });
  });

  it('of an alias has the former number, and neither purposes nor an end', () => {
    const alias = draft({ kind: 'alias', was: '00010199846', purposes: ['nieuwsbrief'], until: '2027-01-01' });
    expect(factBody(alias)).toEqual({
      kind: 'alias',
      participant: 'woondienst-izegem',
      insz,
      was: '00010199846',
      from: '2026-11-22',
    });
  });

  it('of somebody not to be contacted has the ways that were given, the address as one', () => {
    const contact = draft({ kind: 'do-not-contact', insz: '', naam: 'Proefpersoon', straat: 'Voorbeeldstraat' });
    expect(factBody({ ...contact, huisnummer: '1', postcode: '8870' })).toMatchObject({
      contact: { naam: 'Proefpersoon', adres: { straat: 'Voorbeeldstraat', huisnummer: '1', postcode: '8870' } },
    });
    expect(factBody(contact)).not.toHaveProperty('insz');
    expect(factBody(draft({ email: 'proef@example.be' }))).not.toHaveProperty('contact');
  });
});

describe('what is missing in a fact', () => {
  it('is nothing where it is whole', () => {
    expect(missingIn(draft())).toEqual([]);
  });

  it('is a number that is none', () => {
    expect(missingIn(draft({ insz: '00.01.01-997.48' }))).toEqual(['insz']);
    expect(missingIn(draft({ kind: 'alias' }))).toEqual(['was']);
  });

  it('is a way to reach somebody, with name and address together', () => {
    expect(missingIn(draft({ kind: 'do-not-contact', insz: '' }))).toEqual(['contact']);
    expect(missingIn(draft({ kind: 'do-not-contact', insz: '', naam: 'Proefpersoon' }))).toEqual(['contact']);
    expect(missingIn(draft({ kind: 'do-not-contact', insz: '', email: 'proef@example.be' }))).toEqual([]);
  });

  it('is an end that is not later than the beginning', () => {
    expect(missingIn(draft({ until: '2026-11-22' }))).toEqual(['until']);
  });
});

describe('a draft', () => {
  it('loses everything that tells whom it is about', () => {
    const kept = withoutPerson(draft({ naam: 'Proefpersoon', email: 'proef@example.be', ground: 'AVG art. 18' }));
    expect(JSON.stringify(kept)).not.toMatch(/997|Proefpersoon|proef@/);
    expect(kept.ground).toBe('AVG art. 18');
  });

  it('knows a number by its check digits, in any notation', () => {
    expect(isNumber(insz)).toBe(true);
    expect(isNumber('00010199747')).toBe(true);
    expect(isNumber('00010199748')).toBe(false);
    expect(isNumber('')).toBe(false);
  });
});
