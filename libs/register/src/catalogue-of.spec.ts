import { compileRegister } from './compile';
import type { CatalogueNode } from './catalogue';
import { faultLine } from './fault';
import { parseRegister } from './parse';
import { specimen } from '../../../test/support/register-specimen';

const fields = `fields:
  persoon.insz: { title: INSZ, type: insz }
  persoon.naam: { title: Naam, type: text }
  persoon.nota: { title: Nota, type: text, charactersMax: 2000 }
  persoon.geboortedatum: { title: Geboortedatum, type: date, partial: true }
  persoon.overlijden: { title: Overlijden, type: date }
  persoon.jaar: { title: Jaar, type: year }
  persoon.inkomen: { title: Inkomen, type: integer, min: -5, max: 100000 }
  persoon.eigenaar: { title: Eigenaar, type: boolean }
  persoon.land: { title: Land, type: country }
  persoon.verwijzer: { title: Verwijzer, type: participant }
  persoon.statuut: { title: Statuut, type: code, codes: [a, b] }
  contact.email: { title: E-mail, type: email }
  contact.telefoon: { title: Telefoon, type: telephone }
  persoon.adres.nis: { title: NIS, type: nis }
  persoon.adres.straat: { title: Straat, type: text }
  'gezin.leden[].insz': { title: INSZ, type: insz }
  'gezin.leden[].naam': { title: Naam, type: text }
  'gezin.ledental': { title: Ledental, type: integer, min: 0, max: 0 }
  'gezin.codes[]': { title: Codes, type: code, codes: [a, b] }
  partner.insz: { title: INSZ, type: insz }
  woning.id: { title: Woning, type: id, dwelling: true }
  woning.nis: { title: NIS, type: nis, dwelling: true }
generalisations:
  jaar: { kind: year, unknown: onbekend }
  kwartaal: { kind: quarter }
  leeftijd: { kind: age, lowerBounds: [0, 18, 65], unknown: onbekend }
  schijf: { kind: amount, first: 1000, step: 500, last: 3000 }
  werelddeel: { kind: country, groups: { eu: [BE, NL], buiten: [GB] }, other: elders, unknown: onbekend }
`;
const categories = `categories:
  huurder: { title: { nl: Huurder } }
  gezinslid: { title: { nl: Gezinslid }, object: 'gezin.leden[]' }
  partner: { title: { nl: Partner }, object: partner }
  woning: { title: { nl: Woning }, dwelling: true }
`;
const changes = { 'fields/f.yaml': fields, 'categories/c.yaml': categories };

function catalogue() {
  const { source, faults } = parseRegister(specimen(changes));
  expect(faults.map(faultLine)).toEqual([]);
  return compileRegister(source!, 1).catalogue;
}

const text = (charactersMax = 200) => ({ kind: 'text', charactersMax });
const choice = { kind: 'code', codes: new Set(['a', 'b']) };

