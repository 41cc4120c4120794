import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { clockAt, formatInsz, keep, type Carriage, type Duty, type ExchangeRequest } from '#contract';
import { testCatalogue } from '../../../test/support/catalogue';
import { TransformFault } from './fault';
import { transform, type Transformed } from './transform';

const catalogue = testCatalogue();
const suppress: Duty = { kind: 'suppress' };
const pseudonymise: Duty = { kind: 'pseudonymise' };
const to = (name: string): Duty => ({ kind: 'generalise', to: name });
const insz = '08222999934';
const letters = (hex: string): string => hex.replace(/[0-9]/g, (digit) => 'ghijklmnop'[Number(digit)]!);
const pseudonym = (identifier: string): string =>
  `psn:1:${letters(createHash('sha256').update(identifier).digest('hex')).slice(0, 26)}`;

function carriageOf(duties: Readonly<Record<string, Duty>>, isRestKept = true): Carriage {
  const all = catalogue.fields.map((field) => duties[field.path] ?? (isRestKept ? keep : undefined));
  return { basis: [], obligations: [], duties: all, altered: all.some((duty) => duty !== keep) };
}

function run(
  data: Readonly<Record<string, unknown>>,
  duties: Readonly<Record<string, Duty>>,
  more: { headers?: Record<string, string>; key?: string; isRestKept?: boolean; statistical?: boolean } = {},
): Transformed {
  const record = {
    data,
    fields: new Uint32Array(catalogue.words),
    innerCategories: 0,
    persons: [{ field: catalogue.number('persoon.insz')!, category: undefined, insz }],
    faults: [],
    faultCount: 0,
  };
  return transform({
    request: { records: [record] } as unknown as ExchangeRequest,
    record: 0,
    carriage: carriageOf(duties, more.isRestKept),
    statistical: more.statistical ?? false,
    catalogue,
    clock: clockAt(Date.parse('2026-06-15T12:00:00Z')),
    pseudonym,
    headers: more.headers ?? {},
    key: more.key ?? 'k',
  });
}

const delivered = (result: Transformed): unknown => {
  if (result.kind !== 'delivery') throw new Error(result.code);
  return JSON.parse(result.value);
};

describe('transform', () => {
  it('leaves a record as it came where every duty is keep, without the sender white space', () => {
    const data = { persoon: { insz, naam: 'Peeters' }, gezin: { grootte: 2 } };
    expect(run(data, {})).toEqual({ kind: 'delivery', value: JSON.stringify(data) });
  });

  it('carries out each duty in the place of its field, in the order of the sender', () => {
    const data = {
      gezin: { id: 'gezin-000123', grootte: 3 },
      persoon: { insz, geboortedatum: '1960-00-00', nationaliteit: 'FR', naam: 'Peeters' },
      inkomen: { belastbaar: 21_500 },
      inschrijving: { datum: '2019-03-02' },
    };
    const result = run(data, {
      'persoon.insz': pseudonymise,
      'gezin.id': pseudonymise,
      'persoon.naam': suppress,
      'persoon.geboortedatum': to('leeftijdsklasse'),
      'persoon.nationaliteit': to('nationaliteitsklasse'),
      'inkomen.belastbaar': to('inkomensklasse'),
      'inschrijving.datum': to('kwartaal'),
    });
    expect(JSON.stringify(delivered(result))).toBe(
      JSON.stringify({
        gezin: { id: pseudonym('gezin-000123'), grootte: 3 },
        persoon: { insz: pseudonym(insz), geboortedatum: '65-74', nationaliteit: 'EU' },
        inkomen: { belastbaar: '20000-24999' },
        inschrijving: { datum: '2019-Q1' },
      }),
    );
  });

  it('leaves no empty object, list or list element where something was suppressed', () => {
    const data = {
      gezin: { leden: [{ insz }, { insz, relatie: 'kind' }], grootte: 2 },
      partner: { insz },
      premie: { ontbrekendeStukken: ['formulier'] },
    };
    const result = run(data, {
      'gezin.leden[].insz': suppress,
      'partner.insz': suppress,
      'premie.ontbrekendeStukken[]': suppress,
    });
    expect(delivered(result)).toEqual({ gezin: { leden: [{ relatie: 'kind' }], grootte: 2 } });
  });

  it('never writes to the record it was given', () => {
    const data = Object.freeze({ persoon: Object.freeze({ insz, naam: 'Peeters' }) });
    run(data, { 'persoon.insz': suppress });
    expect(data).toEqual({ persoon: { insz, naam: 'Peeters' } });
  });

  it.each<[string, Record<string, unknown>, Record<string, Duty>]>([
    ['a field without a duty', { persoon: { naam: 'x' } }, { 'persoon.insz': suppress }],
    ['a field outside the catalogue', { persoon: { schoenmaat: 43 } }, {}],
    ['a generalisation that does not exist', { gezin: { grootte: 3 } }, { 'gezin.grootte': to('klasse') }],
    ['a generalisation of another kind', { gezin: { grootte: 3 } }, { 'gezin.grootte': to('kwartaal') }],
    ['an unknown duty', { gezin: { grootte: 3 } }, { 'gezin.grootte': { kind: 'blur' } as never }],
    ['an object in the place of a leaf', { gezin: { grootte: { a: 1 } } }, { 'gezin.grootte': suppress }],
    ['null', { gezin: { grootte: null } }, { 'gezin.grootte': suppress }],
    ['a leaf in the place of an object', { gezin: 3 }, { 'gezin.grootte': suppress }],
    ['an object in the place of a list', { gezin: { leden: { insz } } }, { 'gezin.grootte': suppress }],
  ])('throws for %s rather than pass it', (_name, data, duties) => {
    expect(() => run(data, duties, { isRestKept: false })).toThrow(TransformFault);
  });

  it('does not name a value in its faults', () => {
    const act = (): unknown => run({ persoon: { geboortedatum: 'geheim' } }, { 'persoon.geboortedatum': to('jaar') });
    expect(act).toThrow(TransformFault);
    expect(act).not.toThrow(/geheim/);
  });

  it('passes on the fault of a missing key', () => {
    const missing = Object.assign(new Error('no key'), { code: 'key-unavailable' });
    const record = { data: { persoon: { insz } }, persons: [] };
    const act = (): unknown =>
      transform({
        request: { records: [record] } as unknown as ExchangeRequest,
        record: 0,
        carriage: carriageOf({ 'persoon.insz': pseudonymise }),
        statistical: true,
        catalogue,
        clock: clockAt(0),
        pseudonym: () => {
          throw missing;
        },
        headers: {},
        key: 'k',
      });
    expect(act).toThrow(missing);
  });
});

