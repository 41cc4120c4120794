/** A denied request for whoever has to do something about it: what was asked, why not, what comes nearest, who acts. */
import type { LegalDate, Message, Nearest, ReasonCode, Remedy } from '#contract';
import type { CompiledRegister, RegisterSource } from '#register';
import { dutyName, reasonTexts, type Duty } from '#contract';
import { denialWords } from './denial-words';
import { heading, plain, rows, type Block } from './block';
import { municipalityIn, namesOf, type Names } from './names';
import { actorOf, isAboutPersons, personRemedies, remedyText, senderRemedies, type Language } from './remedy';
import { conditionFails, requestBlocks, type RequestExplanation } from './request';
import { dateText, listText } from './words';

/** What is known of it, from its decision record and from deciding it once more. No value, no person. */
export interface DeniedRequest {
  readonly system: string | undefined;
  readonly participant: string | undefined;
  readonly provider: string | undefined;
  readonly recipient: string | undefined;
  readonly purpose: string | undefined;
  readonly category: string | undefined;
  readonly territory: string | undefined;
  readonly basis: string | undefined;
  readonly fields: readonly string[];
  readonly day: LegalDate;
  readonly reasons: readonly {
    readonly code: ReasonCode;
    readonly message: Message;
    readonly fields?: readonly string[];
  }[];
  readonly nearest: Nearest | undefined;
  readonly remedy: readonly Remedy[];
  /** Undefined where the request failed before permissions were looked at, or could not be decided once more. */
  readonly explanation: RequestExplanation | undefined;
}

export interface DenialExplanation {
  readonly asked: readonly Block[];
  readonly why: readonly Block[];
  readonly nearest: null | {
    readonly instrument: string;
    readonly title: string;
    readonly rows: readonly {
      readonly field: string;
      readonly name: string;
      readonly asked: boolean;
      readonly permitted: boolean;
      readonly duty: string | null;
    }[];
    readonly differences: readonly string[];
  };
  readonly remedy: readonly string[];
  /** Nothing but facts about persons stands in the way. */
  readonly aboutPersons: boolean;
  readonly actor: { readonly who: string; readonly text: string };
  readonly letter: { readonly to: string | null; readonly subject: string; readonly body: string };
}

/** `source` is without cases, and `register` what was compiled of it. */
export function explainDenial(
  request: DeniedRequest,
  source: RegisterSource,
  register: CompiledRegister,
  language: Language = 'nl',
): DenialExplanation {
  const names = namesOf(source);
  const codes = request.reasons.map(({ code }) => code);
  // Without the facts nobody can decide such a request again; what its reasons say about persons is enough.
  const remedyIn = (words: Language): string[] =>
    request.remedy.length > 0
      ? request.remedy.map((step) => remedyText(step, words, { purpose: request.purpose, field: fieldIn(names) }))
      : [...personRemedies(codes, words), ...senderRemedies(codes, words)];
  return {
    asked: askedBlocks(request, names, source, language),
    why: whyBlocks(request, language, names),
    nearest: nearestOf(request, names, register, language),
    remedy: remedyIn(language),
    aboutPersons: isAboutPersons(codes),
    actor: actorOf(codes, language),
    // Whoever gets the letter reads Dutch, whatever the officer reads.
    letter: letterOf(request, names, remedyIn('nl'), actorOf(codes, 'nl').text),
  };
}

function askedBlocks(request: DeniedRequest, names: Names, source: RegisterSource, language: Language): Block[] {
  const words = denialWords[language];
  const { system, participant, provider, recipient, purpose, category, territory, basis, fields, day } = request;
  const named = (id: string | undefined, name: (id: string) => string) => {
    if (id === undefined) return [];
    const title = name(id);
    return [plain(title === id ? id : `${title} (${id})`)];
  };
  return [
    {
      kind: 'facts',
      rows: rows([
        [
          words.who,
          [...named(participant, names.participant), ...(system === undefined ? [] : [plain(words.system(system))])],
        ],
        [words.provider, provider === participant ? [] : named(provider, names.participant)],
        [words.recipient, named(recipient, names.participant)],
        [words.purpose, named(purpose, names.purpose)],
        [words.category, named(category, names.category)],
        [words.territory, named(territory, municipalityIn(source))],
        [words.basis, named(basis, names.instrument)],
        [words.on, [plain(dateText(day, language))]],
      ]),
    },
    ...(fields.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: words.asked(fields.length),
            columns: [{ head: words.field, code: true as const }, { head: words.name }],
            rows: fields.map((path) => [plain(path), plain(names.field(path))]),
          },
        ]),
  ];
}