describe('the compiled catalogue', () => {
  it('has every field in the order of the file, with its type, whom it identifies, and whom it is about', () => {
    const told = catalogue().fields.map(({ number, path, type, identifier, innerCategory, dwelling, description }) => {
      expect(description.nl).toMatch(/^[A-Z]/);
      return [number, path, type, identifier, innerCategory, dwelling];
    });
    const ids = new Set(['maatschappij', 'ontvanger', 'opvolger', 'relais']);
    expect(told).toEqual([
      [0, 'persoon.insz', { kind: 'insz' }, 'person', undefined, false],
      [1, 'persoon.naam', text(), undefined, undefined, false],
      [2, 'persoon.nota', text(2000), undefined, undefined, false],
      [3, 'persoon.geboortedatum', { kind: 'date', partial: true }, undefined, undefined, false],
      [4, 'persoon.overlijden', { kind: 'date', partial: false }, undefined, undefined, false],
      [5, 'persoon.jaar', { kind: 'year' }, undefined, undefined, false],
      [6, 'persoon.inkomen', { kind: 'integer', min: -5, max: 100000 }, undefined, undefined, false],
      [7, 'persoon.eigenaar', { kind: 'boolean' }, undefined, undefined, false],
      [8, 'persoon.land', { kind: 'country' }, undefined, undefined, false],
      [9, 'persoon.verwijzer', { kind: 'participant', ids }, undefined, undefined, false],
      [10, 'persoon.statuut', choice, undefined, undefined, false],
      [11, 'contact.email', { kind: 'email' }, 'contact', undefined, false],
      [12, 'contact.telefoon', { kind: 'telephone' }, 'contact', undefined, false],
      [13, 'persoon.adres.nis', { kind: 'nis' }, undefined, undefined, false],
      [14, 'persoon.adres.straat', text(), undefined, undefined, false],
      [15, 'gezin.leden[].insz', { kind: 'insz' }, 'person', 0, false],
      [16, 'gezin.leden[].naam', text(), undefined, 0, false],
      [17, 'gezin.ledental', { kind: 'integer', min: 0, max: 0 }, undefined, undefined, false],
      [18, 'gezin.codes[]', choice, undefined, undefined, false],
      [19, 'partner.insz', { kind: 'insz' }, 'person', 1, false],
      [20, 'woning.id', { kind: 'id' }, 'entity', undefined, true],
      [21, 'woning.nis', { kind: 'nis' }, undefined, undefined, true],
    ]);
    expect(catalogue().words).toBe(1);
    expect(catalogue().innerCategories).toEqual(['gezinslid', 'partner']);
  });

  it('is walked by property names: lists, objects, leaves, and a person where each person stands', () => {
    const shape = (node: CatalogueNode): unknown => {
      if (node.kind === 'leaf') return node.field.path;
      if (node.kind === 'list') return [shape(node.item)];
      const children = Object.fromEntries([...node.children].map(([name, child]) => [name, shape(child)]));
      return node.person === undefined ? children : { ...children, person: node.person };
    };
    const { persoon, ...rest } = shape(catalogue().root) as Record<string, Record<string, unknown>>;
    expect(persoon).toMatchObject({ insz: 'persoon.insz', adres: { nis: 'persoon.adres.nis' } });
    expect(Object.keys(persoon!)).toHaveLength(12);
    expect(rest).toEqual({
      contact: { email: 'contact.email', telefoon: 'contact.telefoon' },
      gezin: {
        leden: [
          { insz: 'gezin.leden[].insz', naam: 'gezin.leden[].naam', person: { inszField: 15, innerCategory: 0 } },
        ],
        ledental: 'gezin.ledental',
        codes: ['gezin.codes[]'],
      },
      partner: { insz: 'partner.insz', person: { inszField: 19, innerCategory: 1 } },
      woning: { id: 'woning.id', nis: 'woning.nis' },
    });
  });

  it('has every class by its name, with its bounds', () => {
    expect(Object.fromEntries(catalogue().generalisations)).toEqual({
      jaar: { kind: 'year', name: 'jaar', unknown: 'onbekend' },
      kwartaal: { kind: 'quarter', name: 'kwartaal' },
      leeftijd: { kind: 'age', name: 'leeftijd', lowerBounds: [0, 18, 65], unknown: 'onbekend' },
      schijf: { kind: 'amount', name: 'schijf', first: 1000, step: 500, last: 3000 },
      werelddeel: {
        kind: 'country',
        name: 'werelddeel',
        groups: new Map([
          ['BE', 'eu'],
          ['NL', 'eu'],
          ['GB', 'buiten'],
        ]),
        other: 'elders',
        unknown: 'onbekend',
      },
    });
  });
});

const bent = (path: 'fields/f.yaml' | 'categories/c.yaml', before: string, after: string) => ({
  ...changes,
  [path]: changes[path].replace(before, after),
});

