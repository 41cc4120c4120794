import type { Catalogue, CatalogueNode, Field, FieldType, Generalisation, ObjectNode } from '#register';

/**
 * The field catalogue built by hand for tests of the pure stages, apart from the register's files: a mistake in the
 * loader cannot hide one in a stage.
 */
export function testCatalogue(): Catalogue {
  const fields: Field[] = [];
  const root = object(undefined);
  for (const [path, type] of leaves) fields.push(place(root, path, type, fields.length));
  const numbers = new Map(fields.map((field) => [field.path, field.number]));
  for (const [index, path] of ['gezin.leden[].insz', 'partner.insz', 'kind.insz'].entries()) {
    const holder = objectAt(root, path.slice(0, -'.insz'.length));
    holder.person = { inszField: numbers.get(path)!, innerCategory: index };
  }
  return {
    fields,
    words: Math.ceil(fields.length / 32),
    innerCategories: ['gezinslid', 'partner', 'kind'],
    root: root as ObjectNode,
    number: (path) => numbers.get(path),
    generalisations: new Map(generalisations.map((generalisation) => [generalisation.name, generalisation])),
  };
}

const generalisations: readonly Generalisation[] = [
  { kind: 'age', name: 'leeftijdsklasse', lowerBounds: [0, 18, 25, 35, 45, 55, 65, 75], unknown: 'onbekend' },
  { kind: 'year', name: 'geboortejaar', unknown: 'onbekend' },
  { kind: 'year', name: 'jaar', unknown: undefined },
  { kind: 'quarter', name: 'kwartaal' },
  { kind: 'amount', name: 'inkomensklasse', first: 10_000, step: 5_000, last: 50_000 },
  {
    kind: 'country',
    name: 'nationaliteitsklasse',
    groups: new Map([['BE', 'BE'], ...['FR', 'NL', 'DE', 'PL', 'ES', 'IT'].map((code) => [code, 'EU'] as const)]),
    other: 'niet-EU',
    unknown: 'onbekend',
  },
];

const text: FieldType = { kind: 'text', charactersMax: 200 };
const date: FieldType = { kind: 'date', partial: false };
const boolean: FieldType = { kind: 'boolean' };
const small: FieldType = { kind: 'integer', min: 0, max: 50 };
const euro: FieldType = { kind: 'integer', min: 0, max: 10_000_000 };
const codes = (...list: string[]): FieldType => ({ kind: 'code', codes: new Set(list) });
const papers = codes('formulier', 'huurcontract', 'inkomensbewijs', 'gezinssamenstelling');
const aid = codes('aangevraagd', 'onvolledig', 'toegekend', 'geweigerd');

const address = (prefix: string): [string, FieldType][] => [
  [`${prefix}.straat`, text],
  [`${prefix}.huisnummer`, text],
  [`${prefix}.busnummer`, text],
  [`${prefix}.postcode`, text],
  [`${prefix}.gemeente`, text],
  [`${prefix}.nis`, { kind: 'nis' }],
];

const leaves: readonly [string, FieldType][] = [
  ['persoon.insz', { kind: 'insz' }],
  ['persoon.naam', text],
  ['persoon.voornamen', text],
  ['persoon.geboortedatum', { kind: 'date', partial: true }],
  ['persoon.geboorteplaats', text],
  ['persoon.geslacht', codes('M', 'V', 'X')],
  ['persoon.burgerlijkeStaat', codes('ongehuwd', 'gehuwd', 'verweduwd', 'gescheiden', 'onbekend')],
  ['persoon.nationaliteit', { kind: 'country' }],
  ['persoon.wettelijkeSamenwoning', boolean],
  ...address('persoon.hoofdverblijfplaats'),
  ...address('persoon.adreshistoriek[]'),
  ['persoon.adreshistoriek[].van', date],
  ['persoon.adreshistoriek[].tot', date],
  ['gezin.id', { kind: 'id' }],
  ['gezin.grootte', small],
  ['gezin.aantalTenLaste', small],
  ['gezin.leden[].insz', { kind: 'insz' }],
  ['gezin.leden[].naam', text],
  ['gezin.leden[].voornamen', text],
  ['gezin.leden[].geboortedatum', { kind: 'date', partial: true }],
  ['gezin.leden[].relatie', codes('partner', 'kind', 'ouder', 'ander')],
  ['partner.insz', { kind: 'insz' }],
  ['partner.naam', text],
  ['kind.insz', { kind: 'insz' }],
  ['kind.handicap', boolean],
  ['inkomen.belastbaar', euro],
  ['inkomen.aanslagjaar', { kind: 'year' }],
  ['eigendom.onroerend', boolean],
  ['eigendom.vennootschap', boolean],
  ['inschrijving.datum', date],
  ['inschrijving.maatschappij', { kind: 'participant', ids: new Set(['woondienst-izegem', 'vmsw']) }],
  ['inschrijving.status', codes('actief', 'geschorst', 'geschrapt', 'toegewezen')],
  ['inschrijving.voorkeurNis', { kind: 'nis' }],
  ['inschrijving.gewensteSlaapkamers', small],
  ['huur.start', date],
  ['huur.huurprijs', euro],
  ['premie.toegekend', boolean],
  ['premie.status', aid],
  ['premie.ontbrekendeStukken[]', papers],
  ['woning.id', { kind: 'id' }],
  ['woning.type', codes('huis', 'appartement', 'studio', 'duplex')],
  ['woning.bouwjaar', { kind: 'year' }],
  ...address('woning.adres'),
  ['contact.email', { kind: 'email' }],
  ['contact.telefoon', { kind: 'telephone' }],
];

const inner = ['gezin.leden[].', 'partner.', 'kind.'];

type Growing = {
  kind: 'object';
  children: Map<string, CatalogueNode | { kind: 'list'; item: Growing } | Growing>;
  person: ObjectNode['person'];
};

const object = (person: ObjectNode['person']): Growing => ({ kind: 'object', children: new Map(), person });

function place(root: Growing, path: string, type: FieldType, number: number): Field {
  const innerIndex = inner.findIndex((prefix) => path.startsWith(prefix));
  const field: Field = {
    number,
    path,
    type,
    identifier:
      type.kind === 'insz'
        ? 'person'
        : type.kind === 'id'
          ? 'entity'
          : type.kind === 'email' || type.kind === 'telephone'
            ? 'contact'
            : undefined,
    innerCategory: innerIndex < 0 ? undefined : innerIndex,
    dwelling: path.startsWith('woning.'),
    description: { nl: path },
  };
  const cut = path.lastIndexOf('.');
  const holder = objectAt(root, path.slice(0, cut));
  const name = path.slice(cut + 1);
  if (name.endsWith('[]')) holder.children.set(name.slice(0, -2), { kind: 'list', item: { kind: 'leaf', field } });
  else holder.children.set(name, { kind: 'leaf', field });
  return field;
}

function objectAt(root: Growing, path: string): Growing {
  let at = root;
  for (const part of path.split('.')) {
    const isList = part.endsWith('[]');
    const name = isList ? part.slice(0, -2) : part;
    if (!at.children.has(name)) {
      const made = object(undefined);
      at.children.set(name, isList ? { kind: 'list', item: made } : made);
    }
    const next = at.children.get(name)!;
    at = (next.kind === 'list' ? next.item : next) as Growing;
  }
  return at;
}
