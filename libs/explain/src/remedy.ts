/** What would make a request lawful, and who must act, in the words of an officer. */
import {
  isCasePurpose,
  reasonTexts,
  type Ask,
  type Mender,
  type Message,
  type ReasonCode,
  type Remedy,
} from '#contract';
import { dateText } from './words';

export type Language = 'nl' | 'en';

/** What a step is said about: the purpose that was asked for, and what a field is called, where not by its path. */
export interface RemedyContext {
  readonly purpose?: string | undefined;
  readonly field?: ((path: string) => string) | undefined;
}

/**
 * One step. Dates are read as officers write them. A purpose that only cases serve has no instrument to register: whoever it is
 * asked for, and whether or not there is a case of somebody else, it says the same.
 */
export function remedyText(
  step: Remedy,
  language: Language = 'nl',
  { purpose = '', field = (path) => path }: RemedyContext = {},
): string {
  if ('drop' in step) return `${language === 'nl' ? 'laat weg' : 'leave out'}: ${step.drop.map(field).join(', ')}`;
  if ('after' in step) return `${language === 'nl' ? 'wacht tot' : 'wait until'} ${dateText(step.after, language)}`;
  if (step.ask === 'register-instrument' && isCasePurpose(purpose)) return proposeCase[language];
  return asks[step.ask][language];
}

/**
 * What helps where facts about persons stand in the way, from the codes that the sender was told. INVARIANT(cause-for-its-recorder):
 * of `not-deliverable`, whatever is behind it, it says the same.
 */
export function personRemedies(codes: readonly ReasonCode[], language: Language = 'nl'): string[] {
  return codes.flatMap((code) => {
    const ask = personAsks[code];
    if (ask !== undefined) return [asks[ask][language]];
    return code === 'not-deliverable' ? [notDeliverable[language]] : [];
  });
}

/**
 * What helps where the request itself is wrong, so that no permission was looked at: to name what the register knows, or to mend what
 * its reason says. What stood there is not repeated: it is no name of the register, and may be anything.
 */
export function senderRemedies(codes: readonly ReasonCode[], language: Language = 'nl'): string[] {
  if (codes.some((code) => unknownNames.has(code))) return [nameKnown[language]];
  return codes.some((code) => wrongInItself.has(code)) ? [mendRequest[language]] : [];
}

/** Whether nothing but facts about persons stands in the way: no other request or instrument would help. */
export function isAboutPersons(codes: readonly ReasonCode[]): boolean {
  return codes.length > 0 && codes.every((code) => personCodes.has(code));
}

const personAsks: Partial<Record<ReasonCode, Ask>> = {
  'subject-restricted': 'lift-restriction',
  'subject-objected': 'respect-objection',
  'consent-missing': 'record-consent',
  'no-relation': 'open-file',
};

const personCodes = new Set<ReasonCode>([
  'not-deliverable',
  'subject-restricted',
  'subject-objected',
  'consent-missing',
  'do-not-contact',
  'no-relation',
]);

const unknownNames = new Set<ReasonCode>([
  'unknown-provider',
  'unknown-recipient',
  'unknown-purpose',
  'unknown-category',
  'unknown-field',
  'unknown-basis',
]);

const wrongInItself = new Set<ReasonCode>([
  'malformed',
  'too-large',
  'invalid-value',
  'invalid-identifier',
  'identifier-leak',
]);

const nameKnown: Message = {
  nl: 'noem wat het register kent: de namen staan in de keuzelijsten van Mag dit? (wat er stond, wordt hier niet herhaald: het is geen naam van het register)',
  en: 'name what the register knows: the names are in the lists of Is this allowed? (what stood there is not repeated here: it is no name of the register)',
};

const mendRequest: Message = {
  nl: 'verbeter in de aanvraag wat de reden noemt',
  en: 'mend in the request what the reason names',
};

const notDeliverable: Message = {
  nl: 'de reden ligt bij wat over een persoon is opgetekend, en staat hier met opzet niet; de dpo (functionaris voor gegevensbescherming) voor alle organisaties kan ze zien: vraag het daar na, met het kenmerk van de beslissing',
  en: 'the reason lies with what is recorded about a person, and is left out here on purpose; the dpo (data protection officer) for all organisations can see it: ask there, with the id of the decision',
};

const proposeCase: Message = {
  nl: 'hiervoor is een zaak over deze ene persoon nodig: laat ze voorstellen in de console, onder Zaken, of met `npx sluis cases propose`, en door een tweede persoon goedkeuren',
  en: 'this needs a case about this one person: have it proposed in the console, under Cases, or with `npx sluis cases propose`, and approved by a second person',
};

const asks: Record<Ask, Message> = {
  'register-instrument': {
    nl: 'laat het instrument registreren dat dit toelaat',
    en: 'have the instrument registered that permits this',
  },
  'sign-instrument': {
    nl: 'laat het instrument ondertekenen en dateren',
    en: 'have the instrument signed and dated',
  },
  'confirm-instrument': {
    nl: 'laat twee mensen de feiten waarop het instrument steunt in een bron nakijken',
    en: 'have two people check the facts that the instrument rests on in a source',
  },
  'renew-instrument': { nl: 'laat het instrument vernieuwen', en: 'have the instrument renewed' },
  'lift-suspension': {
    nl: 'laat de schorsing van het instrument opheffen',
    en: 'have the suspension of the instrument lifted',
  },
  'lift-restriction': {
    nl: 'de beperking moet eerst worden opgeheven',
    en: 'the restriction must be lifted first',
  },
  'respect-objection': {
    nl: 'de persoon maakte bezwaar: verzend dit niet',
    en: 'the person objected: do not send this',
  },
  'record-consent': {
    nl: 'vraag de toestemming van de persoon en leg ze vast',
    en: "ask for the person's consent and record it",
  },
  'open-file': {
    nl: 'leg vast dat er een open dossier over de persoon is',
    en: 'record that there is an open file on the person',
  },
};

/** Who can take these causes away: the first who must, since a request that is wrong in itself is mended before the rest. */
export function actorOf(
  codes: readonly ReasonCode[],
  language: Language = 'nl',
): { readonly who: Mender; readonly text: string } {
  const menders = codes.map((code) => reasonTexts[code].mends);
  const who = (['sender', 'register', 'recorder', 'operator'] as const).find((each) => menders.includes(each));
  return { who: who ?? 'operator', text: actors[who ?? 'operator'][language] };
}

const actors: Record<Mender, Message> = {
  sender: {
    nl: 'Wie de aanvraag zendt, moet een andere aanvraag zenden.',
    en: 'Whoever sends the request must send another one.',
  },
  register: {
    nl: 'De beheerder van het register moet handelen, met de rechtshandeling in de hand; daarna mag de aanvraag opnieuw.',
    en: 'Whoever keeps the register must act, with the legal act in hand; then the request may be sent again.',
  },
  recorder: {
    nl: 'Wie het feit over de persoon optekende, of moest optekenen, moet handelen.',
    en: 'The participant that recorded, or should have recorded, the fact about the person must act.',
  },
  operator: {
    nl: 'Wie de sluis beheert, moet handelen; daarna mag de aanvraag opnieuw.',
    en: 'Whoever runs the gateway must act; then the request may be sent again.',
  },
};
