import { reasonTexts, type Message, type ReasonCode } from '#contract';
import type { Participant, Permission } from '#register';

/**
 * What a sentence may name. Names and dates of the register and catalogue paths; never a value, never a sender's own
 * text.
 */
export interface MessageParts {
  readonly recipient?: string;
  readonly purpose?: string;
  readonly provider?: string;
  readonly fields?: readonly string[];
  readonly unknownCount?: number;
  readonly count?: number;
  /** Under whose rules the provider gives, which says what instrument is missing. */
  readonly level?: Participant['level'];
  /** Which rule a record breaks, from a closed list. */
  readonly rule?: string;
  /** Id of the decision that a repeated id belongs to. */
  readonly first?: string;
  readonly permissions?: readonly Permission[];
}

/** The Dutch and English sentence of a reason. */
export function messageOf(code: ReasonCode, parts: MessageParts): Message {
  const { sentence } = reasonTexts[code];
  return {
    nl: fill(sentence.nl, wordsOf(code, parts, dutch)),
    en: fill(sentence.en, wordsOf(code, parts, english)),
  };
}

/**
 * Fills `{name}` in a template. A part in square brackets falls away where one of its names is unknown, so that one
 * template serves a reason with and without its details.
 */
function fill(template: string, words: Words): string {
  let filled = '';
  for (const part of partsOf(template)) {
    if (part.optional && part.names.some((name) => words[name] === undefined)) continue;
    for (const [index, text] of part.texts.entries()) filled += text + (words[part.names[index] ?? ''] ?? '');
  }
  return filled;
}

type Words = Readonly<Record<string, string | undefined>>;

/** Text, name, text, name, …, text. */
interface Part {
  readonly optional: boolean;
  readonly texts: readonly string[];
  readonly names: readonly string[];
}

/** Templates are few and never change, so each is taken apart once. */
const taken = new Map<string, readonly Part[]>();

function partsOf(template: string): readonly Part[] {
  let parts = taken.get(template);
  if (parts === undefined) {
    parts = template.split(/(\[[^\][]*\])/).map((piece) => {
      const optional = piece.startsWith('[');
      const pieces = (optional ? piece.slice(1, -1) : piece).split(/\{([a-z]+)\}/);
      return {
        optional,
        texts: pieces.filter((_, index) => index % 2 === 0),
        names: pieces.filter((_, index) => index % 2 === 1),
      };
    });
    taken.set(template, parts);
  }
  return parts;
}

interface Language {
  readonly and: string;
  more(count: number): string;
  readonly from: string;
  readonly until: string;
  unknown(count: number): string;
  records(count: number): string;
  /** The kind of instrument that could let a provider give, by its level. */
  readonly needed: Readonly<Record<NonNullable<Participant['level']> | 'unknown', string>>;
}

const dutch: Language = {
  and: 'en',
  more: (count) => `nog ${count} andere`,
  from: 'vanaf',
  until: 'tot',
  unknown: (count) => (count === 1 ? 'één naam' : `${count} namen`),
  records: (count) => (count === 1 ? 'één dossier' : `${count} dossiers`),
  needed: {
    federal:
      'een beraadslaging van het Informatieveiligheidscomité of een federaal protocol (wet van 30 juli 2018, art. 20)',
    'social-security': 'een beraadslaging van het Informatieveiligheidscomité, kamer sociale zekerheid en gezondheid',
    flemish: 'een protocol (e-gov-decreet van 18 juli 2008, art. 8), tenzij een decreet of besluit het al regelt',
    private:
      'een wettelijke grond of de toestemming van de persoon (AVG art. 6; voor gezondheid ook art. 9); een protocol volstaat hier niet',
    unknown:
      'een protocol (tussen Vlaamse instanties), een beraadslaging (voor een federale of sociale bron), een decreet, of toestemming van de persoon',
  },
};

const english: Language = {
  and: 'and',
  more: (count) => `${count} more`,
  from: 'from',
  until: 'until',
  unknown: (count) => (count === 1 ? 'one name' : `${count} names`),
  records: (count) => (count === 1 ? 'one record' : `${count} records`),
  needed: {
    federal:
      'a deliberation of the Information Security Committee or a federal protocol (law of 30 July 2018, art. 20)',
    'social-security': 'a deliberation of the Information Security Committee, chamber of social security and health',
    flemish:
      'a protocol (e-government decree of 18 July 2008, art. 8), unless a decree or order provides for it already',
    private:
      'a ground in law or the consent of the person (GDPR art. 6; for health art. 9 too); a protocol does not suffice here',
    unknown:
      'a protocol (between Flemish authorities), a deliberation (for a federal or social security source), a decree, or the consent of the person',
  },
};

const listedMax = 5;

function wordsOf(code: ReasonCode, parts: MessageParts, language: Language): Words {
  return {
    recipient: quoted(parts.recipient),
    purpose: quoted(parts.purpose),
    provider: quoted(parts.provider),
    needed: language.needed[parts.level ?? 'unknown'],
    rule: parts.rule,
    first: parts.first,
    fields: list(
      parts.fields?.map((path) => `\`${path}\``),
      language,
    ),
    unknown: parts.unknownCount ? language.unknown(parts.unknownCount) : undefined,
    records: parts.count === undefined ? undefined : language.records(parts.count),
    instruments: list(instrumentsOf(code, parts.permissions, language), language),
  };
}

function quoted(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `\`${name}\``;
}

/** Instruments by id, with the date that matters for the code. */
function instrumentsOf(code: ReasonCode, permissions: readonly Permission[] | undefined, language: Language): string[] {
  const named = new Set<string>();
  for (const permission of permissions ?? []) {
    if (code === 'not-yet-in-force') named.add(`\`${permission.instrument}\` (${language.from} ${permission.from})`);
    else if (code === 'expired' && permission.until !== undefined) {
      named.add(`\`${permission.instrument}\` (${language.until} ${permission.until})`);
    } else named.add(`\`${permission.instrument}\``);
  }
  return [...named].sort();
}

function list(items: readonly string[] | undefined, language: Language): string | undefined {
  if (items === undefined || items.length === 0) return undefined;
  const shown =
    items.length > listedMax ? [...items.slice(0, listedMax), language.more(items.length - listedMax)] : items;
  if (shown.length === 1) return shown[0];
  return `${shown.slice(0, -1).join(', ')} ${language.and} ${shown.at(-1) ?? ''}`;
}
