import type { Codes, Example, Region, Verdict } from '#analysis';
import { durationWords, wayWords } from '#contract';
import type { CompiledRegister, RegisterSource } from '#register';
import { municipalityIn, namesOf } from './names';
import { regionWords, type RegionWords } from './region-words';
import type { Language } from './remedy';
import { dateText, uncapitalised } from './words';

/** What a field is called, by its path; a path that nobody gave a name stays a path. */
export type FieldNames = (path: string) => string;

/** What is called otherwise than by its id; where nothing is given, the ids stay, as whoever keeps the files knows them. */
export interface RegionNames {
  readonly field: FieldNames;
  readonly participant?: (id: string) => string;
  readonly purpose?: (id: string) => string;
  readonly category?: (id: string) => string;
  readonly municipality?: (nis: string) => string;
}

/** A region in words: between whom, which fields, how before and after, and on which conditions. A verdict may take two lines. */
export function regionLines(region: Region, names: RegionNames, language: Language = 'nl'): string[] {
  const { recipients, purposes, providers, fields, before, after, where } = region;
  const words = regionWords[language];
  const { participant = same, purpose = same } = names;
  const all = (ids: readonly string[], name: (id: string) => string) => few(ids.map(name), words);
  return [
    words.route(all(recipients, participant), all(purposes, purpose), all(providers, participant)),
    fields.map(names.field).join(', '),
    ...(before === undefined ? [] : [`${words.before}: ${verdictText(before, language)}`]),
    ...(after === undefined ? [] : [`${words.now}: ${verdictText(after, language)}`]),
    ...whereLines(where, names, language),
  ];
}

function verdictText({ duty, instruments, retention, assumed, statistical }: Verdict, language: Language): string {
  const words = regionWords[language];
  return [
    wayWords(duty, language),
    words.by(instruments.join(', ')),
    words.kept(durationWords(retention, language)),
    ...(assumed ? [words.assumed] : []),
    ...(statistical ? [words.statistical] : []),
  ].join('; ');
}

function whereLines(where: Region['where'], names: RegionNames, language: Language): string[] {
  const words = regionWords[language];
  const { participant = same, municipality = same } = names;
  const category = (id: string) => uncapitalised((names.category ?? same)(id));
  const senders = where.senders.map((sender) =>
    sender === 'self'
      ? words.self
      : sender.startsWith('participant ')
        ? participant(sender.slice('participant '.length))
        : sender.replace(/^system /, ''),
  );
  const bases = where.bases.map((basis) => (basis === '' ? words.noBasis : basis));
  const own = where.ownObject.map((id) => `${category(id)} (${words.ownObject})`);
  const about = [...where.categories.map(category), ...own];
  const categories = (ids: readonly string[]) => ids.map(category).join(', ');
  const codes = (of: Codes) => codesText(of, municipality, words);
  return [
    words.sent(few(senders, words), few(bases, words), few(about, words)),
    where.days
      .map(({ from, until }) =>
        until === undefined
          ? words.from(dateText(from, language))
          : words.window(dateText(from, language), dateText(until, language)),
      )
      .join(', '),
    ...(where.inside.length > 0 ? [`${words.inside}: ${categories(where.inside)}`] : []),
    ...(where.maybeInside.length > 0 ? [`${words.maybeInside}: ${categories(where.maybeInside)}`] : []),
    ...(where.territory === undefined ? [] : [`${words.territory}: ${codes(where.territory)}`]),
    ...Object.entries(where.leaves).map(([path, of]) => `${names.field(path)}: ${codes(of)}`),
    ...(where.installation === undefined ? [] : [words[where.installation]]),
    ...Object.entries(where.facts).map(([fact, value]) => words.facts[fact]?.[value] ?? `${fact}: ${value}`),
  ];
}

function codesText(
  { in: listed, notIn = [], missing }: Codes,
  municipality: (nis: string) => string,
  words: RegionWords,
): string {
  const none = missing ? words.orNone : '';
  if (listed !== undefined) {
    return listed.length === 0 ? words.none : `${few(listed.map(municipality), words, 12)}${none}`;
  }
  return `${notIn.length === 0 ? words.any : words.allBut(few(notIn.map(municipality), words, 12))}${none}`;
}

/** `naam (persoon.naam)`: the name first, as officers read it, and the path by which the files know it. */
export function fieldNamesOf(...registers: readonly CompiledRegister[]): FieldNames {
  return (path) => {
    for (const { catalogue } of registers) {
      const number = catalogue.number(path);
      if (number !== undefined) return `${uncapitalised(catalogue.fields[number]!.description.nl)} (${path})`;
    }
    return path;
  };
}

/** Names for whoever does not keep the files, from the first of these that knows one. Both sides of a change may name what the other lost. */
export function regionNamesOf(field: FieldNames, ...sources: readonly RegisterSource[]): Required<RegionNames> {
  const known = sources.map((source) => ({ ...namesOf(source), municipality: municipalityIn(source) }));
  const first = (kind: 'participant' | 'purpose' | 'category' | 'municipality') => (id: string) => {
    for (const names of known) if (names[kind](id) !== id) return names[kind](id);
    return id;
  };
  return {
    field,
    participant: first('participant'),
    purpose: first('purpose'),
    category: first('category'),
    municipality: first('municipality'),
  };
}

/** The example on one line; the request itself is in `requestFile`. */
export function exampleLine(
  example: Example,
  { field, participant = same, purpose = same, category = same, municipality = same }: RegionNames = { field: same },
  language: Language = 'nl',
): string {
  const { system, recipient, provider, basis, territory, day, paths } = example;
  const words = regionWords[language];
  const asked = [
    words.asks(system, participant(recipient), purpose(example.purpose)),
    ...(provider === undefined ? [] : [words.behalf(participant(provider))]),
    ...(basis === undefined ? [] : [words.ground(basis)]),
    ...(territory === undefined ? [] : [words.place(municipality(territory))]),
    words.about(uncapitalised(category(example.category))),
    words.on(dateText(day, language)),
  ].join(', ');
  return words.example(asked, paths.map(field).join(' + '));
}

/** The example as a file that `sluis decide --file` takes. */
export function requestFile(example: Example): { system: string; headers: Record<string, string>; value: unknown } {
  const { system, recipient, purpose, provider, basis, category, territory, value } = example;
  return {
    system,
    headers: {
      ce_recipient: recipient,
      ce_purpose: purpose,
      ce_category: category,
      ...(provider !== undefined && { ce_provider: provider }),
      ...(basis !== undefined && { ce_basis: basis }),
      ...(territory !== undefined && { ce_territory: territory }),
    },
    value,
  };
}

function same(id: string): string {
  return id;
}

function few(names: readonly string[], words: RegionWords, most = 6): string {
  return names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')}${words.more(names.length - most)}`;
}