/** The ways in which an INSZ is written, or slips through. */
const notations: readonly [string, (insz: string) => string][] = [
  ['plain', (number) => number],
  ['of the card', formatInsz],
  ['with spaces', (number) => [...number].join(' ')],
  ['with slashes', (number) => `${number.slice(0, 6)}/${number.slice(6)}`],
  [
    'with dashes of other kinds',
    (number) => `${number.slice(0, 6)}\u2013${number.slice(6, 9)}\u2011${number.slice(9)}`,
  ],
  ['with no-break spaces', (number) => `${number.slice(0, 6)}\u00a0${number.slice(6)}`],
  ['with zero-width spaces', (number) => [...number].join('\u200b')],
  ['with soft hyphens', (number) => [...number].join('\u00ad')],
  ['with combining marks', (number) => [...number].join('\u0301')],
  ['full width', (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))],
  ['Arabic-Indic', (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)))],
  ['Devanagari', (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0x0966 + Number(digit)))],
  ['mathematical', (number) => number.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7d8 + Number(digit)))],
  ['circled', (number) => number.replace(/\d/g, (digit) => '⓪①②③④⑤⑥⑦⑧⑨'[Number(digit)]!)],
  ['superscript', (number) => number.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!)],
  ...(
    [
      ['as negative dingbats', '⓿❶❷❸❹❺❻❼❽❾'],
      ['as dingbats without serif', '🄋➀➁➂➃➄➅➆➇➈'],
      ['as negative dingbats without serif', '🄌➊➋➌➍➎➏➐➑➒'],
      ['double circled', '⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽'],
      ['in Chinese', '〇一二三四五六七八九'],
      ['in Chinese for accounts', '零壹貳參肆伍陸柒捌玖'],
      ['in ideographs in a circle', '〇㊀㊁㊂㊃㊄㊅㊆㊇㊈'],
      ['in ideographs between brackets', '〇㈠㈡㈢㈣㈤㈥㈦㈧㈨'],
      ['in Hangzhou', '〇〡〢〣〤〥〦〧〨〩'],
      ['Ethiopic', '0፩፪፫፬፭፮፯፰፱'],
      ['Roman', '0ⅠⅡⅢⅣⅤⅥⅦⅧⅨ'],
      ['Khmer for divination', '៰៱៲៳៴៵៶៷៸៹'],
      ['Bamum', 'ꛯꛦꛧꛨꛩꛪꛫꛬꛭꛮ'],
      ['Aegean', '𐆊𐄇𐄈𐄉𐄊𐄋𐄌𐄍𐄎𐄏'],
      ['Coptic', '0𐋡𐋢𐋣𐋤𐋥𐋦𐋧𐋨𐋩'],
      ['Mayan', '𝋠𝋡𝋢𝋣𝋤𝋥𝋦𝋧𝋨𝋩'],
      ['Kaktovik', '𝋀𝋁𝋂𝋃𝋄𝋅𝋆𝋇𝋈𝋉'],
      ['Medefaidrin', '𖺀𖺁𖺂𖺃𖺄𖺅𖺆𖺇𖺈𖺉'],
      ['in counting rods', '〇𝍠𝍡𝍢𝍣𝍤𝍥𝍦𝍧𝍨'],
      ['Rumi', '0𐹠𐹡𐹢𐹣𐹤𐹥𐹦𐹧𐹨'],
      ['Brahmi', '0𑁒𑁓𑁔𑁕𑁖𑁗𑁘𑁙𑁚'],
      ['Sinhala of old', '0𑇡𑇢𑇣𑇤𑇥𑇦𑇧𑇨𑇩'],
      ['Mende Kikakui', '0𞣇𞣈𞣉𞣊𞣋𞣌𞣍𞣎𞣏'],
      ['Siyaq', '0𞱱𞱲𞱳𞱴𞱵𞱶𞱷𞱸𞱹'],
      [
        'in invisible tags',
        [...'0123456789'].map((digit) => String.fromCodePoint(0xe0000 + digit.charCodeAt(0))).join(''),
      ],
    ] as const
  ).map(([name, digits]): [string, (insz: string) => string] => [
    name,
    (number) => number.replace(/\d/g, (digit) => [...digits][Number(digit)]!),
  ]),
  ['with two digits in one circle', (number) => number.replace(/1([0-9])/g, (_, unit) => '❿⓫⓬⓭⓮⓯⓰⓱⓲⓳'[Number(unit)]!)],
  ['without leading zeros', (number) => String(Number(number))],
  ['inside a longer number', (number) => `77${number}12`],
  ['inside a word', (number) => `rrn${number}be`],
];

