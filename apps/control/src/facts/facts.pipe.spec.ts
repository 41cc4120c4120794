import 'reflect-metadata';
import { generateKeys, openTokenKeys } from '#keys';
import type { Problem } from '../http/problem';
import { FactsPipe } from './facts.pipe';
import { isCalendarDate } from './record-fact.dto';
import { tokenise } from './tokenise';

// Synthetic: series 997 and 998 of long past days.
const insz = '00010199747';
const former = '01020399814';
const fact = {
  kind: 'restriction',
  insz,
  participant: 'ocmw-izegem',
  from: '2026-01-01',
  until: null,
  ground: 'AVG art. 18',
};
const keys = openTokenKeys(generateKeys().tokens);
const pipe = new FactsPipe();

function letters(more: object): object {
  const adres = { straat: 'Voorbeeldlaan', huisnummer: '1', postcode: '8870' };
  return { kind: 'do-not-contact', insz: undefined, contact: { naam: 'Pröefnaam', adres, ...more } };
}

async function problems(body: unknown): Promise<string[]> {
  return pipe.transform(body).then(
    () => [],
    ({ errors, detail }: Problem) => (errors.length > 0 ? errors.map(({ property }) => property) : [detail]),
  );
}

describe('a fact', () => {
  it.each<[string, object, string[]]>([
    ['as in the contract', {}, []],
    ['without end or ground', { until: undefined, ground: undefined }, []],
    ['with a number in dotted notation', { insz: '00.01.01-997.47' }, []],
    ['with a wrong check digit', { insz: '00010199748' }, ['insz']],
    ['with a number that is no text', { insz: 10199747 }, ['insz']],
    ['of an unknown kind', { kind: 'toString' }, ['kind']],
    ['that ends before it begins', { until: '2026-01-01' }, ['until']],
    ['with a day that does not exist', { from: '2026-02-29' }, ['from']],
    ['an alias', { kind: 'alias', was: former }, []],
    ['an alias of itself', { kind: 'alias', was: insz }, ['was']],
    ['with the contact of another kind', { contact: { email: 'a@example.org' } }, ['contact']],
    ['do-not-contact without a contact', { kind: 'do-not-contact', insz: undefined }, ['contact']],
    ['do-not-contact with an empty one', { kind: 'do-not-contact', insz: undefined, contact: {} }, ['contact']],
    ['do-not-contact', { kind: 'do-not-contact', insz: undefined, contact: { telefoon: '051/30 12 34' } }, []],
    ['do-not-contact by name and address', letters({}), []],
    ['do-not-contact by a name alone', letters({ adres: undefined }), ['contact.adres']],
    ['do-not-contact by an address alone', letters({ naam: undefined }), ['contact.naam']],
    [
      'do-not-contact by an address of signs',
      letters({ adres: { straat: '-', huisnummer: '1', postcode: '8870' } }),
      ['contact.adres.straat'],
    ],
    [
      'do-not-contact by a foreign postcode',
      letters({ adres: { straat: 'Laan', huisnummer: '1', postcode: '59000' } }),
      ['contact.adres.postcode'],
    ],
    ['with a property that facts do not have', { geslacht: 'X' }, ['geslacht']],
    ['with a number as property', { [former]: 1 }, ['(unknown)']],
    ['an alias that ends', { kind: 'alias', was: former, until: '2027-01-01' }, ['until']],
    ['an alias for one purpose', { kind: 'alias', was: former, purposes: ['huurpremie'] }, ['purposes']],
    ['with an empty list of purposes', { purposes: [] }, ['purposes']],
    ['with a purpose twice', { purposes: ['huurpremie', 'huurpremie'] }, ['purposes']],
    ['with one purpose', { purposes: ['huurpremie'] }, []],
    ['with purposes that are no list', { purposes: 'huurpremie' }, ['purposes']],
  ])('%s breaks these rules only', async (_, more, expected) => {
    expect(await problems({ ...fact, ...more })).toEqual(expected);
  });

  it('in a list is named by its place', async () => {
    expect(await problems([fact, { ...fact, from: 'gisteren' }, 3])).toEqual(['[1].from', '[2]']);
  });

  it('becomes tokens: no number, no address and no telephone number is left', () => {
    const records = [
      ...tokenise({ ...fact, kind: 'alias', was: former }, keys),
      ...tokenise(
        {
          ...fact,
          kind: 'do-not-contact',
          contact: {
            email: 'A@example.org',
            telefoon: '+32 51 30 12 34',
            naam: 'Pröefnaam',
            adres: { straat: 'Voorbeeldlaan', huisnummer: '1', postcode: '8870' },
          },
        },
        keys,
      ),
    ];
    expect(records).toHaveLength(5);
    expect(JSON.stringify(records)).not.toMatch(/00010199747|01020399814|example|301234|naam|voorbeeld/i);
  });

  it('has the id of its content, whatever the order of its purposes', () => {
    const id = (more: object) => tokenise({ ...fact, kind: 'consent', ...more }, keys)[0]!.id;
    expect(id({ purposes: ['a', 'b'] })).toBe(id({ purposes: ['b', 'a'] }));
    expect(id({ purposes: ['a'] })).not.toBe(id({}));
  });
});

describe('a fact under two token keys', () => {
  const [older] = generateKeys().tokens.tokens;
  const [newer] = generateKeys().tokens.tokens;
  const before = openTokenKeys({ tokens: [older!] });
  const after = openTokenKeys({ tokens: [newer!, older!] });
  const change = { ...fact, kind: 'alias' as const, was: former };

  it('is recorded under both, the newest first, numbers and contacts alike', () => {
    const [record] = tokenise(change, after);
    expect(record).toMatchObject({
      token: after.personTokens(insz)[0],
      tokens: after.personTokens(insz),
      was: after.personTokens(former)[0],
      wasTokens: after.personTokens(former),
    });
    const { insz: _, ...nobody } = fact;
    const contact = { ...nobody, kind: 'do-not-contact' as const, contact: { email: 'a@example.org' } };
    expect(tokenise(contact, after)[0]!.tokens).toEqual(after.contactTokens('a@example.org'));
    const written = { straat: 'VOORBEELDLAAN ', huisnummer: '1', postcode: '8870' };
    const letter = { ...nobody, kind: 'do-not-contact' as const, contact: { naam: 'Proefnaam', adres: written } };
    const spelling = 'proefnaam|voorbeeldlaan 1|8870';
    expect(tokenise(letter, after)[0]!.tokens).toEqual(after.contactTokens(spelling));
  });

  it('shares a token with the one recorded before the newer key came, and is the same fact', () => {
    const [old] = tokenise(change, before);
    const [record] = tokenise(change, after);
    expect(old).not.toHaveProperty('tokens');
    expect(record!.tokens).toContain(old!.token);
    expect(record!.wasTokens).toContain(old!.was);
    expect(record!.id).toBe(old!.id);
  });
});

describe('isCalendarDate', () => {
  it('knows the days of the months', () => {
    expect(['2024-02-29', '2025-12-31'].every(isCalendarDate)).toBe(true);
    expect(['2025-02-29', '2025-04-31', '2025-1-1', '2025-01-01T00:00:00Z', 20250101].some(isCalendarDate)).toBe(false);
  });
});
