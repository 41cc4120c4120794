/** What two people must still confirm, in plain words: the same list for `status`, `show`, the public page and the console. */
import type { LegalDate } from '#contract';
import { unconfirmedFacts, type Locate, type RegisterSource, type UnconfirmedFact } from '#register';
import { namesOf, type Names } from './names';
import { dateText } from './words';

export interface FactToConfirm {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  /** What is assumed, in Dutch: `Sociale huisvestingsmaatschappij in Gent (voorbeeld) als sociaal verhuurkantoor`. */
  readonly what: string;
  /** The part of the file whose `confirmed` would cover it, such as `versions[0]`; empty: the file as a whole. */
  readonly confirmAt: string;
  /** Instruments of which a permission rests on it. */
  readonly instruments: readonly string[];
  /** The permissions that rest on it. */
  readonly permissions: readonly PermissionPlace[];
}

/** One permission of a register: places of its version and in it are counted from 0. */
export interface PermissionPlace {
  readonly instrument: string;
  readonly version: number;
  readonly permission: number;
}

export interface ConfirmQuestion {
  /** Of this instrument only. */
  readonly instrument?: string | undefined;
  readonly locate?: Locate | undefined;
}

/** Each fact once that counts on `at` or later, in the order of the instruments. A draft permits nothing, so asks for none. */
export function factsToConfirm(
  source: RegisterSource,
  at: LegalDate,
  { instrument, locate }: ConfirmQuestion = {},
): readonly FactToConfirm[] {
  const names = namesOf(source);
  const found = new Map<
    string,
    FactToConfirm & { readonly instruments: string[]; readonly permissions: PermissionPlace[] }
  >();
  for (const fact of unconfirmedFacts(source, locate, { during: { from: at, until: undefined }, instrument })) {
    const { file, path, confirmAt, line, column, instrument: id, version, permission } = fact;
    if (fact.draft) continue;
    const key = `${file} ${path} ${confirmAt}`;
    let known = found.get(key);
    if (known === undefined) {
      known = {
        file,
        line,
        column,
        path,
        what: factText(fact, source, names) + soonText(fact),
        confirmAt,
        instruments: [],
        permissions: [],
      };
      found.set(key, known);
    }
    if (!known.instruments.includes(id)) known.instruments.push(id);
    known.permissions.push({ instrument: id, version, permission });
  }
  return [...found.values()];
}

/** A confirmation counts from its own day. */
function soonText({ confirmedOn }: UnconfirmedFact): string {
  return confirmedOn === undefined ? '' : ` (pas bevestigd op ${dateText(confirmedOn)})`;
}

function factText(fact: UnconfirmedFact, source: RegisterSource, names: Names): string {
  const { about } = fact;
  switch (about.kind) {
    case 'own':
      return ownText(fact, source, names);
    case 'act': {
      const { id, version } = about;
      return `${ownText({ ...fact, instrument: id, version }, source, names)} in ${id}`;
    }
    case 'accession': {
      const { accessions } = instrumentOf(fact, source);
      const { participant, as, from } = accessions[about.index]!;
      return `de toetreding van ${names.participant(participant)} als ${as}, vanaf ${dateText(from)}`;
    }
    case 'participant':
      return `wie ${names.participant(about.id)} is`;
    case 'role': {
      const { role } = participantOf(about.id, source).roles[about.index]!;
      return `dat ${names.participant(about.id)} de rol ${names.role(role).toLowerCase()} heeft`;
    }
    case 'succession': {
      const next = participantOf(about.id, source).succeededBy[about.index]!;
      return `dat ${names.participant(next.participant)} op ${dateText(next.from)} ${names.participant(about.id)} opvolgt`;
    }
    case 'role-succession': {
      const next = source.roles.find(({ id }) => id === about.role)!.succeededBy[about.index]!;
      return `dat ${names.role(next.role).toLowerCase()} op ${dateText(next.from)} ${names.role(about.role).toLowerCase()} opvolgt`;
    }
    case 'purpose':
      return `het doel ${names.purpose(about.id).toLowerCase()}`;
    case 'territory':
      return `welke gemeenten horen bij: ${names.territory(about.id)}`;
    case 'member': {
      const member = source.territories.find(({ id }) => id === about.id)!.members[about.index]!;
      const since = member.from === undefined ? '' : `, vanaf ${dateText(member.from)}`;
      return `dat ${member.name} hoort bij: ${names.territory(about.id)}${since}`;
    }
  }
}