function whyBlocks({ reasons, explanation, day }: DeniedRequest, language: Language, names: Names): Block[] {
  return [
    {
      kind: 'list',
      items: reasons.map(({ message, fields = [] }) => plain(inNames(sentence(message[language], fields), names))),
    },
    ...(explanation === undefined
      ? []
      : [heading(3, denialWords[language].byField), ...requestBlocks(explanation, day, language)]),
  ];
}

/** The sentence with the fields that it is about, where it does not name them itself. */
function sentence(text: string, fields: readonly string[]): string {
  const unnamed = fields.filter((path) => !text.includes(path));
  return unnamed.length === 0 ? text : `${text} (${unnamed.join(', ')})`;
}

function nearestOf(
  { nearest, fields, recipient = '', purpose = '', provider = '', day }: DeniedRequest,
  names: Names,
  register: CompiledRegister,
  language: Language,
): DenialExplanation['nearest'] {
  if (nearest === undefined) return null;
  const { instrument, missing, excess } = nearest;
  const lists = new Map<string, Duty>();
  for (const permission of register.permissions(recipient, purpose, provider)) {
    if (permission.instrument !== instrument) continue;
    // Of several windows that of the day counts, where there is one.
    const isOfDay = permission.from <= day && (permission.until === undefined || day < permission.until);
    if (!isOfDay && lists.size > 0) continue;
    permission.duties.forEach((duty, field) => {
      const path = register.catalogue.fields[field]?.path;
      if (duty !== undefined && path !== undefined) lists.set(path, duty);
    });
  }
  const order = register.catalogue.fields.map(({ path }) => path);
  const all = new Set([...fields, ...lists.keys()]);
  return {
    instrument,
    title: names.instrument(instrument),
    rows: [...all]
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((field) => {
        const duty = lists.get(field);
        return {
          field,
          name: names.field(field),
          asked: fields.includes(field),
          permitted: duty !== undefined,
          duty: duty === undefined ? null : dutyName(duty),
        };
      }),
    differences: [
      ...missing.map((code) => conditionFails(code, language)),
      ...(excess.length === 0 ? [] : [denialWords[language].excess(listText(excess.map(fieldIn(names)), language))]),
    ],
  };
}

/** A text to send to whoever sends the requests: what, why not, what to do. It holds no value and names nobody. */
function letterOf(
  { system, participant, recipient, purpose, reasons }: DeniedRequest,
  names: Names,
  remedy: readonly string[],
  actor: string,
): DenialExplanation['letter'] {
  const to = participant === undefined ? null : names.participant(participant);
  const towards = [
    ...(recipient === undefined ? [] : [`aan ${names.participant(recipient)}`]),
    ...(purpose === undefined ? [] : [`voor ${inSentence(names.purpose(purpose))}`]),
  ].join(' ');
  const lines = [
    'Beste collega,',
    '',
    `Een aanvraag van uw systeem ${system ?? 'onbekend'} om gegevens te geven ${towards} is geweigerd, en er is niets geleverd.`,
    '',
    'Waarom:',
    ...reasons.map(({ message, fields = [] }) => `- ${inNames(sentence(message.nl, fields), names)}`),
    '',
    ...(remedy.length === 0 ? [] : ['Wat wel mag, of wat ervoor nodig is:', ...remedy.map((step) => `- ${step}`), '']),
    actor,
    `${sendAgain(reasons.map(({ code }) => code))} onder een nieuw kenmerk van het bericht: onder hetzelfde kenmerk blijft het antwoord hetzelfde.`,
    '',
    'Met vriendelijke groeten,',
    'Compliance',
  ];
  return { to, subject: `Geweigerde uitwisseling ${towards}`.trim(), body: lines.join('\n').replaceAll('`', '') };
}

function sendAgain(codes: readonly ReasonCode[]): string {
  const isChanged = codes.length === 0 || codes.some((code) => reasonTexts[code].retry === 'changed');
  return isChanged ? 'Zend een gewijzigde aanvraag' : 'Is dat gebeurd, zend de aanvraag dan opnieuw';
}

/** `nationaliteit (persoon.nationaliteit)`: what people call it, and what the sender's own people look for. */
export function fieldIn(names: Names): (path: string) => string {
  return (path) => {
    const name = names.field(path);
    return name === path ? path : `${inSentence(name)} (${path})`;
  };
}

/** A title within a sentence: its own names keep their capitals. */
function inSentence(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** The sentence as people read it: ids become names; a field keeps its path in brackets, the first time. */
function inNames(text: string, names: Names): string {
  const told = new Set<string>();
  return text.replace(/`([^`]+)`/g, (quoted: string, id: string) => {
    const field = names.field(id);
    if (field !== id) return told.has(id) ? field : (told.add(id), `${field} (${id})`);
    for (const name of [names.participant, names.purpose, names.category, names.instrument]) {
      if (name(id) !== id) return name(id);
    }
    return quoted;
  });
}