describe('INVARIANT(no-identifier-survives)', () => {
  it.each(notations)('finds an INSZ %s in a text, a header or the key', (_name, write) => {
    const leak = { kind: 'failed', code: 'identifier-leak' };
    for (const duty of [suppress, pseudonymise]) {
      const duties = { 'persoon.insz': duty };
      const data = { persoon: { insz, naam: 'Peeters' } };
      expect(run({ persoon: { insz, naam: `zie ${write(insz)}.` } }, duties)).toEqual(leak);
      expect(run(data, duties, { headers: { ce_correlationid: `a-${write(insz)}` } })).toEqual(leak);
      expect(run(data, duties, { key: write(insz) })).toEqual(leak);
      expect(run(data, duties).kind).toBe('delivery');
    }
  });

  it('finds it in random records under random duties, wherever it was planted, and nowhere else', () => {
    const number = fc.constantFrom('08222999934', '40010199714', '88422999979');
    const place = fc.constantFrom('persoon.naam', 'hoofdverblijfplaats.straat', 'header', 'key', 'none');
    const word = fc.string({ maxLength: 20, unit: 'grapheme' }).map((text) => text.replace(/\p{N}/gu, ''));
    fc.assert(
      fc.property(number, place, word, word, fc.constantFrom(...notations), fc.boolean(), (...drawn) => {
        const [planted, where, before, after, [, write], isSuppressed] = drawn;
        const text = `${before}${write(planted)}${after}`;
        const naam = where === 'persoon.naam' ? text : before;
        const straat = where === 'hoofdverblijfplaats.straat' ? text : after;
        const data = { persoon: { insz: planted, naam, hoofdverblijfplaats: { straat } }, gezin: { grootte: 4 } };
        const result = run(
          data,
          { 'persoon.insz': isSuppressed ? suppress : pseudonymise },
          { headers: { ce_id: where === 'header' ? text : 'id' }, key: where === 'key' ? text : 'key' },
        );
        expect(result.kind).toBe(where === 'none' ? 'delivery' : 'failed');
      }),
    );
  });

  it('takes no number together from two texts that leave apart', () => {
    const halves = { persoon: { insz, naam: 'zie 082229', voornamen: '99934 en verder' } };
    expect(run(halves, { 'persoon.insz': suppress }).kind).toBe('delivery');
    const whole = { persoon: { insz, naam: 'zie 082229 99934', voornamen: 'en verder' } };
    expect(run(whole, { 'persoon.insz': suppress }).kind).toBe('failed');
    const apart = { headers: { ce_provider: '082229' }, key: '99934' };
    expect(run({ persoon: { insz, naam: 'Proef' } }, { 'persoon.insz': suppress }, apart).kind).toBe('delivery');
  });

  it('finds an identifier that another field of the same person still shows', () => {
    const data = { persoon: { insz }, gezin: { leden: [{ insz }] } };
    expect(run(data, { 'persoon.insz': pseudonymise }).kind).toBe('failed');
    expect(run(data, { 'persoon.insz': pseudonymise, 'gezin.leden[].insz': pseudonymise }).kind).toBe('delivery');
  });

  it('finds a household id as a whole token in any case, and not inside another word', () => {
    const duties = { 'gezin.id': pseudonymise };
    const named = (naam: string): string => run({ gezin: { id: 'Gezin-77a' }, persoon: { naam } }, duties).kind;
    expect(named('dossier gezin-77A.')).toBe('failed');
    expect(named('(Ｇezin-77a)')).toBe('failed');
    expect(named('gezin-➆❼a')).toBe('failed');
    expect(named('gezin-77abc')).toBe('delivery');
  });

  it('finds an id with letters that look like a Roman number, however they are written', () => {
    const named = (naam: string): string =>
      run({ gezin: { id: 'gezin-VIII' }, persoon: { naam } }, { 'gezin.id': suppress }).kind;
    expect(named('gezin-viii')).toBe('failed');
    expect(named('gezin-Ⅷ')).toBe('failed');
  });

  it('finds an e-mail address in any case and a telephone number in any notation', () => {
    const data = (naam: string) => ({
      persoon: { naam },
      contact: { email: 'An.Peeters@Voorbeeld.be', telefoon: '051/30.12.34' },
    });
    const duties = { 'contact.email': suppress, 'contact.telefoon': suppress };
    expect(run(data('AN.PEETERS@voorbeeld.BE'), duties).kind).toBe('failed');
    expect(run(data('tel +32 (0)51 30 12 34'), duties).kind).toBe('failed');
    expect(run(data('tel 0032 51301234'), duties).kind).toBe('failed');
    expect(run(data('tel 051 30 12 35'), duties).kind).toBe('delivery');
  });

  it('does not look for what the recipient may have', () => {
    const data = { persoon: { insz, naam: `ook ${insz}`, geslacht: 'V' } };
    expect(run(data, { 'persoon.geslacht': suppress }).kind).toBe('delivery');
  });

  it('lets no INSZ through to a statistical recipient, whatever the duties say', () => {
    expect(run({ persoon: { insz } }, {}, { statistical: true }).kind).toBe('failed');
    expect(run({ persoon: { geslacht: 'V' } }, {}, { statistical: true, key: insz }).kind).toBe('failed');
  });

  it('shows a pseudonym that a broken key would leave as the number', () => {
    const record = { data: { persoon: { insz } }, persons: [] };
    const result = transform({
      request: { records: [record] } as unknown as ExchangeRequest,
      record: 0,
      carriage: carriageOf({ 'persoon.insz': pseudonymise }),
      statistical: false,
      catalogue,
      clock: clockAt(0),
      pseudonym: (identifier) => `psn:1:${identifier}`,
      headers: {},
      key: 'k',
    });
    expect(result.kind).toBe('failed');
  });
});