describe('a catalogue that can be read in two ways', () => {
  // One case a line, as in a table.
  // prettier-ignore
  it.each<[string, Parameters<typeof specimen>[0], string[]]>([
    ['is that of bounds that do not rise', bent('fields/f.yaml', '[0, 18, 65]', '[0, 18, 18]'), ['fields/f.yaml:27:39: the bounds must rise']],
    ['is that of bounds that fall', bent('fields/f.yaml', '[0, 18, 65]', '[5, 4]'), ['fields/f.yaml:27:39: the bounds must rise']],
    ['is that of steps that do not fit', bent('fields/f.yaml', 'last: 3000', 'last: 3001'), ['fields/f.yaml:28:3: `first` and `last` must lie a whole number of steps apart']],
    ['is that of an end before its beginning', bent('fields/f.yaml', 'last: 3000', 'last: 500'), ['fields/f.yaml:28:3: `first` and `last` must lie a whole number of steps apart']],
    ['is that of an end at its beginning', bent('fields/f.yaml', 'last: 3000', 'last: 1000'), ['fields/f.yaml:28:3: `first` and `last` must lie a whole number of steps apart']],
    ['is that of a country in two groups', bent('fields/f.yaml', '[GB]', '[GB, BE]'), ['fields/f.yaml:29:40: a country stands in two groups']],
    ['is that of a highest below its lowest', bent('fields/f.yaml', 'min: 0, max: 0', 'min: 0, max: -1'), ['fields/f.yaml:19:68: `max` is smaller than `min`']],
    ['is that of an object that is a leaf', bent('fields/f.yaml', '  partner.insz', '  woning: { title: W, type: text }\n  partner.insz'), ['fields/f.yaml:23:3: `woning` is an object here and a leaf elsewhere']],
    ['is that of a list that is an object', bent('fields/f.yaml', '  partner.insz', '  gezin.codes.a: { title: W, type: text }\n  partner.insz'), ['fields/f.yaml:21:3: `gezin.codes` is an object here and a list elsewhere']],
    ['is that of a list of people that is one person', bent('fields/f.yaml', '  partner.insz', '  gezin.leden.straat: { title: W, type: text }\n  partner.insz'), ['fields/f.yaml:21:3: `gezin.leden` is an object here and a list elsewhere']],
    ['is that of people without number', bent('fields/f.yaml', 'partner.insz: { title: INSZ, type: insz }', 'partner.naam: { title: Naam, type: text }'), ['categories/c.yaml:4:46: people in `partner` need exactly one INSZ field, `partner.insz`']],
    ['is that of people with two numbers', bent('fields/f.yaml', '  woning.id', '  partner.ander: { title: INSZ, type: insz }\n  woning.id'), ['categories/c.yaml:4:46: people in `partner` need exactly one INSZ field, `partner.insz`']],
    ['is that of people whose number has another name', bent('fields/f.yaml', 'partner.insz', 'partner.nummer'), ['categories/c.yaml:4:46: people in `partner` need exactly one INSZ field, `partner.insz`']],
    ['is that of people inside people', bent('categories/c.yaml', 'object: partner', "object: 'gezin.leden[].ouder'"), ['categories/c.yaml:3:50: people of another category stand inside `gezin.leden[]`', 'categories/c.yaml:4:46: people in `gezin.leden[].ouder` need exactly one INSZ field, `gezin.leden[].ouder.insz`', 'fields/f.yaml:21:3: both `persoon.insz` and `partner.insz` would name the root person']],
    ['is that of two root persons', bent('fields/f.yaml', '  woning.id', '  persoon.ander: { title: INSZ, type: insz }\n  woning.id'), ['fields/f.yaml:22:3: both `persoon.insz` and `persoon.ander` would name the root person']],
    ['is that of a person in a dwelling', bent('fields/f.yaml', 'partner.insz: { title: INSZ, type: insz', 'partner.insz: { title: INSZ, type: insz, dwelling: true'), ['fields/f.yaml:21:54: a record about a dwelling holds no person']],
  ])('%s', (_what, files, lines) => {
    const { faults } = parseRegister(specimen(files));
    expect(faults.map(({ code }) => code).filter((code) => code !== 'catalogue-shape')).toEqual([]);
    expect(faults.map((fault) => faultLine(fault).replace(/; .*/, ''))).toEqual(lines);
  });

  it('is not that of two objects of which the name of one begins with the other', () => {
    const { faults } = parseRegister(
      specimen({
        'fields/f.yaml': fields.replace('  woning.id', '  partnerschap.insz: { title: INSZ, type: insz }\n  woning.id'),
        'categories/c.yaml': categories.replace(
          '  woning',
          '  ander: { title: { nl: Ander }, object: partnerschap }\n  woning',
        ),
      }),
    );
    expect(faults.map(faultLine)).toEqual([]);
  });

  it('is that of more people inside than a number has bits', () => {
    const inside = (count: number) => {
      const names = Array.from({ length: count - 2 }, (_, n) => `ander${n + 1}`);
      return parseRegister(
        specimen({
          'fields/f.yaml': fields.replace(
            '  woning.id',
            `${names.map((name) => `  ${name}.insz: { title: INSZ, type: insz }\n`).join('')}  woning.id`,
          ),
          'categories/c.yaml': categories.replace(
            '  woning',
            `${names.map((name) => `  ${name}: { title: { nl: Ander }, object: ${name} }\n`).join('')}  woning`,
          ),
        }),
      ).faults.map((fault) => faultLine(fault).replace(/; .*/, ''));
    };
    expect(inside(30)).toEqual([]);
    expect(inside(31)).toEqual(['categories/c.yaml:33:3: more than 30 categories stand inside records']);
  });
});
