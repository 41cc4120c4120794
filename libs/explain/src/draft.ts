/** A new instrument's file, from the elements that the Flemish model form for a protocol asks for. It permits nothing yet. */
import type { RegisterSource } from '#register';

export interface DraftAnswers {
  readonly id: string;
  readonly kind: 'protocol' | 'authorisation' | 'decision' | 'consent';
  readonly authority: string;
  readonly title: string;
  readonly number?: string | undefined;
  /** A participant, or `role:shm`. */
  readonly providers: readonly string[];
  readonly recipients: readonly string[];
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
  /** `path`, or `path=duty`: `persoon.insz=pseudonymise`. */
  readonly fields: readonly string[];
  readonly legalBases: readonly string[];
  readonly territory?: string | undefined;
  readonly retention?: string | undefined;
}

/** Begins a line that somebody must still answer; `missingOf` finds it. */
export const toFillIn = 'Nog in te vullen';

/** Elements of the model form (e-government decree art. 8 par. 1) that the register keeps in words. */
const elements: readonly string[] = [
  'het oorspronkelijke doel van de inzameling, en waarom het nieuwe doel daarmee verenigbaar is',
  'hoe vaak en hoe lang wordt meegedeeld',
  'de beveiligingsmaatregelen van elke partij',
  'de kwaliteit van de gegevens en hoe fouten worden gemeld',
  'de sancties bij niet-naleving',
  'wie wat meldt bij een inbreuk of een wijziging',
  'of de ontvanger mag doorgeven, en aan wie',
  'hoe het protocol wordt opgezegd',
];

/** YAML text that `register check` accepts. What is not answered stands in it as a comment, at its place. */
export function draftText(answers: DraftAnswers): string {
  const { id, kind, authority, title, number, legalBases } = answers;
  return `${[
    '# yaml-language-server: $schema=../schemas/instruments.json',
    '# Een ontwerp: zonder `from` laat het niets toe. Wat nog ontbreekt:',
    `#   npx sluis register status --instrument ${id}`,
    `id: ${id}`,
    `kind: ${kind}`,
    `authority: ${authority}`,
    number === undefined ? '# number: nummer dat de instantie gaf' : `number: ${text(number)}`,
    `title: { nl: ${text(title)} }`,
    '# Wat niemand in een openbare bron nakeek, is aangenomen en laat alleen iets door in een demonstratie. Na ondertekening: laat',
    '# twee mensen alles in de bekendgemaakte tekst nakijken, en vul dan bij de versie `confirmed` in.',
    'sure: assumed',
    legalBases.length === 0
      ? '# legalBases: [instrument of artikel waarop inzameling en mededeling steunen]'
      : `legalBases: [${legalBases.map(text).join(', ')}]`,
    ...(kind === 'protocol' ? publicationLines(answers) : []),
    'versions:',
    ...versionLines(answers),
    'notes:',
    ...elements.map((element) => `  - { nl: ${text(`${toFillIn}: ${element}`)} }`),
  ].join('\n')}\n`;
}

/** Answers that name nothing of the register, each with what was meant to be named. */
export function unknownAnswers(
  answers: DraftAnswers,
  source: RegisterSource,
): { noun: string; name: string; known: string[] }[] {
  const ids = (items: readonly { readonly id: string }[]) => items.map((each) => each.id);
  const parties = [...ids(source.participants), ...source.roles.map((role) => `role:${role.id}`)];
  const asked: readonly (readonly [noun: string, names: readonly string[], known: string[]])[] = [
    ['authority', [answers.authority], ids(source.authorities)],
    ['participant or role', [...answers.providers, ...answers.recipients], parties],
    ['purpose', answers.purposes, ids(source.purposes)],
    ['category', answers.categories, ids(source.categories)],
    ['territory', answers.territory === undefined ? [] : [answers.territory], ids(source.territories)],
    [
      'field',
      answers.fields.map((field) => field.split('=')[0]!).filter((path) => !path.endsWith('.*')),
      source.fields.map(({ path }) => path),
    ],
  ];
  return asked.flatMap(([noun, names, known]) =>
    names.filter((name) => !known.includes(name)).map((name) => ({ noun, name, known })),
  );
}

function parties(answers: DraftAnswers): string[] {
  return [...new Set([...answers.providers, ...answers.recipients])].filter((party) => !party.startsWith('role:'));
}

function publicationLines(answers: DraftAnswers): string[] {
  return [
    '# Elke partij maakt het bekend op haar site, meteen na de ondertekening.',
    '# publications:',
    ...parties(answers).map((party) => `#   - { participant: ${party}, where: https://…, date: jjjj-mm-dd }`),
  ];
}

function versionLines(answers: DraftAnswers): string[] {
  const { kind } = answers;
  const complete = [answers.providers, answers.recipients, answers.purposes, answers.categories, answers.fields].every(
    (answer) => answer.length > 0,
  );
  const lines = permissionLines(answers);
  const signing = [
    '# from: jjjj-mm-dd       # de eerste dag waarop het geldt',
    '# until: jjjj-mm-dd      # de eerste dag waarop het niet meer geldt; weglaten als er geen einde is',
    '# signed: jjjj-mm-dd     # na de adviezen',
    ...(kind === 'protocol'
      ? [
          '# advices:               # van de functionarissen voor gegevensbescherming, vóór de ondertekening',
          ...parties(answers).map((party) => `#   - { participant: ${party}, date: jjjj-mm-dd, outcome: positive }`),
        ]
      : []),
  ].map((line) => `    ${line}`);
  return complete
    ? ['  - permissions:', ...lines.map((line) => `      ${line}`), ...signing]
    : ['  - permissions: []', ...lines.map((line) => `    #   ${line}`), ...signing];
}

function permissionLines(answers: DraftAnswers): string[] {
  const { providers, recipients, purposes, categories, territory, retention, fields } = answers;
  const unanswered = '…';
  const list = (items: readonly string[], write: (item: string) => string = (item) => item) =>
    items.length === 1 ? write(items[0]!) : items.length === 0 ? unanswered : `[${items.map(write).join(', ')}]`;
  const party = (name: string) => (name.startsWith('role:') ? `{ role: ${name.slice('role:'.length)} }` : name);
  return [
    `- provider: ${list(providers, party)}`,
    `  recipient: ${list(recipients, party)}`,
    `  purpose: ${list(purposes)}`,
    `  categories: [${categories.join(', ') || unanswered}]`,
    ...(territory === undefined ? [] : [`  territory: { set: ${territory} }`]),
    ...(retention === undefined
      ? ['  # retention: P10Y       # hoe lang de ontvanger het mag bewaren']
      : [`  retention: ${retention}`]),
    '  # justification: …      # waarom deze gegevens nodig zijn en minder niet volstaat; per veld mag ook',
    '  fields:',
    ...(fields.length === 0 ? [`    ${unanswered}`] : fields.map(fieldLine)),
  ];
}

function fieldLine(field: string): string {
  const [path = '', duty] = field.split('=');
  const key = /[[\]*]/.test(path) ? text(path) : path;
  return `    ${key}: ${duty === undefined ? '{}' : `{ duty: ${text(duty)} }`}`;
}

/** A YAML scalar between quotes. */
function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