describe('a stricter duty', () => {
  it('never shows more than a milder one', () => {
    const paths = ['persoon.insz', 'persoon.geboortedatum', 'persoon.nationaliteit', 'inschrijving.datum'] as const;
    const mild: Record<string, Duty> = {
      'persoon.geboortedatum': to('geboortejaar'),
      'persoon.nationaliteit': to('nationaliteitsklasse'),
      'inschrijving.datum': to('jaar'),
    };
    const data = {
      persoon: { insz, geboortedatum: '1960-04-05', nationaliteit: 'TR' },
      inschrijving: { datum: '2019-03-02' },
    };
    const raw = [insz, '1960-04-05', 'TR', '2019-03-02'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2, 3), { minLength: 4, maxLength: 4 }), (levels) => {
        const duties = Object.fromEntries(
          paths.map((path, index) => [path, [keep, mild[path] ?? keep, pseudonymise, suppress][levels[index]!]!]),
        );
        const leaves = JSON.stringify(delivered(run(data, duties)));
        for (const [index, value] of raw.entries()) {
          const isShown = leaves.includes(`"${value}"`);
          expect(isShown).toBe(duties[paths[index]!] === keep);
          if (levels[index] === 3) expect(leaves).not.toContain(`"${paths[index]!.split('.')[1]!}":`);
        }
      }),
    );
  });
});
