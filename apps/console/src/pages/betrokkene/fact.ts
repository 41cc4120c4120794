import { isInsz, type FactKind } from '#contract';

/** What an officer fills in about a person. It lives in the form alone and leaves it in the body of one request. */
export interface FactDraft {
  readonly kind: FactKind;
  readonly participant: string;
  readonly insz: string;
  /** The former number, of an alias. */
  readonly was: string;
  readonly email: string;
  readonly telefoon: string;
  readonly naam: string;
  readonly straat: string;
  readonly huisnummer: string;
  readonly busnummer: string;
  readonly postcode: string;
  /** None: all. */
  readonly purposes: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly ground: string;
}

const secret = {
  insz: '',
  was: '',
  email: '',
  telefoon: '',
  naam: '',
  straat: '',
  huisnummer: '',
  busnummer: '',
  postcode: '',
} as const;

export function emptyDraft(participant: string, today: string): FactDraft {
  return { kind: 'restriction', participant, ...secret, purposes: [], from: today, until: '', ground: '' };
}

/** The draft without anything that tells who it is about. */
export function withoutPerson(draft: FactDraft): FactDraft {
  return { ...draft, ...secret };
}

/** The body of `POST /facts`: only what its kind takes. */
export function factBody(draft: FactDraft): Readonly<Record<string, unknown>> {
  const { kind, participant, insz, was, purposes, from, until, ground } = draft;
  const alias = kind === 'alias';
  return {
    kind,
    participant,
    from,
    ...(insz.trim() !== '' && { insz: insz.trim() }),
    ...(alias && { was: was.trim() }),
    ...(kind === 'do-not-contact' && { contact: contactOf(draft) }),
    ...(!alias && purposes.length > 0 && { purposes }),
    ...(!alias && until !== '' && { until }),
    ...(ground.trim() !== '' && { ground: ground.trim() }),
  };
}

function contactOf(draft: FactDraft): object {
  const filled = (...names: readonly (keyof typeof secret)[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, draft[name].trim()] as const).filter(([, value]) => value !== ''));
  const adres = filled('straat', 'huisnummer', 'busnummer', 'postcode');
  return { ...filled('email', 'telefoon', 'naam'), ...(Object.keys(adres).length > 0 && { adres }) };
}

/** What is still to be filled in; control checks all of it once more. */
export function missingIn(
  draft: FactDraft,
): readonly ('participant' | 'insz' | 'was' | 'contact' | 'from' | 'until')[] {
  const contact = contactOf(draft);
  const contactOnly = draft.kind === 'do-not-contact';
  const half = 'naam' in contact !== 'adres' in contact;
  return [
    ...(draft.participant === '' ? (['participant'] as const) : []),
    ...(contactOnly && draft.insz.trim() === '' ? [] : isNumber(draft.insz) ? [] : (['insz'] as const)),
    ...(draft.kind === 'alias' && !isNumber(draft.was) ? (['was'] as const) : []),
    ...(contactOnly && (Object.keys(contact).length === 0 || half) ? (['contact'] as const) : []),
    ...(draft.from === '' ? (['from'] as const) : []),
    ...(draft.kind !== 'alias' && draft.until !== '' && draft.until <= draft.from ? (['until'] as const) : []),
  ];
}

/** An INSZ in whatever notation: eleven digits whose check digits are right. */
export function isNumber(typed: string): boolean {
  return isInsz(typed.replaceAll(/[ .-]/g, ''));
}