/** What the instrument says itself: the mark's own path tells which part of it. */
function ownText(fact: UnconfirmedFact, source: RegisterSource, names: Names): string {
  const instrument = instrumentOf(fact, source);
  const { path } = fact;
  const version = instrument.versions[fact.version]!;
  const several = version.permissions.length > 1 ? ` (toelating ${fact.permission + 1})` : '';
  const [, publication] = /^publications\[(\d+)\]/.exec(path) ?? [];
  if (publication !== undefined) {
    const { participant } = instrument.publications[Number(publication)]!;
    return participant === undefined ? 'de bekendmaking' : `de bekendmaking door ${names.participant(participant)}`;
  }
  const [, advice] = /\.advices\[(\d+)\]/.exec(path) ?? [];
  if (advice !== undefined) {
    return `het advies bij ${names.participant(version.advices[Number(advice)]!.participant)}`;
  }
  const [, approval] = /\.approvals\[(\d+)\]/.exec(path) ?? [];
  if (approval !== undefined) return `de goedkeuring door ${version.approvals[Number(approval)]!.body}`;
  const [, field] = /\.fields\.(.+)\.sure$/.exec(path) ?? [];
  if (field !== undefined) {
    return `het gegeven ${field.endsWith('.*') ? field : `${names.field(field).toLowerCase()} (${field})`}${several}`;
  }
  const [, part = path.endsWith('.territory.sure') ? 'territory' : ''] = /\.?sureOf\.(\w+)$/.exec(path) ?? [];
  if (Object.hasOwn(partTexts, part)) return partTexts[part]! + (path.includes('permissions[') ? several : '');
  if (path.endsWith('.transfer.sure')) return `de grond om het buiten de EER te geven${several}`;
  if (path.endsWith('.processingAgreement.sure')) return `de verwerkersovereenkomst${several}`;
  if (part !== '') return `${part}${several}`;
  if (path.includes('permissions[')) return `alles wat de toelating zegt${several}`;
  if (path.startsWith('versions[')) {
    return version.from === undefined
      ? 'alles wat de versie zegt'
      : `alles wat de versie van ${dateText(version.from)} zegt`;
  }
  return 'alles wat het instrument zegt';
}

const partTexts: Readonly<Record<string, string>> = {
  authority: 'wie het besliste',
  number: 'het nummer',
  title: 'waarover het gaat',
  kind: 'wat voor rechtshandeling het is',
  legalBases: 'de rechtsgrond',
  aliases: 'hoe het nog genoemd wordt',
  applicant: 'wie het vroeg',
  extends: 'wat het uitbreidt',
  replaces: 'wat het vervangt',
  jointly: 'waarmee het samen toelaat',
  from: 'de eerste dag',
  until: 'de dag waarop het eindigt',
  signed: 'de dag van de beslissing of ondertekening',
  provider: 'wie geeft',
  recipient: 'wie krijgt',
  via: 'wie namens de verstrekker verzendt',
  purpose: 'waarvoor',
  categories: 'over wie het gaat',
  fields: 'welke gegevens',
  territory: 'in welk gebied',
  relation: 'dat een open dossier nodig is',
  consent: 'dat toestemming van de persoon nodig is',
  doNotContact: 'dat de lijst van wie niet gecontacteerd wil worden telt',
  retention: 'hoe lang het bewaard mag worden',
  grant: 'of het toegang tot gegevens of gebruik van het nummer is',
  ground: 'op welk artikel het steunt',
  split: 'welk instrument welk gegeven geeft',
  justification: 'waarom het nodig is',
};

function instrumentOf({ instrument }: UnconfirmedFact, source: RegisterSource) {
  return source.instruments.find(({ id }) => id === instrument)!;
}

function participantOf(participant: string, source: RegisterSource) {
  return source.participants.find(({ id }) => id === participant)!;
}
